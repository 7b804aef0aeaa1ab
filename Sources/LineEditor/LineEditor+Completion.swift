/// Tab: the common prefix first, then the menu.
extension LineEditor {
    func complete() -> Editline.Outcome {
        guard !state.isAnswer else { return .beep }
        let text = editline.text
        if isIndenting(text) { return insert([" ", " "]) }
        let list = completions(of: text)
        guard let first = list.candidates.first else { return completeNothing(list, in: text) }
        if list.isPartial { return open(list) }
        if list.candidates.count == 1 { return accept(first, of: list) }
        let typed = text.utf8(list.replacing)
        let prefix = list.commonPrefix
        guard list.insertsCommonPrefix, prefix.utf8.count > typed.utf8.count, prefix.hasUTF8Prefix(typed) else {
            return open(list)
        }
        _ = accept(CompletionCandidate(text: prefix), of: list)
        _ = open(completions(of: editline.text))
        return .redraw
    }

    private func completions(of text: LineText) -> CompletionList {
        delegate?.completions(for: text.string, cursor: text.utf8Offset(of: text.cursor)) ?? .none
    }

    /// At the start of a line Tab is for indentation.
    private func isIndenting(_ text: LineText) -> Bool {
        text.scalars[text.lineStart..<text.cursor].allSatisfy { $0 == " " }
    }

    private func completeNothing(_ list: CompletionList, in text: LineText) -> Editline.Outcome {
        if !list.note.isEmpty { return open(list) }
        return text.scalars[..<text.cursor].last == " " ? insert([" ", " "]) : .beep
    }

    private func open(_ list: CompletionList) -> Editline.Outcome {
        guard terminal.canDraw, features.contains(.menu), isRoomForMenu else {
            printAbove(listed: list)
            return .unchanged
        }
        state.mode = .menu(CompletionMenu(list))
        return .unchanged
    }

    /// Prints the candidates under the text and the line again under them.
    private func printAbove(listed list: CompletionList) {
        moveToEnd()
        let listing = CompletionMenu.plainColumns(list, columns: terminal.size.columns)
        output.append("\r\n")
        for line in listing.split(separator: "\n") { output.append("\(line)\r\n") }
        forgetPicture()
        editline.refresh()
    }

    private func accept(_ candidate: CompletionCandidate, of list: CompletionList) -> Editline.Outcome {
        var text = editline.text
        let range = text.index(utf8Offset: list.replacing.lowerBound)..<text.cursor
        guard range.lowerBound <= range.upperBound else { return .beep }
        text.replace(range, with: Array(candidate.text.unicodeScalars))
        editline.replace(with: text)
        return .redraw
    }

    /// Keys while the menu is open: those that are not the menu's close it and act.
    func menuKey(_ event: KeyEvent) -> Editline.Outcome {
        guard case .menu(var menu) = state.mode else { return .unchanged }
        switch event {
        case .character("\t"), .key(.down, _), .character("\u{0e}"): menu.move(by: 1)
        case .key(.backTab, _), .key(.up, _), .character("\u{10}"): menu.move(by: -1)
        case .character("\r"), .character("\n"), .key(.right, []):
            // A list that is still empty has nothing to accept.
            guard menu.selected != nil else { return closeAndAct(event) }
            return acceptSelected(of: menu)
        case .escape, .character("\u{07}"), .character("\u{03}"): return close()
        case .character("\u{08}"), .character("\u{7f}"): return filter(menu) { editline.deleteBackward(1) }
        case .character(let scalar) where scalar.value >= 0x20: return filter(menu) { editline.insert([scalar]) }
        case .unknown: return .unchanged
        default: return closeAndAct(event)
        }
        state.mode = .menu(menu)
        return .unchanged
    }

    private func close() -> Editline.Outcome {
        state.mode = .editing
        return .unchanged
    }

    private func closeAndAct(_ event: KeyEvent) -> Editline.Outcome {
        events.putBack(event)
        return close()
    }

    private func acceptSelected(of menu: CompletionMenu) -> Editline.Outcome {
        state.mode = .editing
        guard let selected = menu.selected else { return .unchanged }
        return accept(selected, of: menu.list)
    }

    /// Changes the text and shows what is left to choose from. Another place to complete at closes the menu.
    private func filter(_ menu: CompletionMenu, by change: () -> Void) -> Editline.Outcome {
        change()
        refill(menu)
        return .redraw
    }

    func updateMenu() -> Editline.Outcome {
        if case .menu(let menu) = state.mode { refill(menu) }
        return .unchanged
    }

    private func refill(_ menu: CompletionMenu) {
        var menu = menu
        let list = completions(of: editline.text)
        let isSamePlace = list.replacing.lowerBound == menu.list.replacing.lowerBound
        guard isSamePlace, !list.candidates.isEmpty || !list.note.isEmpty else {
            state.mode = .editing
            return
        }
        menu.update(list)
        state.mode = .menu(menu)
    }
}

extension LineText {
    /// The part between two UTF-8 offsets.
    fileprivate func utf8(_ range: Range<Int>) -> String {
        let bytes = string.utf8.dropFirst(range.lowerBound).prefix(range.count)
        return String(decoding: bytes, as: UTF8.self)
    }
}
