/// Motions, killing and yanking.
extension LineEditor {
    func move(_ command: EditCommand) -> Editline.Outcome {
        let text = editline.text
        if text.isCursorAtEnd, let accepted = acceptSuggestion(command) { return accepted }
        let target =
            switch command {
            case .left: max(0, text.cursor - 1)
            case .right: min(text.scalars.count, text.cursor + 1)
            case .wordLeft: text.wordStart
            case .wordRight: text.wordEnd
            // The second time in the same place: of the whole text.
            case .lineStart: text.cursor == text.lineStart ? 0 : text.lineStart
            case .lineEnd: text.cursor == text.lineEnd ? text.scalars.count : text.lineEnd
            default: text.cursor
            }
        guard target != text.cursor else { return .unchanged }
        editline.moveCursor(by: target - text.cursor)
        return .moveCursor
    }

    /// Takes the suggestion, or by word a part of it; nil when there is none or the motion does not go right.
    private func acceptSuggestion(_ command: EditCommand) -> Editline.Outcome? {
        guard !state.suggestion.isEmpty else { return nil }
        let suggestion = Array(state.suggestion.unicodeScalars)
        switch command {
        case .right, .lineEnd: return insert(suggestion)
        case .wordRight:
            let word = LineText(scalars: suggestion, cursor: 0).wordEnd
            return insert(Array(suggestion[..<word]))
        default: return nil
        }
    }

    /// Kills are put together as long as nothing comes between them.
    func kill(_ command: EditCommand, isContinued: Bool) -> Editline.Outcome {
        let text = editline.text
        let range = killRange(command, in: text)
        guard !range.isEmpty else { return .beep }
        let piece = Array(text.scalars[range])
        if !isContinued { killed = [] }
        killed = range.lowerBound < text.cursor ? piece + killed : killed + piece
        state.isKilling = true
        editline.moveCursor(by: range.upperBound - text.cursor)
        editline.deleteBackward(range.count)
        return .redraw
    }

    private func killRange(_ command: EditCommand, in text: LineText) -> Range<Int> {
        switch command {
        case .killWordLeft: text.wordStart..<text.cursor
        case .killWordRight: text.cursor..<text.wordEnd
        case .killToBlank: text.blankDelimitedStart..<text.cursor
        // At the end of a line its newline.
        case .killLine where text.cursor == text.lineEnd: text.cursor..<min(text.lineEnd + 1, text.scalars.count)
        case .killLine: text.cursor..<text.lineEnd
        case .killText: 0..<text.scalars.count
        default: text.cursor..<text.cursor
        }
    }

    /// Control-C: the line stays on the screen and one arrow up away, and is not run.
    func interrupt() -> Editline.Outcome {
        if case .searching(let search) = state.mode { return endSearch(showing: search.original) }
        if case .menu = state.mode {
            state.mode = .editing
            return .unchanged
        }
        let text = editline.text
        history.remember(text.string)
        let geometry = geometry(of: text)
        showWhole()
        moveToEnd()
        output.append("^C")
        let end = Cell(row: geometry.end.row, column: geometry.end.column + 2)
        // libedit goes on from where it believes the cursor to be.
        if terminal.canDraw, state.picture == nil { output.move(from: end, to: geometry.cursor) }
        return submit(.interrupted)
    }
}
