/// Columns of cells fitted to a number of terminal cells.
struct TableLayout {
    struct Column {
        var title: String
        var cells: [TableCell]
        /// The cells it takes when nothing is cut.
        var naturalWidth: Int
        var isNumeric: Bool
        private var isWhole: Bool
        /// How far its texts may be cut.
        var leastTextWidth = TableLayout.leastTextWidth

        init(title: String, cells: [TableCell]) {
            self.title = title
            self.cells = cells
            naturalWidth = cells.reduce(DisplayWidth.of(title)) { max($0, $1.width) }
            isNumeric = cells.contains { $0.isNumber } && cells.allSatisfy { $0.isNumber || $0.text.isEmpty }
            isWhole = cells.contains { $0.isWhole } && cells.allSatisfy { $0.isWhole || $0.text.isEmpty }
        }

        /// Numbers and times are never cut.
        var leastWidth: Int { isWhole ? naturalWidth : min(naturalWidth, leastTextWidth) }
    }

    static let leastTextWidth = 8
    static let leastNameWidth = 16
    static let gap = 2

    /// The columns that are shown, and the width of each.
    let columns: [Column]
    let widths: [Int]
    /// The titles of the columns there was no place for.
    let dropped: [String]

    /// Fits columns to `width` cells (nil: as wide as they are): the longest texts give way first, down to 8 cells; then
    /// the last columns go. Nil where not even two columns (or the only one) fit.
    init?(_ all: [Column], width: Int?) {
        var kept = all[...]
        if let width {
            while kept.reduce(-Self.gap, { $0 + $1.leastWidth + Self.gap }) > width {
                guard kept.count > 2 else { return nil }
                kept.removeLast()
            }
        }
        columns = Array(kept)
        dropped = all[kept.endIndex...].map(\.title)
        widths = Self.fit(columns, width: width)
    }

    /// The cells of a line.
    private var width: Int { widths.reduce(-Self.gap) { $0 + $1 + Self.gap } }

    private static func fit(_ columns: [Column], width: Int?) -> [Int] {
        var widths = columns.map(\.naturalWidth)
        guard let width else { return widths }
        var excess = widths.reduce(-gap) { $0 + $1 + gap } - width
        while excess > 0 {
            let shrinkable = columns.indices.filter { widths[$0] > columns[$0].leastWidth }
            guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
            let next = shrinkable.lazy.filter { widths[$0] < widths[widest] }.map { widths[$0] }.max() ?? 0
            let step = max(1, min(excess, widths[widest] - max(next, columns[widest].leastWidth)))
            widths[widest] -= step
            excess -= step
        }
        return widths
    }

    func header(_ style: Emphasis) -> String {
        var line = PaddedLine(capacity: width)
        for (column, width) in zip(columns, widths) {
            var title = PaddedLine(capacity: width)
            title.add(column.title, DisplayWidth.of(column.title), to: width, right: column.isNumeric)
            line.add(style.bold(title.paddedText), width, to: width)
            line.skip(Self.gap)
        }
        return line.text
    }

    func row(_ index: Int) -> String {
        var line = PaddedLine(capacity: width)
        for (column, width) in zip(columns, widths) {
            let cell = column.cells[index]
            line.add(cell.text, cell.width, to: width, right: column.isNumeric)
            line.skip(Self.gap)
        }
        return line.text
    }
}
