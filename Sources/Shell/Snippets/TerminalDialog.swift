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
            guard terminal.write(TerminalText.visible(question)) else { return nil }
            return Self.wholeLine(of: terminal)?.trimmed
        }
    }

    /// Lines up to the one that `isLast` says, that one included; nil where nobody can be asked, and where it does not come.
    func lines(after prompt: String, until isLast: (String) -> Bool) -> [String]? {
        withTerminal { terminal in
            guard terminal.write(prompt + "\n") else { return nil }
            var lines: [String] = []
            while let line = Self.wholeLine(of: terminal), lines.count < 100_000 {
                lines.append(line)
                if isLast(line) { return lines }
            }
            return nil
        }
    }

    private func withTerminal<Result>(_ body: (borrowing ControllingTerminal) -> Result?) -> Result? {
        guard mayAsk, let terminal = ControllingTerminal() else { return nil }
        willAsk()
        _ = StandardStreams.flush()
        return body(terminal)
    }

    private static func wholeLine(of terminal: borrowing ControllingTerminal) -> String? {
        terminal.line(atMost: 65_536).flatMap { $0.isWhole ? $0.text : nil }
    }
}
