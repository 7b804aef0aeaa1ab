/// What the commands do. Each returns what libedit shall draw.
extension LineEditor {
    func performCommand(for character: Unicode.Scalar?) -> Editline.Outcome {
        let viCommand: EditCommand? = character == "k" ? .previousEntry : character == "j" ? .nextEntry : nil
        guard let command = state.announced ?? viCommand else { return .unchanged }
        state.announced = nil
        let wasKilling = state.isKilling
        state.isKilling = false
        switch command {
        case .killWordLeft, .killWordRight, .killToBlank, .killLine, .killText:
            return kill(command, isContinued: wasKilling)
        case .left, .right, .wordLeft, .wordRight, .lineStart, .lineEnd: return move(command)
        case .previousEntry, .nextEntry, .up, .down: return walk(command)
        case .complete: return complete()
        case .completeBackward: return .unchanged
        case .menu(let event): return menuKey(event)
        case .updateMenu: return updateMenu()
        case .beginSearch: return beginSearch()
        case .search(let event): return searchKey(event)
        default: return edit(command)
        }
    }

    private func edit(_ command: EditCommand) -> Editline.Outcome {
        switch command {
        case .accept: accept()
        case .newline: insert(["\n"])
        case .interrupt: interrupt()
        case .endOfInput: endOrDelete()
        case .deleteForward: deleteForward()
        case .insert(let scalars): insert(scalars)
        case .yank: killed.isEmpty ? .beep : insert(killed)
        case .paste(let bytes): paste(bytes)
        case .indent(let blanks): indent(blanks)
        case .undo: restore(state.undo.undo())
        case .redo: restore(state.undo.redo())
        case .help: showHelp()
        case .bound(let key): performBound(key)
        case .externalEditor: editExternally()
        default: .unchanged
        }
    }

    func insert(_ scalars: [Unicode.Scalar]) -> Editline.Outcome {
        editline.insert(scalars)
        return .redraw
    }

    /// Ends the entry, or begins a new line of it. A blank last line ends it in any case.
    private func accept() -> Editline.Outcome {
        let text = editline.text
        guard !state.isAnswer, !text.isCursorOnBlankContinuation, !text.isEmpty, let delegate,
            case .incomplete(let indentation) = delegate.completeness(of: entries(of: text.string).last ?? "")
        else { return submit(text.string) }
        return insert(["\n"] + Array(repeating: " ", count: max(0, indentation)))
    }

    /// Ends the text as an entry, or as several.
    func submit(_ text: String) -> Editline.Outcome {
        let entries = entries(of: text)
        guard entries.count > 1 else { return submit(.line(text)) }
        editline.replace(with: LineText(entries[0]))
        _ = submit(.entries(entries))
        return .redraw
    }

    func submit(_ outcome: Input) -> Editline.Outcome {
        state.outcome = outcome
        switch outcome {
        case .line, .entries: showWhole()
        case .interrupted, .endOfInput, .terminated: break
        }
        editline.pushNewline()
        return .unchanged
    }

    private func endOrDelete() -> Editline.Outcome {
        guard editline.text.isEmpty else { return deleteForward() }
        state.outcome = .endOfInput
        return .endOfFile
    }

    private func deleteForward() -> Editline.Outcome {
        guard !editline.text.isCursorAtEnd else { return .beep }
        editline.moveCursor(by: 1)
        editline.deleteBackward(1)
        return .redraw
    }

    private func paste(_ bytes: [UInt8]) -> Editline.Outcome {
        let text = editline.text
        // After the beginning of an entry, `name>` may be an operator between two operands.
        let isAtStart = text.scalars[..<text.cursor].allSatisfy { $0 == " " || $0 == "\n" }
        let pasted = transcript(isAtStart: isAtStart).text(of: PastedText.clean(bytes))
        return insert(Array(pasted.unicodeScalars))
    }

    private func transcript(isAtStart: Bool) -> Transcript {
        Transcript(
            prompt: String(String.UnicodeScalarView(state.linePrompt.printable)), isAtStart: isAtStart,
            isComplete: { [delegate] in delegate?.completeness(of: $0) ?? .complete == .complete })
    }

    /// The entries of a text; never none.
    private func entries(of text: String) -> [String] {
        guard !state.isAnswer, text.contains("\n") else { return [text] }
        let entries = transcript(isAtStart: true).divided(text).flatMap { delegate?.entries(in: $0) ?? [$0] }
        return entries.isEmpty ? [text] : entries
    }

    private func indent(_ blanks: Int) -> Editline.Outcome {
        var text = editline.text
        let start = text.lineStart
        let cursor = text.cursor + blanks - text.indentation
        text.replace(start..<start + text.indentation, with: Array(repeating: " ", count: blanks))
        text.cursor = max(start, cursor)
        editline.replace(with: text)
        return .redraw
    }

    private func restore(_ text: LineText?) -> Editline.Outcome {
        guard let text else { return .beep }
        editline.replace(with: text)
        return .redraw
    }

    private func showHelp() -> Editline.Outcome {
        let text = editline.text
        let offset = text.utf8Offset(of: text.cursor)
        guard let help = delegate?.help(for: text.string, cursor: offset) else { return .beep }
        printAbove(help)
        return .unchanged
    }

    private func editExternally() -> Editline.Outcome {
        leaveTerminal()
        let edited = ExternalEditor(suffix: configuration.editorFileSuffix).edit(editline.text.string)
        if let edited { editline.replace(with: LineText(edited)) }
        returnToTerminal()
        return edited == nil ? .beep : .unchanged
    }
}
