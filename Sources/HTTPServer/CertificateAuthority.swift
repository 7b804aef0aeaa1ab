internal import Glibc

/// A certificate authority of this user, for servers on this machine.
///
///     let authority = try CertificateAuthority(directory: directory)
///     configuration.tls = try authority.identity()
///     // clients: curl --cacert, SSL_CERT_FILE, pydo's connection_verify = authority.certificatePath
///
/// The directory (mode 0700) holds `ca.pem`, `ca-key.pem`, `server.pem` and `server-key.pem`. The authority is made once,
/// with an EC key on P-256, and lasts ten years; the server's identity is made again when it is about to expire, when a
/// host is missing in it, or when the authority is another one. Files are replaced whole, keys have the mode 0600, and a
/// lock keeps two programs from making different authorities at the same moment.
///
/// Whoever has `ca-key.pem` can impersonate any host to those who trust `ca.pem`: hand the certificate to single
/// programs, do not install it in the system's store.
public struct CertificateAuthority: Sendable {
    /// Where clients find the certificate to trust.
    public var certificatePath: String { directory.path(of: "ca.pem") }

    private let directory: PrivateDirectory

    /// Opens the authority in `directory`, or makes it there. The directory's parent has to exist.
    ///
    /// - Throws: `HTTPServerError`: GnuTLS is missing or failed, a file cannot be read or written, or others can read a key.
    public init(directory: String) throws(HTTPServerError) {
        try self.init(directory: directory, now: Int64(time(nil)))
    }

    /// `now` is in Unix seconds.
    package init(directory: String, now: Int64) throws(HTTPServerError) {
        self.directory = try PrivateDirectory(directory)
        _ = try self.directory.locked { () throws(HTTPServerError) in try authority(now) }
    }

    /// The identity of a server that is reached as `localhost`, `127.0.0.1`, `::1` and `hosts`, which are names or
    /// addresses. It is valid for 397 days at most, the longest that clients accept, and for 30 at least.
    public func identity(hosts: [String] = []) throws(HTTPServerError) -> TLSIdentity {
        try identity(hosts: hosts, now: Int64(time(nil)))
    }

    package func identity(hosts: [String], now: Int64) throws(HTTPServerError) -> TLSIdentity {
        let hosts = ["localhost", "127.0.0.1", "::1"] + hosts
        return try directory.locked { () throws(HTTPServerError) in
            let authority = try authority(now)
            let server = try server(hosts, of: authority, now)
            return TLSIdentity(
                certificateChain: String(
                    decoding: try server.certificate.pem() + authority.certificate.pem(), as: UTF8.self),
                privateKey: String(decoding: try server.key.pem(), as: UTF8.self))
        }
    }
}

extension CertificateAuthority {
    /// A certificate and its key.
    private typealias Pair = (certificate: Certificate, key: PrivateKey)

    private static let day: Int64 = 86_400
    /// What expires sooner is made again.
    private static let reserve = 30 * day

    private func authority(_ now: Int64) throws(HTTPServerError) -> Pair {
        if let stored = try pair("ca"), stored.certificate.isValid(at: now, through: now + Self.reserve) {
            return stored
        }
        let key = try PrivateKey.generated()
        let certificate = try Certificate(
            authorityNamed: "Moontide local authority", key: key, from: now - Self.day, to: now + 3_650 * Self.day)
        try write((certificate, key), "ca")
        return (certificate, key)
    }

    private func server(_ hosts: [String], of authority: Pair, _ now: Int64) throws(HTTPServerError) -> Pair {
        if let stored = try storedServer(hosts, of: authority, now) { return stored }
        return try newServer(hosts, of: authority, now)
    }

    private func storedServer(_ hosts: [String], of authority: Pair, _ now: Int64) throws(HTTPServerError) -> Pair? {
        guard let stored = try pair("server"), stored.certificate.isIssued(by: authority.certificate),
            stored.certificate.isValid(at: now, through: now + Self.reserve)
        else { return nil }
        return hosts.allSatisfy(stored.certificate.covers) ? stored : nil
    }

    private func newServer(_ hosts: [String], of authority: Pair, _ now: Int64) throws(HTTPServerError) -> Pair {
        let key = try PrivateKey.generated()
        // A day back for clocks that are late; never beyond the authority.
        let end = min(now + 396 * Self.day, authority.certificate.expiration)
        let certificate = try Certificate(
            hosts: hosts, key: key, from: now - Self.day, to: end, issuer: authority.certificate,
            issuerKey: authority.key)
        try write((certificate, key), "server")
        return (certificate, key)
    }

    /// Nil where a file is missing or damaged, or one does not belong to the other, as after a crash between the two
    /// renames.
    private func pair(_ name: String) throws(HTTPServerError) -> Pair? {
        guard let keyText = try directory.readKey(name + "-key.pem"), let text = try directory.read(name + ".pem"),
            let key = try PrivateKey(pem: keyText), let certificate = try Certificate(pem: text),
            try certificate.keyIdentifier() == key.identifier()
        else { return nil }
        return (certificate, key)
    }

    private func write(_ pair: Pair, _ name: String) throws(HTTPServerError) {
        try directory.write(try pair.key.pem(), to: name + "-key.pem", mode: 0o600)
        try directory.write(try pair.certificate.pem(), to: name + ".pem", mode: 0o644)
    }
}
