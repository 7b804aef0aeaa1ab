/// A request, complete in memory.
public struct HTTPRequest: Sendable, Equatable {
    /// The method in upper case: `GET`, `POST`, `PUT`, `PATCH`, `DELETE`, `HEAD`, `OPTIONS`.
    public var method: String
    /// The origin form of the target (RFC 9112 section 3.2.1): a percent-encoded path that begins with `/`, and the
    /// query after a `?` where there is one.
    public var target: String
    public var headers: HTTPHeaders
    public var body: [UInt8]
    /// The numeric address of the client, without port; nil where the request did not come over a network.
    public var peer: String?

    public init(method: String, target: String, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// Whether it was sent on this machine: by this process, or from a loopback address.
    public var isLocal: Bool {
        guard let peer else { return true }
        return peer == "::1" || peer.hasPrefix("127.") || peer.hasPrefix("::ffff:127.")
    }

    /// The target up to the `?`, still percent-encoded.
    public var path: Substring {
        let bytes = target.utf8
        return target[..<(bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex)]
    }

    /// The path's segments, each decoded on its own, so that `%2F` stays inside its segment. Nil where a segment has a
    /// broken escape or does not decode to UTF-8. `/v2/a%2Fb/` gives `["v2", "a/b", ""]`.
    public var pathSegments: [String]? {
        // By bytes: the characters of a target are seldom asked for, and finding them takes ten times as long.
        var target = target
        return target.withUTF8 { bytes in
            let path = bytes.prefix { $0 != UInt8(ascii: "?") }.dropFirst()
            var segments: [String] = []
            for segment in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
                let text = String(decoding: segment, as: UTF8.self)
                guard let decoded = segment.contains(UInt8(ascii: "%")) ? PercentEncoding.decode(text) : text else {
                    return nil
                }
                segments.append(decoded)
            }
            return segments
        }
    }

    /// The query's pairs in order, decoded as `application/x-www-form-urlencoded` (`+` is a space); a pair with a broken
    /// escape is kept as it was sent. A name without `=` has an empty value.
    public var queryItems: [(name: String, value: String)] {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return [] }
        return target[target.index(after: mark)...].split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map { PercentEncoding.decode($0, plusIsSpace: true) ?? String($0) }
            return (decoded[0], decoded.count > 1 ? decoded[1] : "")
        }
    }
}
