/// Drawing around libedit's picture: its own characters again with styles, and cells it believes blank, which are blank
/// again before it draws. Only while nothing is waiting to be read.
extension LineEditor {
    func geometry(of text: LineText) -> Geometry {
        let columns = terminal.size.columns
        let start = Geometry.position(after: state.prompt.printable, from: .origin, columns: columns)
        return Geometry(text: text.scalars, cursor: text.cursor, start: start, columns: columns)
    }

    func drawOverlay() {
        let text = editline.text
        let canDraw = terminal.canDraw && editline.canEdit
        let geometry = canDraw ? present(text) : geometry(of: text)
        let rows = terminal.size.rows
        state.overlay = Overlay(geometry: geometry)
        state.suggestion = ""
        // A screen of two rows leaves no cell that is ours.
        guard canDraw, geometry.end.row < rows - 1 else { return }
        if state.picture == nil { paint(text, geometry) }
        switch state.mode {
        case .editing:
            drawRightPrompt(geometry)
            if color, features.contains(.suggestions) { drawSuggestion(text, geometry) }
            drawHint(hint(for: text), geometry, available: rows - geometry.end.row - 1)
        case .menu(var menu):
            let room = rows - geometry.end.row - (isTall ? 1 : 2)
            draw(menu.rows(columns: geometry.columns, available: room), geometry)
            state.mode = .menu(menu)
        case .searching:
            guard let first = state.picture?.first, first > 0 else { break }
            drawHint(String(String.UnicodeScalarView(state.prompt.printable)), geometry, available: 1)
        }
    }

    func eraseOverlay() {
        guard let overlay = state.overlay else { return }
        state.overlay = nil
        if overlay.rowsBelow > 0 {
            let below = Cell(row: overlay.geometry.end.row + 1, column: 0)
            output.move(from: overlay.geometry.cursor, to: below)
            output.eraseBelow()
            output.move(from: below, to: overlay.geometry.cursor)
        }
        if overlay.hasSuggestion { output.eraseToEndOfRow() }
        if let column = overlay.rightColumn {
            let cell = Cell(row: 0, column: column)
            output.move(from: overlay.geometry.cursor, to: cell)
            output.eraseToEndOfRow()
            output.move(from: cell, to: overlay.geometry.cursor)
        }
    }

    /// Erases prompt, text and all around them, and leaves the cursor where the prompt began.
    func eraseBlock() {
        eraseOverlay()
        // A dumb terminal keeps what it shows.
        guard terminal.canDraw else { return output.append("\r\n") }
        output.move(from: shownCursor, to: .origin)
        output.eraseBelow()
        forgetPicture()
    }

    /// Puts the terminal's cursor behind the text.
    func moveToEnd() {
        let end = state.picture?.end ?? geometry(of: editline.text).end
        let cursor = shownCursor
        guard terminal.canDraw, cursor != end else { return }
        output.move(from: cursor, to: end)
        state.picture?.cursor = end
    }

    /// Only beside an entry of one row that leaves some room.
    private func drawRightPrompt(_ geometry: Geometry) {
        guard !rightPrompt.isEmpty, geometry.end.row == 0 else { return }
        let line = String(rightPrompt.prefix { $0 != "\n" })
        let width = CellWidth.of(PromptText(line, color: false).printable)
        // The last column stays free: a character there would leave the cursor at the margin.
        let column = geometry.columns - 1 - width
        guard width > 0, column > geometry.end.column + 1 else { return }
        state.overlay?.rightColumn = column
        output.move(from: geometry.cursor, to: Cell(row: 0, column: column))
        output.append(PromptText.plain(line, color: color) + (color ? "\u{1b}[0m" : ""))
        output.move(from: Cell(row: 0, column: column + width), to: geometry.cursor)
    }

    private func drawSuggestion(_ text: LineText, _ geometry: Geometry) {
        guard text.isCursorAtEnd, !isTall, let rest = history.suggestion(for: text.string) else { return }
        let room = (state.overlay?.rightColumn ?? geometry.columns) - geometry.cursor.column - 1
        let line = rest.prefix { $0 != "\n" }
        let shown = CellWidth.prefix(of: line.unicodeScalars, cells: room).text
        guard !shown.isEmpty else { return }
        state.suggestion = String(rest)
        state.overlay?.hasSuggestion = true
        output.append(shown, style: .dimmed)
        output.move(from: geometry.cursor, to: geometry.cursor)
    }

    /// The delegate's hint, or else which of the lines is edited where not all of them are to be seen.
    private func hint(for text: LineText) -> String {
        let offset = text.utf8Offset(of: text.cursor)
        let hint = color && features.contains(.hints) ? delegate?.hint(for: text.string, cursor: offset) : nil
        return hint ?? (isTall ? position(in: text) : "")
    }

    private func drawHint(_ hint: String, _ geometry: Geometry, available: Int) {
        guard available > 0, !hint.isEmpty else { return }
        let shown = CellWidth.fitting(hint, cells: geometry.columns - 1)
        drawBelow(geometry, count: 1) { _ in output.append(shown, style: color ? .dimmed : nil) }
    }

    private func draw(_ rows: [CompletionMenu.Row], _ geometry: Geometry) {
        drawBelow(geometry, count: rows.count) { index in
            let row = rows[index]
            if row.label.isEmpty { return output.append(" \(row.description)", style: color ? .dimmed : nil) }
            // Without color, too, the chosen row must be seen.
            let mark = row.isSelected && !color ? ">" : " "
            let label = "\(mark)\(row.label) "
            output.append(label, style: row.isSelected && color ? .inverse : nil)
            if !row.description.isEmpty { output.append(" \(row.description)", style: color ? .dimmed : nil) }
        }
    }

    /// Draws rows under the text; at the bottom of the screen the terminal scrolls, and all positions with it.
    private func drawBelow(_ geometry: Geometry, count: Int, _ row: (Int) -> Void) {
        guard count > 0 else { return }
        output.move(from: geometry.cursor, to: geometry.end)
        for index in 0..<count {
            output.append("\r\n")
            output.eraseToEndOfRow()
            row(index)
        }
        let last = Cell(row: geometry.end.row + count, column: 0)
        output.move(from: last, to: geometry.cursor)
        state.overlay?.rowsBelow = count
    }
}
