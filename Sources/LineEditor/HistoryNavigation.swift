/// A walk through the history among the entries that begin with what was typed.
package struct HistoryNavigation: Sendable {
    private let typed: LineText
    private let prefix: String
    private var index: Int
    /// The text the walk has led to.
    package private(set) var current: LineText

    /// Starts behind the newest entry.
    package init(from text: LineText, count: Int) {
        typed = text
        prefix = text.string
        index = count
        current = text
    }

    /// The next older entry, nil when there is none.
    package mutating func older(in entries: [String]) -> LineText? {
        for candidate in stride(from: index - 1, through: 0, by: -1) where matches(entries[candidate]) {
            return show(LineText(entries[candidate]), at: candidate)
        }
        return nil
    }

    /// The next newer entry, in the end what was typed; nil when that is shown already.
    package mutating func newer(in entries: [String]) -> LineText? {
        guard index < entries.count else { return nil }
        for candidate in stride(from: index + 1, to: entries.count, by: 1) where matches(entries[candidate]) {
            return show(LineText(entries[candidate]), at: candidate)
        }
        return show(typed, at: entries.count)
    }

    private mutating func show(_ text: LineText, at newIndex: Int) -> LineText {
        index = newIndex
        current = text
        return text
    }

    private func matches(_ entry: String) -> Bool {
        entry.hasUTF8Prefix(prefix) && !(entry.utf8.count == current.string.utf8.count && entry == current.string)
    }
}
