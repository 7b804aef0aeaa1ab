internal import Glibc

/// Why a server could not start, or an identity could not be made.
public struct HTTPServerError: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// A library is not installed or too old.
        case libraryMissing
        /// The configured host is not an address.
        case invalidHost
        /// The configured host can be reached from other machines, which has to be allowed.
        case remoteHost
        /// Another program listens there.
        case addressInUse
        /// The port is one of those that only root may use.
        case privilegedPort
        /// The system refused something else; holds `errno`.
        case system(Int32)
        /// libmicrohttpd refused the configuration or the certificate.
        case startFailed
        /// A file of the certificate authority can be read by other users.
        case exposedKey
        /// GnuTLS failed; holds its error code.
        case certificate(Int32)
    }

    public let kind: Kind
    /// One sentence: what was wanted, what was found, what to do.
    public let description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// `action` is what failed: `open FILE`.
    static func system(_ action: String, errno code: Int32 = errno) -> HTTPServerError {
        HTTPServerError(.system(code), "cannot \(action): \(errorText(code))")
    }
}

extension HTTPServerError: CustomStringConvertible {}

/// The system's words for an error code, without the static buffer of `strerror`.
func errorText(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        guard let start = buffer.baseAddress, strerror_r(code, start, buffer.count) == 0 else { return "error \(code)" }
        return String(cString: start)
    }
}
