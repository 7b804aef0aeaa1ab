import Glibc

/// The address of an API: `https://api.digitalocean.com`.
///
/// A value of this type may be sent a token: it is https, or http to this machine itself.
public struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    /// The address without a slash at its end.
    public let description: String
    /// The host's name or address, in lower case, an IPv6 address without its brackets.
    public let host: String
    /// Whether the host is this machine: `localhost`, `127.0.0.0/8` or `::1`.
    public let isLoopback: Bool

    /// Whether the host is DigitalOcean's own.
    package var isDigitalOcean: Bool { host == Self.digitalOcean.host }

    /// Whether it is https.
    var isEncrypted: Bool { description.utf8.starts(with: "https:".utf8) }

    /// DigitalOcean's own.
    public static let digitalOcean = BaseURL(known: "https://api.digitalocean.com", host: "api.digitalocean.com")

    private init(known text: String, host: String) {
        description = text
        self.host = host
        isLoopback = false
    }

    /// Reads an absolute URL with a host, maybe a port and a path prefix, and nothing more (RFC 3986 section 3).
    ///
    /// - Throws: ``BaseURLError``.
    public init(_ text: String) throws(BaseURLError) {
        let url = text.trimmingASCIIWhitespace
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let mark = url.firstRange(of: "://") else {
            throw BaseURLError(.malformed, url: url)
        }
        let scheme = url[..<mark.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else { throw BaseURLError(.unknownScheme, url: url) }
        let rest = url[mark.upperBound...]
        guard !rest.contains(where: { "?#\\%".contains($0) }) else { throw BaseURLError(.malformed, url: url) }
        let authority = rest.prefix { $0 != "/" }
        guard !authority.contains("@") else { throw BaseURLError(.hasUser, url: "") }
        guard let host = Self.host(of: authority) else { throw BaseURLError(.malformed, url: url) }
        self.host = host
        isLoopback = Self.isLoopback(host)
        guard scheme == "https" || isLoopback else { throw BaseURLError(.notEncrypted, url: url) }
        var path = rest.dropFirst(authority.count)
        while path.hasSuffix("/") { path = path.dropLast() }
        description = "\(scheme)://\(authority)\(path)"
    }

    /// The host of `host`, `host:port`, `[address]` or `[address]:port`; nil where it is none of these.
    private static func host(of authority: Substring) -> String? {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            let address = String(authority[authority.index(after: authority.startIndex)..<end])
            guard address6(address) != nil, isPort(authority[authority.index(after: end)...]) else { return nil }
            return address.lowercased()
        }
        let host = authority.prefix { $0 != ":" }
        let isName = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard !host.isEmpty, isName, isPort(authority.dropFirst(host.count)) else { return nil }
        return host.lowercased()
    }

    /// Nothing, or a colon and 1 to 65535.
    private static func isPort(_ text: Substring) -> Bool {
        guard let colon = text.first else { return true }
        let digits = text.dropFirst()
        guard colon == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        return (1...65_535).contains(Int(digits) ?? 0)
    }

    /// Only full notation counts: what some resolvers also read as 127.0.0.1 (`127.1`, `0x7f000001`) does not.
    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" { return true }
        var address = in_addr()
        if inet_pton(AF_INET, host, &address) == 1 { return UInt32(bigEndian: address.s_addr) >> 24 == 127 }
        return address6(host) == Array(repeating: 0, count: 15) + [1]
    }

    private static func address6(_ text: String) -> [UInt8]? {
        var address = in6_addr()
        guard inet_pton(AF_INET6, text, &address) == 1 else { return nil }
        return withUnsafeBytes(of: &address) { Array($0) }
    }
}

/// Why a text is not the address of an API that may be sent a token.
public struct BaseURLError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable {
        case malformed
        case unknownScheme
        /// A user name or a password before the host.
        case hasUser
        /// Plain http to another machine.
        case notEncrypted
    }

    public var kind: Kind
    /// The text; empty where it may hold a password.
    public var url: String

    public init(_ kind: Kind, url: String) {
        self.kind = kind
        self.url = url
    }

    public var description: String {
        switch kind {
        case .malformed: "\(quoted(url)) is not the address of an API; write it as https://api.example.com"
        case .unknownScheme: "\(quoted(url)) is neither https nor http"
        case .hasUser: "the address of the API has a user name or password in it; give a token instead"
        case .notEncrypted:
            "\(quoted(url)) is plain http to another machine, and the token would be readable on the way; use https"
        }
    }
}
