import CEditline

/// The search for a substring through the history, newest first.
package struct IncrementalSearch: Sendable {
    /// What was there before the search.
    package let original: LineText
    package private(set) var pattern: [Unicode.Scalar] = []
    package private(set) var isFailed = false
    /// What the line shows: the match, its cursor at the pattern.
    package private(set) var shown: LineText

    private let entries: [String]
    private var index = -1

    /// - Parameter entries: newest first.
    package init(entries: [String], original: LineText) {
        self.entries = entries
        self.original = original
        shown = original
    }

    package mutating func append(_ scalar: Unicode.Scalar) {
        pattern.append(scalar)
        // What matched so far may still match.
        find(from: max(index, 0), step: 1)
    }

    package mutating func removeLast() {
        guard !pattern.isEmpty else { return }
        pattern.removeLast()
        index = -1
        isFailed = false
        shown = original
        if !pattern.isEmpty { find(from: 0, step: 1) }
    }

    package mutating func older() { find(from: index + 1, step: 1) }
    package mutating func newer() { find(from: index - 1, step: -1) }

    private mutating func find(from start: Int, step: Int) {
        guard !pattern.isEmpty else { return }
        var candidate = start
        while entries.indices.contains(candidate) {
            if let match = match(in: entries[candidate]) {
                index = candidate
                shown = match
                isFailed = false
                return
            }
            candidate += step
        }
        isFailed = true
    }

    private func match(in entry: String) -> LineText? {
        guard let offset = entry.utf8Offset(of: String(String.UnicodeScalarView(pattern))) else { return nil }
        var text = LineText(entry)
        text.cursor = text.index(utf8Offset: offset)
        return text
    }
}

extension String {
    /// The UTF-8 offset of the first occurrence of another string, byte by byte; nil when there is none.
    package func utf8Offset(of other: String) -> Int? {
        var (text, pattern) = (self, other)
        return text.withUTF8 { text in
            pattern.withUTF8 { pattern in
                edit_find(text.baseAddress, text.count, pattern.baseAddress, pattern.count).flatMap { found in
                    text.baseAddress.map { found - UnsafeRawPointer($0) }
                }
            }
        }
    }
}
