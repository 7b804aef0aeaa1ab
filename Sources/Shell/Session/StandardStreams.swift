// The C library declares its streams as variables; nothing here assigns them.
@preconcurrency internal import Glibc

/// Standard output and standard error of this process, through the C library's buffers: what scripts write with `print`
/// and `io.write` and what the shell writes come out in the order they were written.
enum StandardStreams {
    static func write(_ text: String) {
        var text = text
        text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, stdout) }
    }

    static func write(_ bytes: UnsafeRawBufferPointer) {
        _ = fwrite(bytes.baseAddress, 1, bytes.count, stdout)
    }

    static func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0) } }

    static func writeLines(_ lines: [String]) {
        for line in lines { write(line + "\n") }
    }

    /// Writes to standard error after everything that standard output holds.
    static func writeError(_ text: String) {
        fflush(stdout)
        var text = text
        text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, stderr) }
    }

    /// Hands everything to the system; whether nothing was lost.
    static func flush() -> Bool { fflush(stdout) == 0 && ferror(stdout) == 0 }

    /// Hands everything to the system; why something was lost: an error number, or 0 where an earlier write failed.
    static func flushFailure() -> Int32? {
        if fflush(stdout) != 0 { return errno }
        return ferror(stdout) != 0 ? 0 : nil
    }

    /// Forgets what could not be written, so that it does not come out elsewhere.
    static func discardUnwritten() {
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard nowhere >= 0 else { return }
        dup2(nowhere, STDOUT_FILENO)
        close(nowhere)
        fflush(stdout)
        clearerr(stdout)
    }

    static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// Whether a person is near: a job whose streams all go elsewhere must not wait for one.
    static var isAnyTerminal: Bool { isInputTerminal || isOutputTerminal || isErrorTerminal }

    /// The cells of a line of the terminal on standard output; nil where there is none.
    static var terminalWidth: Int? { width(STDOUT_FILENO) }
    /// The same of standard error.
    static var errorWidth: Int? { width(STDERR_FILENO) }

    /// The cells and rows of the terminal on standard output; nil where there is none.
    static var terminalSize: (columns: Int, rows: Int)? { size(STDOUT_FILENO) }

    private static func width(_ descriptor: Int32) -> Int? { size(descriptor)?.columns }

    private static func size(_ descriptor: Int32) -> (columns: Int, rows: Int)? {
        guard isatty(descriptor) == 1 else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, 24) }
        return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
    }

    /// Whether standard error is a terminal that can do more than write line after line.
    static var canDrawOnError: Bool { isErrorTerminal && hasCursor }
    /// The same of standard output.
    static var canMoveOnOutput: Bool { isOutputTerminal && hasCursor }

    private static var hasCursor: Bool {
        !["", "dumb", "emacs", "unknown"].contains(Directories.environment("TERM") ?? "")
    }

    /// Makes a file that may grow no more an error of whoever writes it, as on a full disk, instead of the process's end.
    static func surviveFileSizeLimit() {
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Ends the process with 141 when a write finds that nobody reads standard output any more. Other broken pipes, such
    /// as a server's that closes a connection, are left to who writes to them.
    static func endQuietlyOnBrokenPipe() {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in
            // poll and _exit are async-signal-safe.
            var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
            if poll(&output, 1, 0) == 1, output.revents & Int16(POLLERR | POLLHUP) != 0 {
                _exit(ExitCode.brokenPipe.rawValue)
            }
        }
        action.sa_flags = SA_RESTART
        sigaction(SIGPIPE, &action, nil)
    }

    /// The whole of standard input.
    static func readInput() -> [UInt8]? { readAll(STDIN_FILENO) }

    /// Everything a descriptor gives; nil where reading fails, with the reason in `errno`.
    static func readAll(_ descriptor: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        let size = 1 << 16
        while true {
            let start = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: size))
            let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + start, size) }
            bytes.removeLast(size - max(0, count))
            if count == 0 { return bytes }
            if count < 0, errno != EINTR { return nil }
        }
    }
}
