/// What the editor draws itself, because libedit would draw it wrong: text taller than the screen, of which libedit shows
/// the end, and combining marks, which it drops.
struct Picture {
    /// The rows of prompt and text above those on the screen.
    var first = 0
    /// The terminal's cursor, from the first row on the screen; nil when nothing is drawn and the cursor stands where the
    /// first row goes.
    var cursor: Cell?
    /// The last cell on the screen, counted alike.
    var end = Cell.origin
    /// Whether prompt and text fill the screen.
    var isTall = false
    /// Rows that were printed above it, which stay on the screen up to the next key.
    var rowsAbove = 0

    /// Lets so many rows of all show that the cursor is among them, moving them as little as possible.
    mutating func scroll(toRow row: Int, of count: Int, height: Int) {
        first = max(0, min(first, row, count - height))
        first = max(first, row - height + 1)
    }
}

extension LineText {
    /// Whether it has characters that libedit counts as no cell.
    var hasZeroWidth: Bool {
        scalars.contains { !$0.isASCII && CellWidth($0) == .printed(0) }
    }
}

extension Unicode.Scalar {
    /// Its characters as libedit draws them, a cell each unless it is wide: blanks for a tab, `^C`, `\U+2028`.
    ///
    /// Of those without a cell combining marks are drawn, into the cell before. What joins characters or chooses between
    /// their forms is not: terminals do not agree on the cells of what comes of it.
    func drawn(at place: Cell, columns: Int) -> [Unicode.Scalar] {
        switch CellWidth(self) {
        case .newline: []
        case .tab: Array(repeating: " ", count: min(8 - place.column % 8, columns - place.column))
        case .printed(0): properties.isMark && !properties.isVariationSelector ? [self] : []
        case .printed: [self]
        case .spelled(2): ["^", value == 0x7f ? "?" : Unicode.Scalar(value | 0x40) ?? "?"]
        case .spelled(let cells): Array("\\U+\(hexadecimal(digits: cells - 3))".unicodeScalars)
        }
    }

    private func hexadecimal(digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isMark: Bool { generalCategory == .nonspacingMark || generalCategory == .enclosingMark }
}
