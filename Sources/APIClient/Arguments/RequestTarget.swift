import HTTPMessage
import JSON

/// The origin form of a request's target (RFC 9112 section 3.2.1).
enum RequestTarget {
    static func text(path: String, query: [(String, String)]) -> String {
        guard !query.isEmpty else { return path }
        let pairs = query.map { PercentEncoding.encode($0.0) + "=" + PercentEncoding.encode($0.1) }
        return path + "?" + pairs.joined(separator: "&")
    }

    /// The texts a parameter's value is sent as: one, or one for each item of a list. Nil where it has no text form.
    static func texts(of value: JSONValue) -> [String]? {
        guard case .array(let items) = value else { return text(of: value).map { [$0] } }
        var texts: [String] = []
        for item in items {
            guard let text = text(of: item) else { return nil }
            texts.append(text)
        }
        return texts
    }

    static func text(of value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): Int64(exactly: number).map { String($0) } ?? "\(number)"
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// Whether a byte may stand in a path as it is: `pchar`, `/` and the `%` of an escape (RFC 3986 section 3.3).
    static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~!$&'()*+,;=:@/%".utf8.contains(byte)
        }
    }
}

/// Names and values of header fields (RFC 9110 section 5).
enum HeaderSyntax {
    static let meaning = "a header field without control characters"

    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    static func isValue(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }
}
