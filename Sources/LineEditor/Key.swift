/// A key, or Control-X and a key, that a program can give a meaning of its own.
///
/// Written in emacs notation: `C-t`, `M-x`, `C-M-x`, `F5`, `S-F5`, `C-Up`, `C-x C-t`; also `^T`, `^X^T`, `Ctrl-t`,
/// `Alt-x`, `Shift-F5`, and readline's `\C-t` and `\M-x`. Letters with Control have no case.
public struct Key: Hashable, Sendable, CustomStringConvertible {
    /// One event, or Control-X and another.
    package let events: [KeyEvent]
    /// The key in emacs notation.
    public let description: String

    /// - Throws: `.invalidKey` for what is no key, `.reservedKey` for keys that must keep their meaning: characters without
    ///   Control or Alt, Enter, Escape, Control-C, Control-Z, Control-\\ and Control-X alone.
    public init(_ notation: String) throws(LineEditorError) {
        var parser = KeyNotation(notation)
        guard let first = parser.next() else { throw LineEditorError(.invalidKey(notation)) }
        var events = [first]
        if let second = parser.next() { events.append(second) }
        let isSequence = events.count == 2
        guard parser.isAtEnd, !isSequence || first == Self.controlX else {
            throw LineEditorError(.invalidKey(notation))
        }
        if let reason = Self.reason(toKeep: events[events.count - 1], isSequence: isSequence) {
            throw LineEditorError(.reservedKey(notation, reason: reason))
        }
        self.events = events
        description = events.map(KeyNotation.text).joined(separator: " ")
    }

    static let controlX = KeyEvent.character("\u{18}")

    /// Why a key keeps its meaning, as the rest of a sentence; nil where it is free.
    private static func reason(toKeep event: KeyEvent, isSequence: Bool) -> String? {
        switch event {
        case .character("\u{03}"): "it stops what runs"
        case .character("\u{1a}"), .character("\u{1c}"): "the terminal makes a signal of it"
        case .escape, .character("\u{1b}"): "the keys of a terminal begin with it"
        case _ where isSequence: nil
        case .character("\r"), .character("\n"): "it ends the entry"
        case controlX: "other keys begin with it, such as ^X^T"
        case .character(let scalar) where scalar.value >= 0x20 && scalar != "\u{7f}": "it types a character"
        case .character, .alt, .key: nil
        case .unknown, .paste: "it is no key"
        }
    }
}
