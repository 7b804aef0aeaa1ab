/// A bearer token that does not show itself: no description, mirror or dump contains it.
public struct Token: Sendable, Equatable {
    private let value: String

    /// - Parameters:
    ///   - text: The token; white space around it is dropped.
    ///   - origin: Where it comes from, for the error: `the environment variable DIGITALOCEAN_TOKEN`.
    /// - Throws: ``CredentialError`` where the text is empty, too long, or has blanks, control characters or others that
    ///   cannot stand in a header field (RFC 6750 section 2.1).
    public init(_ text: String, from origin: String) throws(CredentialError) {
        let value = text.trimmingASCIIWhitespace
        guard !value.isEmpty else { throw CredentialError(.emptyToken(origin: origin)) }
        guard value.utf8.count <= 4_096, value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw CredentialError(.malformedToken(origin: origin))
        }
        self.value = value
    }

    /// The value of the `authorization` field.
    package var authorization: String { "Bearer \(value)" }

    /// The text with this token blacked out.
    func redacted(from text: String) -> String { text.replacing(value, by: "[token]") }
}

extension Token: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "[token]" }
    public var debugDescription: String { "[token]" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension String {
    /// This with every occurrence of a secret replaced.
    func replacing(_ secret: String, by mark: String) -> String {
        guard !secret.isEmpty, utf8.count >= secret.utf8.count, contains(secret) else { return self }
        var result = ""
        var rest = self[...]
        while let range = rest.firstRange(of: secret) {
            result += rest[..<range.lowerBound] + mark
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}

extension StringProtocol {
    /// Without the blanks, tabs and line ends around it.
    var trimmingASCIIWhitespace: String {
        let rest = utf8.drop { $0.isASCIIWhitespace }
        let trailing = rest.reversed().prefix { $0.isASCIIWhitespace }.count
        return String(decoding: rest.prefix(rest.count - trailing), as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isASCIIWhitespace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
