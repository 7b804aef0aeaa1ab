import Digest
import HTTPMessage

/// A bearer token as a request carries it.
///
/// Well-formed is what RFC 6750 section 2.1 calls a `b64token`, up to 512 characters; a token with one of the vendor's
/// prefixes has 64 hexadecimal digits behind it, so that one that was cut while copying is noticed.
struct Token: Hashable {
    let text: String

    init?(_ text: String) {
        guard Self.isWellFormed(Array(text.utf8)) else { return nil }
        self.text = text
    }

    /// Reads the value of an `authorization` header; the scheme's case does not matter (RFC 9110 section 11.1).
    init?(authorization value: String) {
        let (bytes, blank) = (value.utf8, UInt8(ascii: " "))
        guard let end = bytes.firstIndex(of: blank), String(value[..<end]).isEqualIgnoringASCIICase(to: "bearer")
        else { return nil }
        self.init(String(Substring(bytes[end...].drop { $0 == blank })))
    }

    /// Whether it was minted by a local API, this one or another: unknown ones of that form must not get full access.
    var isMinted: Bool { text.hasPrefix(Self.mintedPrefix) }

    var digest: [UInt8] { SHA256.digest(Array(text.utf8)) }

    /// A personal access token whose first digits are always the same.
    static let mintedPrefix = personalPrefix + "10ca1a91"
    /// The digits behind `mintedPrefix`.
    static let mintedDigits = 56

    private static let personalPrefix = "dop_v1_"
    /// Of personal, OAuth and refresh tokens. The last kind gets new tokens, and opens nothing itself.
    private static let vendorPrefixes = [personalPrefix, "doo_v1_"]
    private static let refreshPrefix = "dor_v1_"

    private static func isWellFormed(_ text: [UInt8]) -> Bool {
        guard (1...512).contains(text.count), !text.starts(with: Array(refreshPrefix.utf8)) else { return false }
        for prefix in vendorPrefixes where text.starts(with: Array(prefix.utf8)) {
            let digits = text.dropFirst(prefix.utf8.count)
            return digits.count == 64 && digits.allSatisfy(isHexadecimalDigit)
        }
        let body = text.prefix { $0 != UInt8(ascii: "=") }
        return !body.isEmpty && body.allSatisfy(isTokenByte)
            && text[body.count...].allSatisfy { $0 == UInt8(ascii: "=") }
    }

    private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "-._~+/".utf8.contains(byte)
    }
}
