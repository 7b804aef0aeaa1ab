import CEditline
import Glibc

/// Signals while a line is edited.
extension LineEditor {
    /// How long a window may still be moving after a change of its size, or a signal be on its way, in milliseconds.
    private static let settling: Int32 = 30

    func takeSignals() {
        while case let signal = edit_signals_next(), signal != 0 {
            switch signal {
            case SIGINT: takeInterrupt()
            case SIGWINCH: resize()
            case SIGTSTP: suspend()
            case SIGCONT: goOn()
            default: state.outcome = .terminated(signal: signal)
            }
        }
    }

    /// Does what Control-C does: for one that came as a signal while the delegate did background work.
    public func interruptLine() {
        if state.isReading { takeInterrupt() }
    }

    private func takeInterrupt() {
        events.removeAll()
        // A paste whose end was lost would swallow everything from here on.
        decoder = KeyDecoder()
        guard editline.canEdit else {
            // The kernel has echoed the key and dropped the line.
            output.append("\r\n")
            state.outcome = .interrupted
            return
        }
        state.commands.append(.interrupt)
    }

    /// Draws the line anew for the new width. The terminal has already folded our rows its own way, so the way up is
    /// counted at the new width.
    private func resize() {
        settle()
        guard terminal.canDraw else { return editline.resize() }
        // Text that filled the screen begins at its top, however many rows there are now.
        let place = isTall ? Cell(row: terminal.size.rows, column: 0) : geometry(of: editline.text).cursor
        state.overlay = nil
        output.move(from: place, to: .origin)
        output.eraseBelow()
        forgetPicture()
        editline.resize()
        editline.refresh()
    }

    func settle() {
        var request = pollfd(fd: edit_signals_descriptor(), events: Int16(POLLIN), revents: 0)
        _ = poll(&request, 1, Self.settling)
    }

    /// Gives the terminal back, stops, and takes it again when the user brings the program to the foreground.
    private func suspend() {
        leaveTerminal()
        state.isStopping = true
        edit_signals_stop()
        returnToTerminal()
    }

    /// Takes the terminal again after a stop that was not ours (SIGSTOP): others may have used it since.
    private func goOn() {
        guard !state.isStopping else {
            state.isStopping = false
            return
        }
        state.overlay = nil
        if terminal.canDraw {
            output.append("\r")
            output.eraseBelow()
        }
        forgetPicture()
        // libedit believes that it has the terminal already.
        editline.setRaw(false)
        returnToTerminal()
    }

    /// Leaves the edited block standing and gives the terminal back to others.
    func leaveTerminal() {
        eraseOverlay()
        moveToEnd()
        if terminal.canDraw { output.append("\u{1b}[?2004l") }
        output.append("\r\n")
        editline.setRaw(false)
    }

    /// Takes the terminal again and draws the line where the cursor is now.
    func returnToTerminal() {
        editline.setRaw(true)
        if terminal.canDraw { output.append("\u{1b}[?2004h") }
        forgetPicture()
        editline.resize()
        editline.refresh()
    }
}
