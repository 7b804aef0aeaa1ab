/// A set of the symbols that patterns tell apart: the ASCII characters, and one symbol for all others.
///
/// Patterns that name no other character cannot tell those apart, so that nothing is lost.
struct SymbolSet: Equatable {
    /// Every character beyond ASCII.
    static let other: UInt8 = 128

    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var hasOther = false

    init() {}

    init(_ range: ClosedRange<UInt8>) {
        for symbol in range { insert(symbol) }
    }

    init(_ characters: StaticString) {
        characters.withUTF8Buffer { for byte in $0 { insert(byte) } }
    }

    func contains(_ symbol: UInt8) -> Bool {
        switch symbol {
        case 0..<64: low & (1 << UInt64(symbol)) != 0
        case 64..<128: high & (1 << UInt64(symbol - 64)) != 0
        default: hasOther
        }
    }

    mutating func insert(_ symbol: UInt8) {
        switch symbol {
        case 0..<64: low |= 1 << UInt64(symbol)
        case 64..<128: high |= 1 << UInt64(symbol - 64)
        default: hasOther = true
        }
    }

    mutating func formUnion(_ others: SymbolSet) {
        low |= others.low
        high |= others.high
        hasOther = hasOther || others.hasOther
    }

    /// Every symbol that is not in this set.
    var inverted: SymbolSet {
        var result = self
        (result.low, result.high, result.hasOther) = (~low, ~high, !hasOther)
        return result
    }

    static let digits = SymbolSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
    static let spaces = SymbolSet(" \t\n\u{B}\u{C}\r")
    static let wordCharacters: SymbolSet = {
        var set = SymbolSet("_")
        set.formUnion(digits)
        set.formUnion(SymbolSet(UInt8(ascii: "a")...UInt8(ascii: "z")))
        set.formUnion(SymbolSet(UInt8(ascii: "A")...UInt8(ascii: "Z")))
        return set
    }()
    /// What a `.` stands for.
    static let lineCharacters = SymbolSet("\n\r").inverted
}
