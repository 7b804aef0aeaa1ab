// The C library declares its streams as variables; nothing here assigns them.
@preconcurrency internal import Glibc

/// Sends standard output to a file, or to the input of another program, while entries run.
///
/// It is the process's descriptor that goes elsewhere, so that what `print` and `io.write` write goes with the results,
/// and so that everything sees that it is no terminal.
final class OutputRedirection {
    /// Why output could not go there.
    struct Failure: Error, CustomStringConvertible {
        let target: String
        /// 0 where the reason is not known any more.
        let code: Int32

        var description: String {
            let reason = code == 0 ? "something of it is lost" : String(cString: strerror(code))
            return "cannot write to \(TerminalText.visible(target)): \(reason)"
        }
    }

    /// As it was asked for: `report.csv`, `| sort`.
    let target: String
    /// Whether it ends with the next entry.
    let isForOneEntry: Bool
    private let descriptor: Int32
    private let child: ChildProcess?
    private var terminal: Int32 = -1

    /// Opens a file, over an older one of that name, or starts the program that follows a `|`.
    ///
    /// - Throws: ``Failure``.
    init(_ target: String, isForOneEntry: Bool) throws(Failure) {
        self.target = target
        self.isForOneEntry = isForOneEntry
        guard target.hasPrefix("|") else {
            child = nil
            descriptor = open(Directories.expanded(target), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw Failure(target: target, code: errno) }
            return
        }
        guard let pipe = Pipe() else { throw Failure(target: target, code: errno) }
        do {
            child = try ChildProcess(String(target.dropFirst()), input: pipe.reading)
        } catch {
            pipe.close()
            throw Failure(target: target, code: error.code)
        }
        Glibc.close(pipe.reading)
        descriptor = pipe.writing
    }

    /// From here on standard output goes there.
    func begin() {
        _ = StandardStreams.flush()
        terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
        guard terminal >= 0 else { return }
        // A handler, and not SIG_IGN, which the programs that a script starts would inherit.
        signal(SIGPIPE) { _ in }
        dup2(descriptor, STDOUT_FILENO)
    }

    /// Standard output is the terminal again.
    ///
    /// - Throws: ``Failure`` where something of what was written is lost. That a program has read enough is no failure.
    func end() throws(Failure) {
        guard terminal >= 0 else { return }
        let failure = StandardStreams.flushFailure()
        if failure != nil { StandardStreams.discardUnwritten() }
        dup2(terminal, STDOUT_FILENO)
        Glibc.close(terminal)
        terminal = -1
        StandardStreams.endQuietlyOnBrokenPipe()
        if let failure, child == nil { throw Failure(target: target, code: failure) }
    }

    /// Closes the file, or lets the program see the end and waits for its own.
    ///
    /// - Throws: ``Failure`` where a file system says only now that it has no room.
    func close() throws(Failure) {
        let code = Glibc.close(descriptor) == 0 ? 0 : errno
        if let child { _ = ChildProcess.whileOnTerminal { child.wait() } }
        guard code == 0 else { throw Failure(target: target, code: code) }
    }

}
