/// The states of a line, for undo and redo.
///
/// Typing a word is one step; every other change is one of its own.
package struct UndoHistory: Sendable {
    private var states: [LineText] = [.empty]
    private var current = 0
    private var isTypingWord = false

    /// States kept at most.
    package static let limit = 1_000
    /// Code points kept at most in all states together.
    package static let sizeLimit = 2_000_000

    package init() {}

    /// Notes the text as it is before the next key.
    package mutating func record(_ text: LineText) {
        guard text.scalars != states[current].scalars else {
            states[current].cursor = text.cursor
            return
        }
        let typed = Self.isWordTyped(from: states[current], to: text)
        states.removeSubrange((current + 1)...)
        if typed, isTypingWord {
            states[current] = text
        } else {
            states.append(text)
        }
        isTypingWord = typed
        forgetOldest()
        current = states.count - 1
    }

    private mutating func forgetOldest() {
        var size = states.reduce(0) { $0 + $1.scalars.count }
        while states.count > 2, states.count > Self.limit || size > Self.sizeLimit {
            size -= states.removeFirst().scalars.count
        }
    }

    /// The state before, nil when there is none.
    package mutating func undo() -> LineText? { move(to: current - 1) }

    /// The state that the last undo left, nil when there is none.
    package mutating func redo() -> LineText? { move(to: current + 1) }

    private mutating func move(to index: Int) -> LineText? {
        guard states.indices.contains(index) else { return nil }
        current = index
        isTypingWord = false
        return states[index]
    }

    /// Whether one letter was typed at the cursor.
    private static func isWordTyped(from old: LineText, to new: LineText) -> Bool {
        guard new.scalars.count == old.scalars.count + 1, new.cursor == old.cursor + 1 else { return false }
        let letter = new.scalars[old.cursor]
        return letter != " " && letter != "\n" && new.scalars[..<old.cursor] == old.scalars[..<old.cursor]
            && new.scalars[new.cursor...] == old.scalars[old.cursor...]
    }
}
