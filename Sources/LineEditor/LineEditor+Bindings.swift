/// An entry as a bound key finds and leaves it.
public struct Draft: Equatable, Sendable {
    public var text: String
    /// A UTF-8 offset into the text; one inside of a character means the character after it.
    public var cursor: Int

    public init(text: String, cursor: Int) {
        self.text = text
        self.cursor = cursor
    }
}

/// What happens after a bound key.
public enum KeyOutcome: Equatable, Sendable {
    /// The draft is edited on.
    case edited
    /// The draft is the entry, as if it were complete and Enter were pressed.
    case entered
    /// The bell rings, and the draft stays as it was.
    case refused
}

/// Keys of the program's own.
extension LineEditor {
    /// From now on, calls the delegate's `perform(_:on:)` for the key instead of what the key means otherwise.
    public func bind(_ key: Key) { interpreter.bind(key) }

    /// Gives the key its own meaning back.
    public func unbind(_ key: Key) { interpreter.unbind(key) }

    func performBound(_ key: Key) -> Editline.Outcome {
        let before = editline.text
        var draft = Draft(text: before.string, cursor: before.utf8Offset(of: before.cursor))
        let unchanged = draft
        let outcome = delegate?.perform(key, on: &draft) ?? .refused
        guard outcome != .refused else { return .beep }
        if draft != unchanged {
            var text = LineText(draft.text)
            text.cursor = text.index(utf8Offset: draft.cursor)
            editline.replace(with: text)
        }
        guard outcome == .entered else { return draft == unchanged ? .unchanged : .redraw }
        let submitted = submit(editline.text.string)
        return draft == unchanged ? submitted : .redraw
    }
}
