/// Which sequences are which keys.
extension KeyDecoder {
    /// `ESC [ parameters final`.
    static func key(parameters bytes: [UInt8], final: UInt8) -> KeyEvent {
        guard bytes.allSatisfy({ $0 < 0x3c }) else { return .unknown }
        let parameters = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map(number)
        let modifiers = parameters.count > 1 ? modifiers(parameters[1]) : []
        switch Character(Unicode.Scalar(final)) {
        case "~": return tilde(parameters, modifiers)
        case "u": return character(parameters.first ?? 0, modifiers)
        case "Z": return .key(.backTab)
        default: return letter(final).map { .key($0, modifiers) } ?? .unknown
        }
    }

    /// `ESC O final`.
    static func singleShiftKey(_ final: UInt8) -> KeyEvent {
        switch Character(Unicode.Scalar(final)) {
        case "P", "Q", "R", "S": .key(.function(Int(final - UInt8(ascii: "P")) + 1))
        case "M": .character("\r")
        // rxvt's Control with an arrow.
        case "a": .key(.up, .control)
        case "b": .key(.down, .control)
        case "c": .key(.right, .control)
        case "d": .key(.left, .control)
        default: letter(final).map { .key($0) } ?? .unknown
        }
    }

    /// `ESC [ [ final`: F1 to F5 of the Linux console.
    static func consoleKey(_ final: UInt8) -> KeyEvent {
        guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return .unknown }
        return .key(.function(Int(final - UInt8(ascii: "A")) + 1))
    }

    private static func letter(_ final: UInt8) -> KeyEvent.NamedKey? {
        switch Character(Unicode.Scalar(final)) {
        case "A": .up
        case "B": .down
        case "C": .right
        case "D": .left
        case "H": .home
        case "F": .end
        case "P", "Q", "R", "S": .function(Int(final - UInt8(ascii: "P")) + 1)
        default: nil
        }
    }

    private static func tilde(_ parameters: [Int], _ modifiers: KeyEvent.Modifiers) -> KeyEvent {
        switch parameters.first ?? 0 {
        case 1, 7: .key(.home, modifiers)
        case 2: .key(.insert, modifiers)
        case 3: .key(.delete, modifiers)
        case 4, 8: .key(.end, modifiers)
        case 5: .key(.pageUp, modifiers)
        case 6: .key(.pageDown, modifiers)
        case let number where functionKeys[number] != nil: .key(.function(functionKeys[number] ?? 0), modifiers)
        // xterm's modifyOtherKeys: ESC [ 27 ; modifiers ; character ~.
        case 27 where parameters.count == 3: character(parameters[2], modifiers)
        default: .unknown
        }
    }

    /// The numbers of VT220's function keys, which has gaps for the blanks between its groups of keys.
    private static let functionKeys: [Int: Int] = [
        11: 1, 12: 2, 13: 3, 14: 4, 15: 5, 17: 6, 18: 7, 19: 8, 20: 9, 21: 10, 23: 11, 24: 12, 25: 13, 26: 14, 28: 15,
        29: 16, 31: 17, 32: 18, 33: 19, 34: 20
    ]

    /// A character with modifiers, as kitty's protocol and xterm's modifyOtherKeys send it.
    private static func character(_ code: Int, _ modifiers: KeyEvent.Modifiers) -> KeyEvent {
        guard let value = UInt32(exactly: code), var scalar = Unicode.Scalar(value), value < 0xe000 || value > 0xf8ff
        else { return .unknown }
        if code == 0x1b { return .escape }
        if code == 9, modifiers.contains(.shift) { return .key(.backTab) }
        if modifiers.contains(.control) {
            guard ("@"..."~").contains(scalar) else { return .unknown }
            scalar = Unicode.Scalar(UInt8(value & 0x1f))
        }
        return modifiers.contains(.alt) ? .alt(scalar) : .character(scalar)
    }

    /// Decimal digits up to a sub-parameter's colon; 0 when there are none.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        let digits = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.prefix(7)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// xterm's encoding: 1 plus the sum of the modifiers' bits.
    private static func modifiers(_ parameter: Int) -> KeyEvent.Modifiers {
        KeyEvent.Modifiers(rawValue: max(0, parameter - 1) & 7)
    }
}
