/// The arrows, and the search through the history.
extension LineEditor {
    func walk(_ command: EditCommand) -> Editline.Outcome {
        let text = editline.text
        let isWalking = state.navigation != nil && state.navigationCursor == text.cursor
        switch command {
        case .up where !isWalking: if let target = text.above { return moveVertically(to: target, from: text) }
        case .down where !isWalking: if let target = text.below { return moveVertically(to: target, from: text) }
        default: break
        }
        return walkHistory(from: text, isOlder: command == .up || command == .previousEntry)
    }

    private func moveVertically(to target: Int, from text: LineText) -> Editline.Outcome {
        editline.moveCursor(by: target - text.cursor)
        return .moveCursor
    }

    private func walkHistory(from text: LineText, isOlder: Bool) -> Editline.Outcome {
        var navigation = state.navigation ?? HistoryNavigation(from: text, count: history.entries.count)
        let found = isOlder ? navigation.older(in: history.entries) : navigation.newer(in: history.entries)
        guard let found else { return .beep }
        state.navigation = navigation
        state.navigationCursor = found.cursor
        editline.replace(with: found)
        return .redraw
    }

    func beginSearch() -> Editline.Outcome {
        let search = IncrementalSearch(entries: history.searchEntries(), original: editline.text)
        return show(search)
    }

    /// Keys while searching: those that are not the search's end it and act.
    func searchKey(_ event: KeyEvent) -> Editline.Outcome {
        guard case .searching(var search) = state.mode else { return .unchanged }
        switch event {
        case .character("\u{12}"), .key(.up, _): search.older()
        case .character("\u{13}"), .key(.down, _): search.newer()
        case .character("\u{08}"), .character("\u{7f}"): search.removeLast()
        case .character("\u{07}"), .character("\u{03}"): return endSearch(showing: search.original)
        case .character(let scalar) where scalar.value >= 0x20: search.append(scalar)
        case .unknown: return .unchanged
        case .escape: return endSearch(showing: search.shown)
        default:
            events.putBack(event)
            return endSearch(showing: search.shown)
        }
        return show(search)
    }

    private func show(_ search: IncrementalSearch) -> Editline.Outcome {
        state.mode = .searching(search)
        let pattern = String(String.UnicodeScalarView(search.pattern))
        let name = search.isFailed ? "failed reverse-i-search" : "reverse-i-search"
        let style = search.isFailed ? "31" : "36"
        let prompt = PromptText("\u{1b}[\(style)m(\(name))`\(pattern)'\u{1b}[0m: ", color: color)
        let outcome = show(prompt, before: search.shown)
        guard search.isFailed else { return outcome }
        return outcome == .redraw ? .redrawAndBeep : .beep
    }

    func endSearch(showing text: LineText) -> Editline.Outcome {
        state.mode = .editing
        return show(state.linePrompt, before: text)
    }

    /// Draws all anew where prompts have colors: libedit takes two colored cells for the same one if they are equally
    /// many sequences into their prompts, and would leave characters of the old prompt in the new one.
    private func show(_ prompt: PromptText, before text: LineText) -> Editline.Outcome {
        let drawsAnew = color && prompt != state.prompt
        if drawsAnew { eraseBlock() }
        state.prompt = prompt
        editline.setPrompt(prompt.marked)
        editline.replace(with: text)
        guard drawsAnew else { return .redraw }
        editline.refresh()
        return .unchanged
    }
}
