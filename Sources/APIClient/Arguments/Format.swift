import Cron
import Glibc

/// A narrower syntax of a text that schemas name with `format`. Where a standard leaves room, the check does too: the
/// server has the last word, and a value it would take must not be refused here.
struct Format {
    private let name: String
    private let rule: Rule?

    /// Nil for a format without a rule: one that is not known, or that allows every text.
    init?(_ name: String) {
        guard name == "cron" || Self.rules[name] != nil else { return nil }
        self.name = name
        rule = Self.rules[name]
    }

    /// What is wrong with `text`; nil where nothing is.
    func problem(of text: String, shownAs found: @autoclosure () -> String) -> ArgumentError.Kind? {
        guard let rule else { return Self.cronProblem(of: text) }
        guard text.utf8.contains(0) || !rule.accepts(text) else { return nil }
        return .malformed(expected: rule.meaning, found: found())
    }

    /// The numbers that fit a format for numbers.
    static func range(of format: String) -> ClosedRange<Double>? {
        switch format {
        case "int32": Double(Int32.min)...Double(Int32.max)
        case "uint32": 0...Double(UInt32.max)
        case "uint64": 0...Double(UInt64.max)
        default: nil
        }
    }

    private struct Rule: Sendable {
        var meaning: String
        var accepts: @Sendable (String) -> Bool
    }

    private static let rules: [String: Rule] = [
        "date": Rule(meaning: "a date such as 2026-03-31") { UTCTime(rfc3339: $0 + "T00:00:00Z") != nil },
        "date-time": Rule(meaning: "a time such as 2026-03-31T09:00:00Z") { UTCTime(rfc3339: $0) != nil },
        "uuid": Rule(meaning: "a UUID such as 123e4567-e89b-12d3-a456-426614174000", accepts: isUUID),
        "ipv4": Rule(meaning: "an IPv4 address such as 192.0.2.1") { isAddress($0, AF_INET) },
        "ipv6": Rule(meaning: "an IPv6 address such as 2001:db8::1") { isAddress($0, AF_INET6) },
        "cidr": Rule(meaning: "a network such as 10.10.0.0/20", accepts: isNetwork),
        "uri": Rule(meaning: "a URL such as https://example.com/hook", accepts: isURI),
        "email": Rule(meaning: "an email address", accepts: isEmail),
        "hostname": Rule(meaning: "a host name such as www.example.com", accepts: isHostName),
        "byte": Rule(meaning: "base64 such as aGVsbG8=", accepts: isBase64)
    ]

    private static func cronProblem(of text: String) -> ArgumentError.Kind? {
        do throws(CronError) {
            _ = try CronExpression(text)
            return nil
        } catch {
            return .invalidCron(error.description)
        }
    }

    private static func isUUID(_ text: String) -> Bool {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.joined().allSatisfy(isHexDigit)
    }

    private static func isAddress(_ text: some StringProtocol, _ family: Int32) -> Bool {
        var address = in6_addr()
        return inet_pton(family, String(text), &address) == 1
    }

    private static func isNetwork(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.allSatisfy(isDigit), let length = Int(parts[1]) else { return false }
        return isAddress(parts[0], AF_INET) ? length <= 32 : isAddress(parts[0], AF_INET6) && length <= 128
    }

    /// A scheme, a colon and something behind it (RFC 3986 section 3), without blanks and controls.
    private static func isURI(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1)
        guard parts.count == 2, let first = parts[0].first, isLetter(first) else { return false }
        let isScheme = parts[0].allSatisfy { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
        return isScheme && parts[1].allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return parts.count >= 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }

    /// Labels of letters, digits and hyphens (RFC 1123 section 2.1), and the underscores that occur in DNS.
    private static func isHostName(_ text: String) -> Bool {
        let labels = (text.hasSuffix(".") ? text.dropLast() : text[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 254
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy {
                        isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                    }
            }
    }

    private static func isBase64(_ text: String) -> Bool {
        let body = text.utf8.reversed().drop { $0 == UInt8(ascii: "=") }
        let padding = text.utf8.count - body.count
        return padding <= 2 && text.utf8.count % 4 == 0
            && body.allSatisfy { isLetter($0) || isDigit($0) || "+/-_".utf8.contains($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
