internal import APIClient

/// Puts a question to whoever may answer it.
protocol Confirmation {
    func answer(to question: Question) -> Answer
}

/// Nobody is asked, and nothing is in the way: of an application that brings its own local API.
struct AlwaysConfirmed: Confirmation {
    func answer(to question: Question) -> Answer {
        switch question.expected {
        case .yesOrNo: .yes
        case .typed(let word): .typed(word)
        }
    }
}

/// Asks on the controlling terminal, which need not be standard input; where there is none the answer is no.
struct TerminalConfirmation: Confirmation {
    /// Whether somebody watches.
    var mayAsk: Bool
    /// Whether there is a command line whose flags could have answered.
    var hasFlags = true
    /// Called before a question is written.
    var willAsk: () -> Void

    func answer(to question: Question) -> Answer {
        guard mayAsk, let terminal = ControllingTerminal() else {
            let flag =
                switch question.expected {
                case .yesOrNo: "--yes"
                case .typed: "--yes=all"
                }
            let reason = "it needs a confirmation, and there is no terminal to ask on"
            return .unanswered(reason: hasFlags ? reason + "; \(flag) answers it" : reason)
        }
        willAsk()
        var question = question
        // What was shown was shown on standard error.
        question.isShown = question.isShown && StandardStreams.isErrorTerminal
        let text = QuestionText(question)
        guard terminal.write(text.whole) else {
            return .unanswered(reason: "the terminal could not be written to")
        }
        return text.answer(terminal.line(atMost: 1_000)?.text.trimmed)
    }
}
