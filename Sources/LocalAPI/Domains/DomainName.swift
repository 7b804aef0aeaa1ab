import Glibc

/// The rules of domain names (RFC 1035 section 2.3.4, with the underscores that services have).
enum DomainName {
    /// Whether it can be the name of a zone: at least two labels, without underscores or a dot at the end.
    static func isRegistrable(_ name: String) -> Bool {
        name.contains(".") && isWellFormed(name, isRecord: false)
    }

    /// - Parameter isRecord: Whether labels may have underscores, the first may be a star, and the end may be a dot.
    static func isWellFormed(_ name: String, isRecord: Bool) -> Bool {
        var labels = name.split(separator: ".", omittingEmptySubsequences: false)
        if isRecord, labels.count > 1, labels.last == "" { labels.removeLast() }
        if isRecord, labels.first == "*" { labels.removeFirst() }
        guard name.utf8.count <= 253, !name.isEmpty else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { isLabelCharacter($0) || isRecord && $0 == UInt8(ascii: "_") }
        }
    }

    /// What a record of the domain calls a full name; nil where it is not in the domain.
    static func relative(_ name: String, to domain: String) -> String? {
        if name == domain { return "@" }
        return name.hasSuffix("." + domain) ? String(name.dropLast(domain.count + 1)) : nil
    }

    private static func isLabelCharacter(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-")
    }
}

/// The text forms of addresses.
enum IPAddress {
    static func isVersion4(_ text: String) -> Bool {
        var address = in_addr()
        return inet_pton(AF_INET, text, &address) == 1
    }

    static func isVersion6(_ text: String) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET6, text, &address) == 1
    }

    /// Whether it is an address, or a network as `192.0.2.0/24`.
    static func isAddressOrNetwork(_ text: String) -> Bool {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let address = parts.first else { return false }
        let width = isVersion4(address) ? 32 : isVersion6(address) ? 128 : 0
        guard parts.count == 2 else { return width > 0 }
        return width > 0 && Int(parts[1]).map { (0...width).contains($0) } == true
    }
}
