internal import Glibc

/// A program that the system's shell runs on this program's terminal.
struct ChildProcess {
    /// Why there is none.
    struct Failure: Error, CustomStringConvertible {
        let code: Int32
        var description: String { "cannot run a program: \(String(cString: strerror(code)))" }
    }

    private let identifier: pid_t

    /// Starts `command`.
    ///
    /// - Parameter input: What becomes its standard input; nil: this program's own.
    /// - Throws: ``Failure``.
    init(_ command: String, input: Int32? = nil) throws(Failure) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGQUIT, SIGPIPE, SIGTSTP, SIGXFSZ] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let words = ["sh", "-c", command]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var identifier = pid_t()
        let code = posix_spawn(&identifier, "/bin/sh", &actions, &attributes, &arguments, environ)
        guard code == 0 else { throw Failure(code: code) }
        self.identifier = identifier
    }

    /// Waits for its end; how it ended: its exit status, or 128 and the number of the signal.
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0 {
            guard errno == EINTR else { return 127 }
        }
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }

    /// Does what waits for a program that has the terminal: Ctrl-C and Ctrl-\ are that program's, Ctrl-Z stops both, and a
    /// program that reads no more is no reason to end this one.
    static func whileOnTerminal<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result
    {
        let ignored = replaceActions(of: [SIGINT, SIGQUIT, SIGPIPE], by: SIG_IGN)
        let standard = replaceActions(of: [SIGTSTP], by: SIG_DFL)
        defer {
            for (number, action) in ignored + standard {
                var action = action
                sigaction(number, &action, nil)
            }
        }
        return try body()
    }

    private static func replaceActions(
        of signals: [Int32], by handler: sighandler_t?
    ) -> [(number: Int32, action: sigaction)] {
        signals.map { number in
            var (new, old) = (sigaction(), sigaction())
            new.__sigaction_handler.sa_handler = handler
            sigaction(number, &new, &old)
            return (number, old)
        }
    }
}

/// A pipe that programs started elsewhere do not inherit.
struct Pipe {
    let reading: Int32
    let writing: Int32

    /// Nil where the process or the system has no more descriptors; `errno` tells.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }

    func close() {
        Glibc.close(reading)
        Glibc.close(writing)
    }
}
