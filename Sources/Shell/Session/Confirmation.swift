internal import APIClient
internal import Glibc
internal import LineEditor

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
        let terminal = mayAsk ? open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY) : -1
        guard terminal >= 0 else {
            let flag =
                switch question.expected {
                case .yesOrNo: "--yes"
                case .typed: "--yes=all"
                }
            let reason = "it needs a confirmation, and there is no terminal to ask on"
            return .unanswered(reason: hasFlags ? reason + "; \(flag) answers it" : reason)
        }
        defer { close(terminal) }
        willAsk()
        var question = question
        // What was shown was shown on standard error.
        question.isShown = question.isShown && StandardStreams.isErrorTerminal
        let text = QuestionText(question)
        let bytes = Array(text.whole.utf8)
        guard bytes.withUnsafeBytes({ Self.write($0, to: terminal) }) else {
            return .unanswered(reason: "the terminal could not be written to")
        }
        return text.answer(Self.readLine(terminal))
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var position = 0
        while position < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress! + position, bytes.count - position)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            position += count
        }
        return true
    }

    /// Waits for input; false where Ctrl-C comes first. Signals end a poll whatever their handlers say, and not a read.
    private static func isReadable(_ descriptor: Int32) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let interrupts = TerminalSignals.interruptCount
        while poll(&watched, 1, -1) < 0 {
            guard errno == EINTR, TerminalSignals.interruptCount == interrupts else { return false }
        }
        return true
    }

    /// A line without the blanks around it; nil at the end of input and when a signal comes.
    private static func readLine(_ descriptor: Int32) -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < 1_000 {
            guard isReadable(descriptor), read(descriptor, &byte, 1) == 1 else { return nil }
            if byte == 0x0A { break }
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self).trimmed
    }
}
