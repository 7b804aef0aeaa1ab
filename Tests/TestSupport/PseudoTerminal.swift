public import Glibc

/// A program on a terminal of its own, seen through an emulator's screen.
///
/// Tests wait for what the screen shows, with a deadline, and never for time to pass. A test owns it and uses it on one
/// thread at a time.
public final class PseudoTerminal {
    /// What went wrong, with the screen as it was.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String

        public init(description: String) {
            self.description = description
        }
    }

    public private(set) var screen: TerminalScreen
    /// Everything the program has written.
    public private(set) var received: [UInt8] = []
    public let processIdentifier: pid_t

    private var controller: Int32
    private var status: Int32?

    /// How long anything may take before a test fails.
    public static let deadline = Duration.seconds(20)

    /// Starts a program as the leader of a session with this terminal.
    ///
    /// - Parameter environment: the whole environment, but for TERM and LC_ALL, which default to `xterm-256color` and
    ///   `C.UTF-8`, and PATH.
    public init(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80,
        rows: Int = 24
    ) throws {
        controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var unlocked: Int32 = 0
        var number: Int32 = 0
        guard ioctl(controller, Self.unlockRequest, &unlocked) == 0, ioctl(controller, Self.numberRequest, &number) == 0
        else { throw Failure(description: "no pseudo-terminal: error \(errno)") }
        screen = TerminalScreen(columns: columns, rows: rows)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
        let defaults = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]
        processIdentifier = try Self.spawn(
            program, arguments, environment.merging(defaults) { given, _ in given }, terminal: "/dev/pts/\(number)")
    }

    deinit {
        if status == nil {
            kill(processIdentifier, SIGKILL)
            waitpid(processIdentifier, nil, 0)
        }
        hangUp()
    }

    /// Closes the terminal, as a lost connection does.
    public func hangUp() {
        if controller >= 0 { close(controller) }
        controller = -1
    }

    // TIOCSPTLCK, TIOCGPTN and POSIX_SPAWN_SETSID, which Swift's C library module leaves out.
    private static let unlockRequest: UInt = 0x4004_5431
    private static let numberRequest: UInt = 0x8004_5430
    private static let newSession: Int16 = 0x80

    private static func spawn(
        _ program: String, _ arguments: [String], _ environment: [String: String], terminal: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal a session leader opens becomes its controlling terminal.
        for descriptor: Int32 in 0...2 { posix_spawn_file_actions_addopen(&actions, descriptor, terminal, O_RDWR, 0) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, newSession | Int16(POSIX_SPAWN_SETSIGMASK))
        var argv = ([program] + arguments).map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var child = pid_t()
        let failure = posix_spawn(&child, program, &actions, &attributes, &argv, &envp)
        guard failure == 0 else { throw Failure(description: "cannot start \(program): error \(failure)") }
        return child
    }
}

extension PseudoTerminal {
    /// Types: writes the bytes as a keyboard would, reading the answers meanwhile.
    public func type(_ text: String) throws { try type(Array(text.utf8)) }

    public func type(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(512))
            let count = write(controller, piece, piece.count)
            guard count > 0 else { throw Failure(description: "the terminal is closed\n\(screen.text)") }
            rest = rest.dropFirst(count)
            try readAvailable(wait: 0)
        }
    }

    /// Waits until the screen fulfils a condition.
    public func wait(for what: String, until condition: (TerminalScreen) -> Bool) throws {
        let clock = ContinuousClock()
        let end = clock.now + Self.deadline
        while !condition(screen) {
            let remaining = clock.now.duration(to: end)
            guard remaining > .zero, try readAvailable(wait: 100) else {
                if condition(screen) { return }
                throw Failure(
                    description: "waited for \(what), but the screen shows\n\(screen.allText)\ncursor \(screen.cursor)")
            }
        }
    }

    /// Waits until the screen (without what has scrolled out) shows exactly this text.
    public func expect(_ text: String) throws {
        try wait(for: "exactly\n\(text)\n") { $0.text == text }
    }

    /// Waits until the last row that is not blank is this text and the cursor is in it or in the given column.
    public func expect(lastRow: String, column: Int? = nil) throws {
        try wait(for: "the last row \"\(lastRow)\", cursor column \(column.map(String.init) ?? "any")") { screen in
            let rows = screen.text.split(separator: "\n", omittingEmptySubsequences: false)
            return String(rows.last ?? "") == lastRow && (column == nil || screen.cursor.column == column)
        }
    }

    /// Waits for the text anywhere, scrolled out rows included.
    public func expect(containing text: String) throws {
        try wait(for: "\"\(text)\"") { $0.allText.contains(text) }
    }

    /// Writes a few bytes at once, reading nothing.
    func send(_ bytes: [UInt8]) throws {
        guard write(controller, bytes, bytes.count) == bytes.count else {
            throw Failure(description: "the terminal is closed\n\(screen.text)")
        }
    }

    /// Whether the program has written something, or does so in time.
    func waitForOutput(milliseconds: Int32) throws -> Bool {
        var request = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, milliseconds) > 0
    }

    public func resize(columns: Int, rows: Int) {
        screen.resize(columns: columns, rows: rows)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
    }

    public func signal(_ number: Int32) { kill(processIdentifier, number) }

    /// Waits for the end of the program: its exit status, or 128 plus the signal that killed it.
    public func waitForExit() throws -> Int32 {
        let clock = ContinuousClock()
        let end = clock.now + Self.deadline
        while true {
            var raw: Int32 = 0
            if waitpid(processIdentifier, &raw, WNOHANG) == processIdentifier {
                let status = raw & 0x7f == 0 ? raw >> 8 & 0xff : 128 + raw & 0x7f
                self.status = status
                if controller >= 0 { try readAvailable(wait: 0) }
                return status
            }
            guard clock.now < end else {
                throw Failure(description: "still running; the screen shows\n\(screen.allText)")
            }
            if try controller < 0 || !readAvailable(wait: 10) { usleep(1000) }
        }
    }

    /// Reads what there is, waiting for the first of it; false when the program's side is closed.
    @discardableResult
    func readAvailable(wait milliseconds: Int32) throws -> Bool {
        var timeout = milliseconds
        while true {
            var request = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, timeout) > 0 else { return true }
            var buffer = [UInt8](repeating: 0, count: 16384)
            let count = read(controller, &buffer, buffer.count)
            guard count > 0 else { return false }
            received += buffer[..<count]
            screen.feed(buffer[..<count])
            timeout = 0
        }
    }
}
