internal import CHTTPServerShim

/// The functions of libmicrohttpd and GnuTLS, loaded when they are first asked for.
enum LoadedLibrary {
    static func microHTTPD() throws(HTTPServerError) -> httpd_functions { try httpd.get() }

    static func gnuTLS() throws(HTTPServerError) -> tls_functions { try tls.get() }

    // Not `Sendable` only because Swift does not know the type of a variadic function in it; it never changes.
    nonisolated(unsafe) private static let httpd: Result<httpd_functions, HTTPServerError> = {
        var functions = httpd_functions()
        let problem = httpd_load(&functions)
        return result(functions, problem, "libmicrohttpd", package: "libmicrohttpd12")
    }()

    private static let tls: Result<tls_functions, HTTPServerError> = {
        var functions = tls_functions()
        let problem = tls_load(&functions)
        return result(functions, problem, "GnuTLS", package: "libgnutls30")
    }()

    private static func result<Functions>(
        _ functions: Functions, _ problem: UnsafePointer<CChar>?, _ library: String, package: String
    ) -> Result<Functions, HTTPServerError> {
        guard let problem else { return .success(functions) }
        return .failure(
            HTTPServerError(
                .libraryMissing,
                "the local server needs \(library): \(String(cString: problem)); install the Debian package \(package)")
        )
    }
}
