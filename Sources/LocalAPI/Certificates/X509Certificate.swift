import Cron
import Digest

/// What the API shows of a certificate somebody brings along (RFC 5280).
struct X509Certificate {
    /// 40 lower-case hexadecimal digits.
    let fingerprint: String
    let expiry: UTCTime
    /// The host names it covers, in its order.
    let hostNames: [String]

    /// Reads a certificate in PEM.
    ///
    /// - Throws: `Refusal` 422 for what is none.
    init(pem text: String) throws(Refusal) {
        guard let bytes = PEM.body(of: text, label: "CERTIFICATE"),
            let content = DERElement.elements(of: bytes[...]).first?.elements.first,
            let expiry = Self.expiry(in: content.elements)
        else { throw .unprocessable("leaf_certificate is not a certificate in PEM") }
        fingerprint = SHA1.digest(bytes).hexadecimal
        self.expiry = expiry
        hostNames = Self.hostNames(in: content.elements)
    }

    /// The validity is the only member that consists of two times.
    private static func expiry(in members: [DERElement]) -> UTCTime? {
        for member in members where member.tag == DERElement.sequence {
            let times = member.elements
            if times.count == 2, let end = time(times[1]) { return end }
        }
        return nil
    }

    /// `YYMMDDhhmmssZ`, where 50 and more belong to the last century, or the same with the whole year.
    private static func time(_ element: DERElement) -> UTCTime? {
        guard [DERElement.shortTime, DERElement.longTime].contains(element.tag) else { return nil }
        var digits = element.text.filter(\.isNumber)
        if element.tag == DERElement.shortTime { digits = (digits.prefix(2) < "50" ? "20" : "19") + digits }
        let numbers = digits.compactMap(\.wholeNumberValue)
        guard numbers.count == 14 else { return nil }
        func pair(_ index: Int) -> Int { numbers[index] * 10 + numbers[index + 1] }
        return UTCTime(
            year: pair(0) * 100 + pair(2), month: pair(4), day: pair(6), hour: pair(8), minute: pair(10),
            second: pair(12))
    }

    /// The extension `subjectAltName`, 2.5.29.17.
    private static func hostNames(in members: [DERElement]) -> [String] {
        let extensions = members.first { $0.tag == DERElement.extensions }?.elements.first?.elements ?? []
        let names = extensions.first { entry in
            guard let name = entry.elements.first else { return false }
            return name.tag == DERElement.identifier && Array(name.contents) == [0x55, 0x1D, 0x11]
        }
        let value = names?.elements.last { $0.tag == DERElement.octets }
        return (value?.elements.first?.elements ?? []).filter { $0.tag == DERElement.hostName }.map(\.text)
    }
}

/// Text that wraps binary data (RFC 7468).
enum PEM {
    /// The data of the first block whose label ends so; nil where there is none.
    static func body(of text: String, label: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let first = lines.firstIndex(where: { $0.hasPrefix("-----BEGIN ") && $0.hasSuffix("\(label)-----") }),
            let last = lines[first...].firstIndex(where: { $0.hasPrefix("-----END ") })
        else { return nil }
        return Base64.decode(lines[(first + 1)..<last].joined())
    }

    /// A block of a label, 64 characters a line.
    static func text(_ bytes: [UInt8], label: String) -> String {
        let encoded = Array(Base64.encode(bytes).utf8)
        let lines = stride(from: 0, to: encoded.count, by: 64).map { start in
            String(decoding: encoded[start..<min(start + 64, encoded.count)], as: UTF8.self)
        }
        return (["-----BEGIN \(label)-----"] + lines + ["-----END \(label)-----", ""]).joined(separator: "\n")
    }
}
