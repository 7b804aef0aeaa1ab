internal import CGnuTLS
internal import CHTTPServerShim

/// A key on the curve P-256.
final class PrivateKey {
    let tls: tls_functions
    let handle: gnutls_x509_privkey_t

    private init() throws(HTTPServerError) {
        tls = try LoadedLibrary.gnuTLS()
        var handle: gnutls_x509_privkey_t?
        try tls.check(tls.x509_privkey_init(&handle), "make a key")
        guard let handle else { throw HTTPServerError(.certificate(0), "GnuTLS made no key") }
        self.handle = handle
    }

    deinit { tls.x509_privkey_deinit(handle) }

    static func generated() throws(HTTPServerError) -> PrivateKey {
        let key = try PrivateKey()
        // GNUTLS_CURVE_TO_BITS, a macro with a cast in it.
        let curve = 1 << 31 | GNUTLS_ECC_CURVE_SECP256R1.rawValue
        try key.tls.check(key.tls.x509_privkey_generate(key.handle, GNUTLS_PK_ECDSA, curve, 0), "make a key")
        return key
    }

    /// Nil where the text is no key.
    convenience init?(pem: [UInt8]) throws(HTTPServerError) {
        try self.init()
        let status = withDatum(pem) { tls.x509_privkey_import(handle, &$0, GNUTLS_X509_FMT_PEM) }
        guard status >= 0 else { return nil }
    }

    func pem() throws(HTTPServerError) -> [UInt8] {
        try tls.output("write a key") { tls.x509_privkey_export(handle, GNUTLS_X509_FMT_PEM, $0, $1) }
    }

    /// A hash of the public half.
    func identifier() throws(HTTPServerError) -> [UInt8] {
        try tls.output("identify a key") { buffer, size in
            tls.x509_privkey_get_key_id(handle, 0, buffer.assumingMemoryBound(to: UInt8.self), size)
        }
    }
}

extension tls_functions {
    /// GnuTLS reports errors as negative numbers.
    func check(_ status: Int32, _ action: String) throws(HTTPServerError) {
        guard status < 0 else { return }
        let reason = strerror(status).map { String(cString: $0) } ?? "error \(status)"
        throw HTTPServerError(.certificate(status), "GnuTLS cannot \(action): \(reason)")
    }

    /// The output of a function that fills a buffer; 8 KiB hold every certificate and key made here.
    func output(
        _ action: String, _ fill: (UnsafeMutableRawPointer, UnsafeMutablePointer<Int>) -> Int32
    ) throws(HTTPServerError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 8 << 10)
        var size = buffer.count
        let status = buffer.withUnsafeMutableBytes { bytes in bytes.baseAddress.map { fill($0, &size) } ?? 0 }
        try check(status, action)
        return Array(buffer.prefix(size))
    }
}

/// Calls `body` with the bytes as GnuTLS takes them.
func withDatum<Result>(_ bytes: [UInt8], _ body: (inout gnutls_datum_t) -> Result) -> Result {
    bytes.withUnsafeBytes { buffer in
        // GnuTLS reads only; its type has no const.
        let start = UnsafeMutablePointer(mutating: buffer.assumingMemoryBound(to: UInt8.self).baseAddress)
        var datum = gnutls_datum_t(data: start, size: UInt32(buffer.count))
        return body(&datum)
    }
}
