import Glibc

/// Output of the program while a line is edited.
extension LineEditor {
    /// Prints text above the line that is edited, or simply prints it between two lines.
    ///
    /// - Parameter text: one or more lines without the last newline; may contain SGR colors.
    public func printAbove(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        guard state.isReading else {
            output.append(lines + "\r\n")
            return output.flush()
        }
        eraseBlock()
        output.append(lines + "\r\n")
        makeRoom(forLines: PromptText.plain(text, color: false))
        editline.refresh()
    }

    /// Runs code that writes to the terminal by itself or starts programs that do, from the delegate's calls while a line
    /// is edited: takes the line away, gives the terminal its usual modes, and draws the line under what was written.
    ///
    /// Between two lines it only runs the code. What takes long belongs into `TerminalSignals.whileRunning`.
    public func releasingTerminal<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard state.isReading else { return try body() }
        releaseTerminal()
        defer { takeTerminalAgain() }
        return try body()
    }

    /// The same for code that may write or may not: the line stays as it is unless the code calls what it gets, which it
    /// does before it writes for the first time.
    public func lendingTerminal<Result, Failure: Error>(
        _ body: (_ release: @escaping () -> Void) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var isReleased = false
        defer { if isReleased { takeTerminalAgain() } }
        return try body { [self] in
            guard state.isReading, !isReleased else { return }
            isReleased = true
            releaseTerminal()
        }
    }

    private func releaseTerminal() {
        eraseBlock()
        if terminal.canDraw { output.append("\u{1b}[?2004l") }
        editline.setRaw(false)
    }

    private func takeTerminalAgain() {
        fflush(nil)
        editline.setRaw(true)
        startRow()
        if terminal.canDraw { output.append("\u{1b}[?2004h") }
        editline.resize()
        editline.refresh()
    }

    /// Goes to the start of a row, because that is where libedit believes to begin: a row the program has left unfinished
    /// is marked at its end.
    ///
    /// A mark and as many blanks as fill a row lead into the next row from every column but the first. There they wait at
    /// the margin, and the mark is erased.
    func startRow() {
        guard terminal.canDraw else { return }
        output.append("⏎", style: color ? .dimmed : nil)
        output.append(String(repeating: " ", count: terminal.size.columns - 1) + "\r")
        output.eraseBelow()
    }

    /// Shows another prompt from now on, in the middle of a line, too: only the last line of a prompt is drawn again.
    public func changePrompt(to prompt: String) {
        guard state.isReading else { return }
        let new = PromptText(prompt, color: color)
        guard new != state.linePrompt else { return }
        let isShown = state.prompt == state.linePrompt
        state.linePrompt = new
        guard isShown else { return }
        eraseBlock()
        state.prompt = new
        editline.setPrompt(new.marked)
        editline.refresh()
    }
}
