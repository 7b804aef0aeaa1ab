import CEditline
import Glibc

/// The reader libedit calls whenever its picture is complete and it wants a character (EL_GETCFN).
extension LineEditor: EditlineClient {
    /// How long an escape sequence may take to arrive, in milliseconds.
    private static let sequenceTimeout: Int32 = 60

    /// The length from which changes are noted only when nothing more has been typed.
    private static let longText = 2_000

    func nextCharacter() -> Unicode.Scalar? {
        if !state.raw.isEmpty { return state.raw.removeFirst() }
        // A long text that is still coming in needs no note of each character.
        if events.isEmpty || editline.length < Self.longText { noteChanges() }
        while true {
            if state.outcome != nil { return stop() }
            if let character = editline.canEdit ? nextFromCommands() ?? nextFromEvents() : nextPlain() {
                eraseOverlay()
                return character
            }
            drawWhenIdle()
            wait()
        }
    }

    private func stop() -> Unicode.Scalar? {
        eraseOverlay()
        showWhole()
        moveToEnd()
        return nil
    }

    /// Keeps undo and history walk in step with what libedit has done since the last key.
    private func noteChanges() {
        let text = editline.text
        let old = state.snapshot
        state.snapshot = text
        guard text.scalars != old.scalars else { return }
        state.undo.record(text)
        state.suggestion = text.remainder(of: state.suggestion, since: old)
        if let current = state.navigation?.current, current.scalars != text.scalars { state.navigation = nil }
        if text.scalars.count == old.scalars.count + 1 { adjustIndentation(of: text) }
    }

    /// Lets the delegate move the line when its first word has been completed.
    private func adjustIndentation(of text: LineText) {
        guard case .editing = state.mode, text.lineStart > 0, let delegate else { return }
        let offset = text.utf8Offset(of: text.cursor)
        guard let wanted = delegate.indentation(in: text.string, cursor: offset) else { return }
        if wanted != text.indentation { state.commands.append(.indent(wanted)) }
    }

    private func nextFromCommands() -> Unicode.Scalar? {
        guard !state.commands.isEmpty else { return nil }
        return announce(state.commands.removeFirst())
    }

    private func nextFromEvents() -> Unicode.Scalar? {
        while let event = events.popFirst() {
            state.picture?.rowsAbove = 0
            switch meaning(of: event) {
            case .command(let command): return announce(command)
            case .raw(let scalars):
                if scalars == ["\u{0c}"] { clearScreen() }
                state.raw = Array(scalars.dropFirst())
                state.isKilling = false
                return scalars.first
            case .nothing: continue
            }
        }
        return nil
    }

    private func meaning(of event: KeyEvent) -> KeyInterpreter.Meaning {
        switch state.mode {
        case .editing: interpreter.interpret(event)
        case .menu: .command(.menu(event))
        case .searching: .command(.search(event))
        }
    }

    /// Without editing (`edit off`), characters go to libedit as they come.
    private func nextPlain() -> Unicode.Scalar? {
        while let event = events.popFirst() {
            if case .character(let scalar) = event { return scalar == "\r" ? "\n" : scalar }
        }
        return nil
    }

    private func announce(_ command: EditCommand) -> Unicode.Scalar {
        state.announced = command
        return Unicode.Scalar(UInt8(EDIT_DISPATCH))
    }

    private func drawWhenIdle() {
        if state.overlay == nil, !isReadable(terminal.input) { drawOverlay() }
        output.flush()
    }

    private func isReadable(_ descriptor: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }

    /// Waits for keys, signals and the program's own descriptors.
    private func wait() {
        let work = delegate?.backgroundWork() ?? BackgroundWork()
        var requests = [terminal.input, edit_signals_descriptor()].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        requests += work.descriptors.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
        let start = work.timeout.map { _ in ContinuousClock.now }
        let count = poll(&requests, nfds_t(requests.count), timeout(with: work))
        if count < 0 { return }
        if requests[1].revents != 0 { takeSignals() }
        if requests[0].revents != 0 {
            readKeys()
        } else if decoder.isWaiting, let event = decoder.flush() {
            events.append(event)
        }
        let isTimeOver = start.flatMap { start in work.timeout.map { .now - start >= $0 } } ?? false
        performWork(requests.dropFirst(2), isTimeOver: isTimeOver)
    }

    private func timeout(with work: BackgroundWork) -> Int32 {
        let limit = work.timeout.map { max(0, min($0.milliseconds, Int64(Int32.max))) }.map(Int32.init)
        guard decoder.isWaiting else { return limit ?? -1 }
        return min(limit ?? Self.sequenceTimeout, Self.sequenceTimeout)
    }

    private func performWork(_ requests: ArraySlice<pollfd>, isTimeOver: Bool) {
        let ready = requests.filter { $0.revents != 0 }
            .map { BackgroundWork.Descriptor($0.fd, events: $0.revents) }
        guard !ready.isEmpty || isTimeOver else { return }
        delegate?.performBackgroundWork(ready: ready)
    }

    private func readKeys() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(terminal.input, &buffer, buffer.count)
        if count > 0 {
            events.decode(buffer[..<count], with: &decoder)
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
            // The terminal is gone, or without editing the user has typed its end-of-file character. The signal of a
            // terminal that is gone says more, and comes at the same time.
            settle()
            takeSignals()
            if state.outcome == nil { state.outcome = .endOfInput }
        }
    }
}

extension LineText {
    /// What is left of a suggestion after its beginning has been typed or taken over; nothing after other changes.
    func remainder(of suggestion: String, since old: LineText) -> String {
        guard scalars.starts(with: old.scalars) else { return "" }
        let added = scalars.dropFirst(old.scalars.count)
        guard suggestion.unicodeScalars.starts(with: added) else { return "" }
        return String(suggestion.unicodeScalars.dropFirst(added.count))
    }

    /// The blanks at the start of the cursor's line.
    var indentation: Int {
        scalars[lineStart..<lineEnd].prefix { $0 == " " }.count
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        // Rounded up: a poll that ends too early would only turn once more.
        components.seconds * 1000 + (components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
