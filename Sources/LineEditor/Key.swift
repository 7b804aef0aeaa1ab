/// A key, or Control-X and a key, that a program can give a meaning of its own.
///
/// Written in emacs notation: `C-t`, `M-x`, `C-M-x`, `F5`, `S-F5`, `C-Up`, `C-x C-t`; also `^T`, `^X^T`, `Ctrl-t`,
/// `Alt-x`, `Shift-F5`, and readline's `\C-t` and `\M-x`. Letters with Control have no case.
public struct Key: Hashable, Sendable, CustomStringConvertible {
    /// One event, or Control-X and another.
    package let events: [KeyEvent]
    /// The key in emacs notation.
    public let description: String

    /// - Throws: `.invalidKey` for what is no key, and for keys that must keep their meaning: characters without Control
    ///   or Alt, Enter, Escape, Control-C and Control-X alone.
    public init(_ notation: String) throws(LineEditorError) {
        var parser = KeyNotation(notation)
        guard let first = parser.next() else { throw LineEditorError(.invalidKey(notation)) }
        var events = [first]
        if let second = parser.next() { events.append(second) }
        let isSequence = events.count == 2
        guard parser.isAtEnd, isSequence ? first == Self.controlX : Self.isFree(first) else {
            throw LineEditorError(.invalidKey(notation))
        }
        self.events = events
        description = events.map(KeyNotation.text).joined(separator: " ")
    }

    static let controlX = KeyEvent.character("\u{18}")

    private static func isFree(_ event: KeyEvent) -> Bool {
        switch event {
        case .character("\r"), .character("\n"), .character("\u{03}"), controlX, .escape, .unknown, .paste: false
        case .character(let scalar): scalar.value < 0x20 || scalar == "\u{7f}"
        case .alt, .key: true
        }
    }
}
