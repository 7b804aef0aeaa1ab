/// One thing that can be inserted.
public struct CompletionCandidate: Equatable, Sendable {
    /// What replaces the text in the list's range.
    public var text: String
    /// What the menu shows.
    public var label: String
    /// A few words beside it, shown dimmed and cut to the width of the terminal.
    public var description: String

    /// - Parameter label: the text itself when left out.
    public init(text: String, label: String? = nil, description: String = "") {
        self.text = text
        self.label = label ?? text
        self.description = description
    }
}

/// What can stand in place of a part of the text.
public struct CompletionList: Equatable, Sendable {
    /// UTF-8 offsets of the part that a candidate replaces; it ends at the cursor.
    public var replacing: Range<Int>
    /// In the order of the menu.
    public var candidates: [CompletionCandidate]
    /// A dimmed last row, such as "fetching droplets"; empty for none.
    public var note: String
    /// Whether more candidates may come, which `completionsDidChange()` will tell: a single one is then shown and not
    /// inserted at once.
    public var isPartial: Bool
    /// Whether the beginning that all candidates share is inserted before there is a menu. Not where typing may go on with
    /// something else, as with the name of what the candidates are identifiers of.
    public var insertsCommonPrefix: Bool

    public init(
        replacing: Range<Int>, candidates: [CompletionCandidate], note: String = "", isPartial: Bool = false,
        insertsCommonPrefix: Bool = true
    ) {
        self.replacing = replacing
        self.candidates = candidates
        self.note = note
        self.isPartial = isPartial
        self.insertsCommonPrefix = insertsCommonPrefix
    }

    /// Nothing to offer.
    public static let none = CompletionList(replacing: 0..<0, candidates: [])

    /// The longest text with which every candidate begins.
    package var commonPrefix: String {
        guard let first = candidates.first else { return "" }
        var prefix = Array(first.text.unicodeScalars)
        for candidate in candidates.dropFirst() {
            let same = zip(prefix, candidate.text.unicodeScalars).prefix { $0 == $1 }.count
            prefix.removeLast(prefix.count - same)
        }
        return String(String.UnicodeScalarView(prefix))
    }
}
