/// A block of IPv4 addresses, as CIDR writes it: `10.10.0.0/20`.
struct IPv4Network: Sendable, Hashable, CustomStringConvertible {
    /// The first address, as a number.
    let base: UInt32
    /// 0 to 32.
    let prefixLength: Int

    init(base: UInt32, prefixLength: Int) {
        self.prefixLength = prefixLength
        self.base = base & Self.mask(prefixLength)
    }

    /// Nil for what is no block: one whose address has bits beyond its prefix is none either.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let base = Self.address(parts[0]), let length = Int(parts[1]),
            (0...32).contains(length), base & ~Self.mask(length) == 0
        else { return nil }
        self.base = base
        prefixLength = length
    }

    /// The number of an address; nil for what is none.
    static func address(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let byte = UInt8(part)
            else { return nil }
            number = number << 8 | UInt32(byte)
        }
        return number
    }

    static func text(_ address: UInt32) -> String {
        "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
    }

    var last: UInt32 { base | ~Self.mask(prefixLength) }
    var netmask: String { Self.text(Self.mask(prefixLength)) }
    /// The first address for a host, which is the router's.
    var gateway: String { Self.text(base + 1) }
    var description: String { Self.text(base) + "/\(prefixLength)" }

    /// The address of the host of a number, from 0; after the last one it begins anew.
    func host(_ number: Int64) -> String {
        let room = max(Int64(last - base) - 2, 1)
        return Self.text(base + 2 + UInt32(number % room))
    }

    func overlaps(_ other: IPv4Network) -> Bool { base <= other.last && other.base <= last }
    func contains(_ other: IPv4Network) -> Bool { base <= other.base && other.last <= last }

    private static func mask(_ length: Int) -> UInt32 { length == 0 ? 0 : UInt32.max << UInt32(32 - length) }
}
