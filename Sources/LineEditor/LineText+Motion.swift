/// Where motions lead. Words are runs of letters, digits and `_`, as in programming languages; libedit's own words
/// would jump over `a.b.c` at once.
extension LineText {
    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n"
    }

    /// The end of the word at or after the cursor.
    package var wordEnd: Int {
        var index = cursor
        while index < scalars.count, !Self.isWordPart(scalars[index]) { index += 1 }
        while index < scalars.count, Self.isWordPart(scalars[index]) { index += 1 }
        return index
    }

    /// The start of the word at or before the cursor.
    package var wordStart: Int {
        var index = cursor
        while index > 0, !Self.isWordPart(scalars[index - 1]) { index -= 1 }
        while index > 0, Self.isWordPart(scalars[index - 1]) { index -= 1 }
        return index
    }

    /// The start of the run of non-blanks at or before the cursor.
    package var blankDelimitedStart: Int {
        var index = cursor
        while index > 0, Self.isBlank(scalars[index - 1]) { index -= 1 }
        while index > 0, !Self.isBlank(scalars[index - 1]) { index -= 1 }
        return index
    }

    /// The first code point of the line the cursor is in.
    package var lineStart: Int {
        (scalars[..<cursor].lastIndex(of: "\n") ?? -1) + 1
    }

    /// The end of the line the cursor is in: its newline, or the end of the text.
    package var lineEnd: Int {
        scalars[cursor...].firstIndex(of: "\n") ?? scalars.count
    }

    package var isOnFirstLine: Bool { lineStart == 0 }
    package var isOnLastLine: Bool { lineEnd == scalars.count }

    /// The cursor one line up in the same cell column, nil on the first line.
    package var above: Int? {
        guard lineStart > 0 else { return nil }
        let previous = LineText(scalars: scalars, cursor: lineStart - 1)
        return index(inLineFrom: previous.lineStart, to: lineStart - 1, column: column)
    }

    /// The cursor one line down in the same cell column, nil on the last line.
    package var below: Int? {
        guard lineEnd < scalars.count else { return nil }
        let next = LineText(scalars: scalars, cursor: lineEnd + 1)
        return index(inLineFrom: lineEnd + 1, to: next.lineEnd, column: column)
    }

    private var column: Int { CellWidth.of(scalars[lineStart..<cursor]) }

    private func index(inLineFrom start: Int, to end: Int, column: Int) -> Int {
        var used = 0
        var index = start
        while index < end, used < column {
            used += CellWidth.of(CollectionOfOne(scalars[index]))
            index += 1
        }
        return index
    }

    /// Whether the line before the cursor is blank and not the only one: Enter there means "run it anyway".
    package var isCursorOnBlankContinuation: Bool {
        lineStart > 0 && scalars[lineStart..<lineEnd].allSatisfy(Self.isBlank)
    }
}
