/// One key press, or what else a terminal sends, after decoding.
package enum KeyEvent: Hashable, Sendable {
    /// A character, control characters included.
    case character(Unicode.Scalar)
    /// A character with Alt, or after the escape key.
    case alt(Unicode.Scalar)
    /// A key without a character.
    case key(NamedKey, Modifiers)
    /// A lone escape.
    case escape
    /// The bytes of a bracketed paste.
    case paste([UInt8])
    /// Anything else: function keys nobody bound, mouse and focus reports, answers to queries. Never text.
    case unknown

    package enum NamedKey: Hashable, Sendable {
        case up, down, left, right, home, end, delete, insert, pageUp, pageDown, backTab
        case function(Int)
    }

    package struct Modifiers: OptionSet, Hashable, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        package static let shift = Modifiers(rawValue: 1)
        package static let alt = Modifiers(rawValue: 2)
        package static let control = Modifiers(rawValue: 4)
    }

    package static func key(_ name: NamedKey) -> KeyEvent { .key(name, []) }
}
