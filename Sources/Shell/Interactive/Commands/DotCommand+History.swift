internal import Glibc

// What was entered, and what went wrong.
extension DotCommand {
    static var history: DotCommand {
        DotCommand("history", "what was entered, or what of it has TEXT; save FILE keeps this session as a script") {
            (argument, loop) throws(CommandError) in
            let words = argument.split(separator: " ", maxSplits: 1)
            if words.first == "save" {
                guard words.count == 2 else { throw CommandError("history", expected: "save FILE", found: argument) }
                try save(loop.runner.record.entries, to: String(words[1]).trimmed)
            } else {
                let entries = loop.historyEntries.filter { argument.isEmpty || $0.contains(argument) }
                loop.session.present(entries.map { TerminalText.visible($0, keepingLines: true) })
            }
            return .goOn
        }.completing { _, words in words.isEmpty ? .words([Symbol("save", .value)]) : .path() }
    }

    /// Writes entries as a script for its owner alone, with secrets masked; never over a file that is there.
    private static func save(_ entries: [String], to path: String) throws(CommandError) {
        let script = entries.map { Redaction.mask($0) + "\n" }.joined()
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        var rest = Array(script.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let error = failure(path)
                close(descriptor)
                throw error
            }
            rest = rest.dropFirst(count)
        }
        guard close(descriptor) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> CommandError {
        CommandError(".history: cannot write \(TerminalText.visible(path)): \(String(cString: strerror(errno)))")
    }

    static var trace: DotCommand {
        DotCommand("trace", "the whole traceback of the last error") { (_, loop) throws(CommandError) in
            guard let report = loop.runner.record.lastError else {
                throw CommandError(".trace: there was no error yet")
            }
            let lines = report.traceback.isEmpty ? ["no Lua code was running"] : report.traceback
            loop.session.present([report.message] + lines.map { "  " + $0 })
            return .goOn
        }
    }
}
