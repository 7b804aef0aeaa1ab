/// Drawing instead of libedit, which goes on to edit and is not heard meanwhile.
extension LineEditor {
    /// Longer text is not styled: finding its styles would make keys wait.
    private static let longestStyled = 20_000
    /// Above this many rows a menu leaves enough of a text that fills the screen.
    private static let leastRowsForMenu = 12

    /// Whether prompt and text fill the screen, so that nothing can be drawn below them.
    func isTall(_ geometry: Geometry) -> Bool { geometry.end.row >= terminal.size.rows - 1 }

    /// Whether a menu has a place below the text, or may have one in its stead.
    var isRoomForMenu: Bool {
        let geometry = geometry(of: editline.text)
        let rows = terminal.size.rows
        return isTall(geometry) ? rows > Self.leastRowsForMenu : geometry.end.row < rows - 2
    }

    /// Draws the text if libedit cannot, and hands the drawing back to it if it can again.
    ///
    /// - Returns: where prompt and text are on the screen.
    func present(_ text: LineText) -> Geometry {
        let geometry = geometry(of: text)
        guard isTall(geometry) || text.hasZeroWidth else {
            handBack()
            return geometry
        }
        if state.picture == nil { takeOver(geometry) }
        return draw(text, geometry)
    }

    /// Where the terminal's cursor stands, from the first row of prompt and text on the screen.
    var shownCursor: Cell {
        guard let picture = state.picture else { return geometry(of: editline.text).cursor }
        return picture.cursor ?? .origin
    }

    /// Takes note that nothing is drawn, and that the cursor stands where the first row goes.
    func forgetPicture() { state.picture?.cursor = nil }

    /// Whether only a part of the text may be on the screen.
    var isTall: Bool { state.picture?.isTall ?? false }

    /// Leaves all of the text on the screen, and in what has scrolled out of it, with the cursor at its end.
    func showWhole() {
        guard state.picture != nil else { return }
        eraseBlock()
        let text = editline.text
        let geometry = geometry(of: text)
        let end = drawRows(0...geometry.end.row, of: text, geometry)
        state.picture?.cursor = end
        state.picture?.end = end
    }

    /// What libedit does at Control-L, if it is not heard.
    func clearScreen() {
        guard state.picture != nil else { return }
        output.append("\u{1b}[H\u{1b}[2J")
        forgetPicture()
    }

    // MARK: - Changing hands

    private func takeOver(_ geometry: Geometry) {
        // libedit's picture of text that fills the screen begins in its first row, wherever libedit has left the cursor.
        let row = isTall(geometry) ? terminal.size.rows : geometry.cursor.row
        output.move(from: Cell(row: row, column: 0), to: .origin)
        output.eraseBelow()
        state.picture = Picture()
        editline.isSilent = true
    }

    private func handBack() {
        guard state.picture != nil else { return }
        eraseBlock()
        state.picture = nil
        editline.isSilent = false
        editline.refresh()
    }

    // MARK: - Drawing

    private func draw(_ text: LineText, _ geometry: Geometry) -> Geometry {
        guard var picture = state.picture else { return geometry }
        output.move(from: picture.cursor ?? .origin, to: .origin)
        output.eraseBelow()
        let height = isTall(geometry) ? tallHeight : geometry.end.row + 1
        picture.scroll(toRow: geometry.cursor.row, of: geometry.end.row + 1, height: height)
        let last = min(geometry.end.row, picture.first + height - 1)
        let shown = geometry.part(inRows: picture.first...last)
        let end = drawRows(picture.first...last, of: text, geometry)
        output.move(from: end, to: shown.cursor)
        (picture.cursor, picture.end, picture.isTall) = (shown.cursor, end, isTall(geometry))
        state.picture = picture
        return shown
    }

    private var tallHeight: Int {
        let rows = terminal.size.rows - rowsBelowTallText
        return max(1, min(rows, 3), rows - (state.picture?.rowsAbove ?? 0))
    }

    /// Keeps what is printed now above text that fills the screen in sight.
    func makeRoom(forLines text: String) {
        guard isTall else { return }
        let columns = terminal.size.columns
        state.picture?.rowsAbove += text.split(separator: "\n", omittingEmptySubsequences: false)
            .reduce(0) { $0 + max(1, (CellWidth.of($1.unicodeScalars) + columns - 1) / columns) }
    }

    /// One row tells where in the text the cursor is; a menu gets its own.
    private var rowsBelowTallText: Int {
        guard case .menu(let menu) = state.mode else { return 1 }
        return min(menu.list.candidates.count, CompletionMenu.maximumRows) + (menu.list.note.isEmpty ? 0 : 1)
    }

    /// Draws rows of prompt and text from the cursor's row on; returns the last cell, from the first of them.
    private func drawRows(_ rows: ClosedRange<Int>, of text: LineText, _ geometry: Geometry) -> Cell {
        if rows.lowerBound == 0 { output.append(state.prompt.shown) }
        let start = Geometry.position(after: state.prompt.printable, from: .origin, columns: geometry.columns)
        var painter = RowPainter(output: output, rows: rows, columns: geometry.columns, at: start)
        let styles = StyleRuns(spans: styles(of: text))
        var offset = 0
        for scalar in text.scalars {
            guard painter.place.row <= rows.upperBound else { break }
            painter.paint(scalar, style: styles.style(at: offset))
            offset += scalar.utf8Length
        }
        return painter.finish()
    }

    private func styles(of text: LineText) -> [HighlightSpan] {
        guard color, features.contains(.highlighting), text.scalars.count <= Self.longestStyled else { return [] }
        return delegate?.highlights(in: text.string) ?? []
    }

    /// `line 12 of 40`, where a hint would stand.
    func position(in text: LineText) -> String {
        let before = text.scalars[..<text.cursor].reduce(1) { $0 + ($1 == "\n" ? 1 : 0) }
        let all = text.scalars[text.cursor...].reduce(before) { $0 + ($1 == "\n" ? 1 : 0) }
        return all == 1 ? "…" : "line \(before) of \(all)"
    }
}

/// Paints the rows of a range one after the other; the terminal scrolls where it has to.
private struct RowPainter {
    let output: TerminalOutput
    let rows: ClosedRange<Int>
    let columns: Int
    /// Where the next character goes.
    private(set) var place: Cell
    /// The row the terminal's cursor is in.
    private var row: Int
    private var style: TextStyle?
    /// Whether a row is full, so that the terminal goes on in the next one by itself.
    private var wraps = false
    /// Whether there is a character in the row that a mark could stand on.
    private var hasBase = false

    init(output: TerminalOutput, rows: ClosedRange<Int>, columns: Int, at place: Cell) {
        (self.output, self.rows, self.columns, self.place) = (output, rows, columns, place)
        row = rows.lowerBound
    }

    mutating func paint(_ scalar: Unicode.Scalar, style: TextStyle?) {
        if CellWidth(scalar) == .newline {
            place = Cell(row: place.row + 1, column: 0)
            (wraps, hasBase) = (false, false)
        } else if CellWidth(scalar) == .printed(0) {
            if hasBase { for mark in scalar.drawn(at: place, columns: columns) { output.append(String(mark)) } }
        } else {
            for character in scalar.drawn(at: place, columns: columns) { put(character, style) }
        }
    }

    private mutating func put(_ character: Unicode.Scalar, _ style: TextStyle?) {
        let cell = Geometry.cell(of: character, at: place, columns: columns)
        if cell != place { wraps = true }
        place = Geometry.position(after: character, at: place, columns: columns)
        guard rows.contains(cell.row) else { return }
        go(to: cell.row)
        if style != self.style { output.append("\u{1b}[0\(style.map { ";" + $0.parameters } ?? "")m") }
        self.style = style
        output.append(String(character))
        (wraps, hasBase) = (place.row > cell.row, true)
    }

    /// A row that was full goes on in the next one without a line end, so that it is copied as one.
    private mutating func go(to target: Int) {
        guard target > row else { return }
        if !(wraps && target == row + 1) { output.append(String(repeating: "\r\n", count: target - row)) }
        (row, wraps) = (target, false)
    }

    /// Goes to where the next character would be; returns that cell, from the first row.
    mutating func finish() -> Cell {
        if style != nil { output.append("\u{1b}[0m") }
        guard place.row <= rows.upperBound else { return Cell(row: row - rows.lowerBound, column: 0) }
        wraps = false
        go(to: place.row)
        return Cell(row: row - rows.lowerBound, column: place.column)
    }
}
