internal import APIClient
internal import Catalog
internal import Glibc
internal import HTTPMessage
internal import LineEditor

/// Says whether a call that can do harm is sent.
protocol Confirmation {
    func decision(on call: PreparedCall) -> Policy.Decision
}

/// `--yes`.
struct AlwaysConfirmed: Confirmation {
    func decision(on call: PreparedCall) -> Policy.Decision { .allow }
}

/// Asks on the controlling terminal; where there is none the answer is no.
struct TerminalConfirmation: Confirmation {
    /// Whether somebody watches.
    var mayAsk: Bool
    /// The name of the context, which the question tells.
    var context: () -> String
    /// Called before a question is written.
    var willAsk: () -> Void

    func decision(on call: PreparedCall) -> Policy.Decision {
        let terminal = mayAsk ? open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY) : -1
        guard terminal >= 0 else {
            return .refuse(reason: "it needs a confirmation, and there is no terminal to ask on; use --yes")
        }
        defer { close(terminal) }
        willAsk()
        let question = "\(call.name) \(call.pathText) in \(context())? [y/N] "
        let bytes = Array(TerminalText.visible(question).utf8)
        guard write(terminal, bytes, bytes.count) == bytes.count else {
            return .refuse(reason: "the terminal could not be written to")
        }
        let answer = Self.readLine(terminal)
        return answer == "y" || answer == "yes" ? .allow : .refuse(reason: "not confirmed")
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

    /// A line without the blanks around it, in lower case; empty at the end of input and when a signal comes.
    private static func readLine(_ descriptor: Int32) -> String {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < 100, isReadable(descriptor), read(descriptor, &byte, 1) == 1, byte != 0x0A {
            line.append(byte)
        }
        let word = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }.first ?? []
        return String(decoding: word, as: UTF8.self).lowercased()
    }
}

extension PreparedCall {
    /// The path without the query.
    fileprivate var pathText: String { shownPath }
}
