internal import APIClient
internal import Glibc
internal import Lua
internal import Scripting

extension Session {
    /// A printer for standard output as it is now.
    var resultPrinter: ResultPrinter { resultPrinter(of: engine) }

    /// One for the values of an engine beside the session's own.
    func resultPrinter(of engine: Engine) -> ResultPrinter {
        var printer = ResultPrinter(
            engine: engine, options: rendering, style: style, width: StandardStreams.terminalWidth)
        if !StandardStreams.isOutputTerminal { printer.options.rowLimit = nil }
        printer.rowHint = rowHint
        printer.facts = showsTime ? nil : cost.footer
        printer.pictures = engine === self.engine ? pictures : nil
        return printer
    }

    /// How to see the records of a list that are not shown.
    var rowHint: String { pager == nil ? " (--rows all shows them)" : " (.last shows them)" }

    /// Writes what a chunk returned.
    ///
    /// - Parameter engine: The engine of the chunk; nil: the session's own.
    /// - Throws: ``OutputError`` where a value cannot be written, before anything of the results is.
    func print(_ results: Results, of engine: Engine? = nil) throws(OutputError) {
        let printer = engine.map { resultPrinter(of: $0) } ?? resultPrinter
        // A pager gets everything at once.
        guard pager != nil, StandardStreams.isOutputTerminal else {
            return try printer.write(results) { present($0) }
        }
        var text: [UInt8] = []
        try printer.write(results) { text += $0 }
        present(text)
    }

    /// Writes whole lines to standard output: through the pager where there is one and they need it.
    func present(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        eraseProgress()
        transcript?.add(output: bytes)
        if let pager, pager.show(bytes) { return }
        StandardStreams.write(bytes)
    }

    func present(_ lines: [String]) { present(Array(lines.map { $0 + "\n" }.joined().utf8)) }

    /// Writes text, whole lines, to standard error.
    func presentError(_ text: String) {
        transcript?.add(error: Array(text.utf8))
        StandardStreams.writeError(text)
    }

    // MARK: - What entries cost

    /// What the chunk that runs, or ran last, has taken so far.
    var cost: EntryCost { meter.cost(connector.client?.rateLimit) }

    /// What to tell of the rate limit before the next entry: once each time that little of it is left.
    func newRateNotice() -> String? {
        guard let limit = connector.client?.rateLimit else { return nil }
        let wasLow = hasLowRate
        hasLowRate = RateNotice.isLow(limit)
        return wasLow ? nil : RateNotice.text(limit)
    }

    // MARK: - The transcript

    /// Begins a transcript in a file, in place of the one there is; nil ends it.
    ///
    /// - Throws: ``Transcript/Failure``.
    func setTranscript(_ path: String?) throws(Transcript.Failure) {
        guard let path else {
            transcript = nil
            return printing.leave(stack)
        }
        let name = (try? connector.target().name) ?? "no context"
        transcript = try Transcript(path, title: "moontide \(UTCMoment.now), \(name)")
        printing.enter(stack) { [weak self] text in
            self?.eraseProgress()
            self?.transcript?.add(output: text)
        }
    }

    /// Why the transcript ended by itself; nil while it has not. Ends it.
    func takeTranscriptFailure() -> Transcript.Failure? {
        guard let failure = transcript?.failure else { return nil }
        transcript = nil
        printing.leave(stack)
        return failure
    }
}

/// The moment it is, as logs write it.
enum UTCMoment {
    static var now: String {
        var seconds = time(nil)
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return "" }
        func pad(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
        let date = "\(parts.tm_year + 1900)-\(pad(parts.tm_mon + 1))-\(pad(parts.tm_mday))"
        return "\(date)T\(pad(parts.tm_hour)):\(pad(parts.tm_min)):\(pad(parts.tm_sec))Z"
    }
}
