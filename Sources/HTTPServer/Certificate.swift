internal import CGnuTLS
internal import CHTTPServerShim
internal import Glibc

/// An X.509 certificate (RFC 5280).
final class Certificate {
    private let tls: tls_functions
    private let handle: gnutls_x509_crt_t

    private init() throws(HTTPServerError) {
        tls = try LoadedLibrary.gnuTLS()
        var handle: gnutls_x509_crt_t?
        try tls.check(tls.x509_crt_init(&handle), "make a certificate")
        guard let handle else { throw HTTPServerError(.certificate(0), "GnuTLS made no certificate") }
        self.handle = handle
    }

    deinit { tls.x509_crt_deinit(handle) }

    /// Nil where the text is no certificate.
    convenience init?(pem: [UInt8]) throws(HTTPServerError) {
        try self.init()
        let status = withDatum(pem) { tls.x509_crt_import(handle, &$0, GNUTLS_X509_FMT_PEM) }
        guard status >= 0 else { return nil }
    }

    /// An authority that signs itself and may sign servers, but no other authority. Times are Unix seconds.
    convenience init(
        authorityNamed name: String, key: PrivateKey, from start: Int64, to end: Int64
    ) throws(HTTPServerError) {
        try self.init()
        try describe(name, key, start, end)
        try check(tls.x509_crt_set_basic_constraints(handle, 1, 0))
        try check(tls.x509_crt_set_key_usage(handle, UInt32(GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN)))
        try check(tls.x509_crt_sign2(handle, handle, key.handle, GNUTLS_DIG_SHA256, 0))
    }

    /// A server that is reached under names and addresses.
    convenience init(
        hosts: [String], key: PrivateKey, from start: Int64, to end: Int64, issuer: Certificate, issuerKey: PrivateKey
    ) throws(HTTPServerError) {
        try self.init()
        try describe("Moontide local server", key, start, end)
        try check(tls.x509_crt_set_basic_constraints(handle, 0, -1))
        try check(tls.x509_crt_set_key_usage(handle, UInt32(GNUTLS_KEY_DIGITAL_SIGNATURE)))
        try check(tls.x509_crt_set_key_purpose_oid(handle, "1.3.6.1.5.5.7.3.1", 0))  // id-kp-serverAuth
        for host in hosts { try add(host) }
        let issuerIdentifier = try issuer.keyIdentifier()
        try check(tls.x509_crt_set_authority_key_id(handle, issuerIdentifier, issuerIdentifier.count))
        try check(tls.x509_crt_sign2(handle, issuer.handle, issuerKey.handle, GNUTLS_DIG_SHA256, 0))
    }
}

extension Certificate {
    func pem() throws(HTTPServerError) -> [UInt8] {
        try tls.output("write a certificate") { tls.x509_crt_export(handle, GNUTLS_X509_FMT_PEM, $0, $1) }
    }

    /// A hash of the public key, as `PrivateKey.identifier` gives it.
    func keyIdentifier() throws(HTTPServerError) -> [UInt8] {
        try tls.output("identify a certificate") { buffer, size in
            tls.x509_crt_get_key_id(handle, 0, buffer.assumingMemoryBound(to: UInt8.self), size)
        }
    }

    /// In Unix seconds.
    var expiration: Int64 { Int64(tls.x509_crt_get_expiration_time(handle)) }

    func isValid(at start: Int64, through end: Int64) -> Bool {
        Int64(tls.x509_crt_get_activation_time(handle)) <= start && end < expiration
    }

    /// Whether the issuer's key has signed it; the time apart.
    func isIssued(by issuer: Certificate) -> Bool {
        var authority: gnutls_x509_crt_t? = issuer.handle
        var problems: UInt32 = 0
        let flags = UInt32(GNUTLS_VERIFY_DISABLE_TIME_CHECKS.rawValue)
        return tls.x509_crt_check_issuer(handle, issuer.handle) != 0
            && tls.x509_crt_verify(handle, &authority, 1, flags, &problems) >= 0 && problems == 0
    }

    /// Whether a client that reaches the server as `host`, a name or an address, accepts it.
    func covers(_ host: String) -> Bool { tls.x509_crt_check_hostname(handle, host) != 0 }
}

extension Certificate {
    private func describe(_ name: String, _ key: PrivateKey, _ start: Int64, _ end: Int64) throws(HTTPServerError) {
        try check(tls.x509_crt_set_version(handle, 3))
        try check(tls.x509_crt_set_key(handle, key.handle))
        try check(tls.x509_crt_set_dn_by_oid(handle, "2.5.4.3", 0, name, UInt32(name.utf8.count)))  // commonName
        try check(tls.x509_crt_set_activation_time(handle, time_t(start)))
        try check(tls.x509_crt_set_expiration_time(handle, time_t(end)))
        let serial = Self.newSerial()
        try check(tls.x509_crt_set_serial(handle, serial, serial.count))
        let identifier = try key.identifier()
        try check(tls.x509_crt_set_subject_key_id(handle, identifier, identifier.count))
    }

    private func add(_ host: String) throws(HTTPServerError) {
        var (v4, v6) = (in_addr(), in6_addr())
        let append = UInt32(GNUTLS_FSAN_APPEND)
        if inet_pton(AF_INET, host, &v4) == 1 {
            try check(tls.x509_crt_set_subject_alt_name(handle, GNUTLS_SAN_IPADDRESS, &v4, 4, append))
        } else if inet_pton(AF_INET6, host, &v6) == 1 {
            try check(tls.x509_crt_set_subject_alt_name(handle, GNUTLS_SAN_IPADDRESS, &v6, 16, append))
        } else {
            try check(
                tls.x509_crt_set_subject_alt_name(handle, GNUTLS_SAN_DNSNAME, host, UInt32(host.utf8.count), append))
        }
    }

    private func check(_ status: Int32) throws(HTTPServerError) { try tls.check(status, "make a certificate") }

    /// Sixteen random bytes, positive as a number and never 0 (RFC 5280 section 4.1.2.2).
    private static func newSerial() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        bytes[0] = bytes[0] & 0x7F | 0x40
        return bytes
    }
}
