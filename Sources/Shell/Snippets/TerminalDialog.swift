internal import Glibc
internal import LineEditor

/// Questions to whoever sits at the controlling terminal.
struct TerminalDialog {
    /// Whether somebody watches: questions are asked where notes and errors are seen, too.
    var mayAsk: Bool = StandardStreams.isErrorTerminal
    /// Called before something is written.
    var willAsk: () -> Void = {}

    /// Whether the answer is yes; nil where nobody can be asked. No answer is no.
    func confirms(_ question: String) -> Bool? {
        guard let answer = answer(to: "\(question) [y/N] ") else { return mayAsk ? false : nil }
        return ["y", "yes"].contains(answer.lowercased())
    }

    /// A line without the blanks around it; nil where nobody can be asked, at the end of input and after Ctrl-C.
    func answer(to question: String) -> String? {
        withTerminal { terminal in
            let bytes = Array(TerminalText.visible(question).utf8)
            let interrupts = TerminalSignals.interruptCount
            guard write(terminal, bytes, bytes.count) == bytes.count else { return nil }
            return Self.readLine(terminal, unlessInterruptedSince: interrupts)?.trimmed
        }
    }

    /// Lines up to the one that `isLast` says, that one included; nil where nobody can be asked, and where it does not come.
    func lines(after prompt: String, until isLast: (String) -> Bool) -> [String]? {
        withTerminal { terminal in
            let bytes = Array((prompt + "\n").utf8)
            let interrupts = TerminalSignals.interruptCount
            guard write(terminal, bytes, bytes.count) == bytes.count else { return nil }
            var lines: [String] = []
            while let line = Self.readLine(terminal, unlessInterruptedSince: interrupts), lines.count < 100_000 {
                lines.append(line)
                if isLast(line) { return lines }
            }
            return nil
        }
    }

    private func withTerminal<Result>(_ body: (Int32) -> Result?) -> Result? {
        let terminal = mayAsk ? open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY) : -1
        guard terminal >= 0 else { return nil }
        defer { close(terminal) }
        willAsk()
        _ = StandardStreams.flush()
        return body(terminal)
    }

    private static func readLine(_ terminal: Int32, unlessInterruptedSince interrupts: Int) -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < 65_536 {
            guard TerminalInput.isReadable(terminal, unlessInterruptedSince: interrupts),
                read(terminal, &byte, 1) == 1
            else { return nil }
            if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }
}
