/// Writes emacs notation.
extension KeyNotation {
    /// The one way a key is written.
    static func text(_ event: KeyEvent) -> String {
        switch event {
        case .character(let scalar): text(scalar)
        case .alt(let scalar): "M-" + text(scalar)
        case .key(let name, let modifiers): text(modifiers) + text(name)
        case .escape: "Escape"
        case .paste, .unknown: ""
        }
    }

    private static func text(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\t": "Tab"
        case "\r": "Enter"
        case " ": "Space"
        case "\u{7f}": "Backspace"
        case "\0": "C-Space"
        case "\u{01}"..."\u{1a}": "C-" + String(Unicode.Scalar(UInt8(scalar.value + 0x60)))
        case "\u{1b}"..."\u{1f}": "C-" + String(Unicode.Scalar(UInt8(scalar.value + 0x40)))
        default: String(scalar)
        }
    }

    private static func text(_ modifiers: KeyEvent.Modifiers) -> String {
        (modifiers.contains(.control) ? "C-" : "") + (modifiers.contains(.alt) ? "M-" : "")
            + (modifiers.contains(.shift) ? "S-" : "")
    }

    private static func text(_ key: KeyEvent.NamedKey) -> String {
        switch key {
        case .function(let number): "F\(number)"
        case .backTab: "S-Tab"
        case .pageUp: "PageUp"
        case .pageDown: "PageDown"
        default: keys.first { $0.value == key }.map { $0.key.prefix(1).uppercased() + $0.key.dropFirst() } ?? ""
        }
    }
}
