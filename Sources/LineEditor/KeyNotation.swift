/// Reads emacs notation, key by key.
struct KeyNotation {
    private var rest: Substring

    init(_ notation: String) {
        rest = notation[...]
    }

    var isAtEnd: Bool { rest.allSatisfy { $0 == " " } }

    /// The next key; nil at the end and for what is none.
    mutating func next() -> KeyEvent? {
        rest = rest.drop { $0 == " " }
        if rest.first == "^", let letter = rest.dropFirst().first {
            rest = rest.dropFirst(2)
            return Self.event(String(letter), .control)
        }
        var modifiers: KeyEvent.Modifiers = []
        while let (modifier, length) = leadingModifier() {
            modifiers.insert(modifier)
            rest = rest.dropFirst(length)
        }
        let name = rest.prefix { $0 != " " }
        rest = rest.dropFirst(name.count)
        return Self.event(String(name), modifiers)
    }

    private static let modifiers: [(name: String, modifier: KeyEvent.Modifiers)] = [
        ("\\c-", .control), ("\\m-", .alt), ("c-", .control), ("ctrl-", .control), ("control-", .control), ("m-", .alt),
        ("a-", .alt), ("alt-", .alt), ("meta-", .alt), ("s-", .shift), ("shift-", .shift)
    ]

    private func leadingModifier() -> (KeyEvent.Modifiers, Int)? {
        let lowered = rest.lowercased()
        return Self.modifiers.first { lowered.hasPrefix($0.name) && lowered.count > $0.name.count }
            .map { ($0.modifier, $0.name.count) }
    }

    private static func event(_ name: String, _ modifiers: KeyEvent.Modifiers) -> KeyEvent? {
        if name.unicodeScalars.count == 1, let scalar = name.unicodeScalars.first { return event(scalar, modifiers) }
        if let scalar = characters[name.lowercased()] {
            return scalar == "\t" && modifiers == .shift ? .key(.backTab) : event(scalar, modifiers)
        }
        guard let key = namedKey(name.lowercased()) else { return nil }
        return .key(key, modifiers)
    }

    /// What a terminal sends for a character with modifiers.
    private static func event(_ scalar: Unicode.Scalar, _ modifiers: KeyEvent.Modifiers) -> KeyEvent? {
        guard !modifiers.contains(.shift) else { return nil }
        var scalar = scalar
        if modifiers.contains(.control) {
            guard let control = control(scalar) else { return nil }
            scalar = control
        }
        return modifiers.contains(.alt) ? .alt(scalar) : .character(scalar)
    }

    private static func control(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "?": "\u{7f}"
        case "/": "\u{1f}"
        case " ": "\0"
        case "@"..."_", "a"..."z": Unicode.Scalar(UInt8(scalar.value & 0x1f))
        default: nil
        }
    }

    private static func namedKey(_ name: String) -> KeyEvent.NamedKey? {
        if let key = keys[name] { return key }
        guard name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...20).contains(number) else { return nil }
        return .function(number)
    }

    private static let characters: [String: Unicode.Scalar] = [
        "tab": "\t", "enter": "\r", "return": "\r", "ret": "\r", "space": " ", "spc": " ", "backspace": "\u{7f}",
        "del": "\u{7f}"
    ]

    static let keys: [String: KeyEvent.NamedKey] = [
        "up": .up, "down": .down, "left": .left, "right": .right, "home": .home, "end": .end, "delete": .delete,
        "insert": .insert, "pageup": .pageUp, "prior": .pageUp, "pagedown": .pageDown, "next": .pageDown,
        "backtab": .backTab
    ]
}
