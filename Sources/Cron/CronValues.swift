/// The numbers a field allows, as the bits of a word, and whether the field was written with a star in front.
struct CronValues: Sendable, Hashable {
    var bits: UInt64
    /// Only kept for the two day fields, where it decides how they combine.
    var isStarred = false

    init(bits: UInt64 = 0) { self.bits = bits }

    /// `first`, `first + step`, and so on up to `last`.
    init(from first: Int, through last: Int, by step: Int = 1) {
        bits = 0
        for value in stride(from: first, through: last, by: step) { insert(value) }
    }

    mutating func insert(_ value: Int) { bits |= 1 << UInt64(value) }

    mutating func formUnion(_ other: CronValues) { bits |= other.bits }

    func contains(_ value: Int) -> Bool { bits >> UInt64(value) & 1 == 1 }

    func isSuperset(of other: CronValues) -> Bool { other.bits & ~bits == 0 }

    var count: Int { bits.nonzeroBitCount }

    var first: Int? { bits == 0 ? nil : bits.trailingZeroBitCount }

    var last: Int? { bits == 0 ? nil : 63 - bits.leadingZeroBitCount }

    /// The smallest member that is `value` or more. A shift by 64 or more leaves nothing.
    func first(atOrAfter value: Int) -> Int? {
        CronValues(bits: bits & (~0 << value)).first
    }

    /// The greatest member that is `value` or less; a negative `value` has none.
    func last(atOrBefore value: Int) -> Int? {
        CronValues(bits: bits & ~(~0 << (value + 1))).last
    }

    /// In ascending order.
    var members: [Int] { (0..<64).filter(contains) }
}
