/// A cell relative to the first cell of the prompt.
package struct Cell: Equatable, Sendable {
    package var row: Int
    package var column: Int

    package init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    package static let origin = Cell(row: 0, column: 0)
}

/// Where libedit puts each character of prompt and text on a terminal of so many columns.
///
/// Every rule mirrors libedit's `re_addc` and `re_putc`; all positions are relative, because the editor never knows on
/// which row of the screen its prompt stands.
package struct Geometry: Equatable, Sendable {
    package let columns: Int
    /// Where the cursor stands.
    package private(set) var cursor: Cell
    /// The cell after the last character.
    package private(set) var end: Cell

    /// - Parameter start: the cell after the prompt, as `position(after:from:columns:)` gives it.
    package init(text: some Sequence<Unicode.Scalar>, cursor offset: Int, start: Cell, columns: Int) {
        self.columns = columns
        var place = start
        var cursor: Cell?
        var index = 0
        for scalar in text {
            if index == offset { cursor = Self.cell(of: scalar, at: place, columns: columns) }
            place = Self.position(after: scalar, at: place, columns: columns)
            index += 1
        }
        self.cursor = cursor ?? place
        end = place
    }

    /// The part of it in so many rows, counted from the first of them.
    func part(inRows rows: ClosedRange<Int>) -> Geometry {
        var part = self
        part.cursor.row -= rows.lowerBound
        part.end = Cell(row: min(end.row, rows.upperBound) - rows.lowerBound, column: end.column)
        return part
    }

    /// The cell where a character that comes at `place` is drawn: a wide one that does not fit starts the next row.
    package static func cell(of scalar: Unicode.Scalar, at place: Cell, columns: Int) -> Cell {
        guard case .printed(let cells) = CellWidth(scalar), cells > 1, place.column + cells > columns else {
            return place
        }
        return Cell(row: place.row + 1, column: 0)
    }

    /// The cell after a character that comes at `place`.
    package static func position(after scalar: Unicode.Scalar, at place: Cell, columns: Int) -> Cell {
        switch CellWidth(scalar) {
        case .newline: return Cell(row: place.row + 1, column: 0)
        case .tab: return tab(from: place, columns: columns)
        case .printed(let cells):
            return advance(cell(of: scalar, at: place, columns: columns), by: cells, columns: columns)
        case .spelled(let cells): return advance(place, by: cells, columns: columns)
        }
    }

    /// The cell after text that begins at `place`.
    package static func position(
        after text: some Sequence<Unicode.Scalar>, from place: Cell, columns: Int
    ) -> Cell {
        text.reduce(place) { position(after: $1, at: $0, columns: columns) }
    }

    private static func advance(_ place: Cell, by cells: Int, columns: Int) -> Cell {
        let column = place.column + cells
        return Cell(row: place.row + column / columns, column: column % columns)
    }

    /// libedit fills a tab with blanks, and a row's end is a tab stop.
    private static func tab(from place: Cell, columns: Int) -> Cell {
        advance(place, by: min(8 - place.column % 8, columns - place.column), columns: columns)
    }
}
