public import Glibc
import Synchronization

/// A program started by a test, without a terminal: its input is given at once, its output collected.
///
/// A test uses it on one thread.
public final class RunningProgram {
    /// What went wrong in starting or waiting.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String

        public init(description: String) { self.description = description }
    }

    /// How a program ended and what it wrote.
    public struct Outcome: Sendable, Equatable {
        /// The exit status; 128 and the signal's number where a signal ended it, as a shell says it.
        public var status: Int32
        public var output: String
        public var errorOutput: String

        public init(status: Int32, output: String = "", errorOutput: String = "") {
            self.status = status
            self.output = output
            self.errorOutput = errorOutput
        }
    }

    public let processIdentifier: pid_t
    private var output = Pipe()
    private var errorOutput = Pipe()
    private var status: Int32?

    /// How long anything may take before a test fails.
    public static let deadline = Duration.seconds(600)

    /// The program of this name beside the tests in the build folder.
    public static func built(_ name: String) -> String {
        var path = [CChar](repeating: 0, count: 4_096)
        let count = readlink("/proc/self/exe", &path, path.count)
        let runner = String(decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return runner.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/" + name
    }

    /// - Parameters:
    ///   - environment: the whole environment.
    ///   - input: what standard input has; a closed one where it is nil.
    public init(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], directory: String? = nil,
        input: String? = nil
    ) throws {
        var command = [program] + arguments
        if let directory { command = ["env", "-C", directory] + command }
        let environment = environment.merging(["PATH": "/usr/local/bin:/usr/bin:/bin"]) { given, _ in given }
        // One at a time: a child of another thread must not inherit these pipes before they are marked close-on-exec, or
        // their ends would never be reached.
        var pipes = [Pipe(), Pipe(), Pipe()]
        processIdentifier = try Self.spawning.withLock { _ in
            for index in pipes.indices { try pipes[index].open() }
            return try Self.spawn(
                command, environment, descriptors: [pipes[0].readEnd, pipes[1].writeEnd, pipes[2].writeEnd])
        }
        for index in 1...2 { pipes[index].closeWriteEnd() }
        (output, errorOutput) = (pipes[1], pipes[2])
        pipes[0].write(input ?? "")
        pipes[0].close()
    }

    private static let spawning = Mutex(())

    private static func spawn(
        _ command: [String], _ environment: [String: String], descriptors: [Int32]
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, descriptor) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target))
        }
        var argv = command.map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var child = pid_t()
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Whoever runs the tests may have ignored SIGINT, the threads of Swift's pool block all signals, and a child
        // inherits both.
        var (defaults, blocked) = (sigset_t(), sigset_t())
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGINT)
        sigemptyset(&blocked)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        let failure = posix_spawnp(&child, command[0], &actions, &attributes, &argv, &envp)
        guard failure == 0 else {
            throw Failure(description: "cannot start \(command[0]): \(String(cString: strerror(failure)))")
        }
        return child
    }

    deinit {
        if status == nil {
            kill(processIdentifier, SIGKILL)
            waitpid(processIdentifier, nil, 0)
        }
    }

    /// The next line of standard output, without its end.
    public func nextLine() throws -> String {
        let limit = ContinuousClock.now + Self.deadline
        while true {
            if let line = output.takeLine() { return line }
            try readMore(until: limit, "a line")
            if output.isAtEnd, output.takeLineIsImpossible {
                throw Failure(description: "the output ended: \(output.text)\(errorOutput.text)")
            }
        }
    }

    /// Sends a signal.
    public func signal(_ number: Int32) { kill(processIdentifier, number) }

    /// Waits until the program has ended.
    public func wait() throws -> Outcome {
        let limit = ContinuousClock.now + Self.deadline
        while !(output.isAtEnd && errorOutput.isAtEnd) { try readMore(until: limit, "the end") }
        var raw: Int32 = 0
        waitpid(processIdentifier, &raw, 0)
        let ended = raw & 0x7f == 0 ? (raw >> 8) & 0xff : 128 + (raw & 0x7f)
        status = ended
        return Outcome(status: ended, output: output.text, errorOutput: errorOutput.text)
    }

    /// Runs a program to its end.
    public static func run(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], directory: String? = nil,
        input: String? = nil
    ) throws -> Outcome {
        try RunningProgram(
            program, arguments, environment: environment, directory: directory, input: input
        ).wait()
    }

    private func readMore(until limit: ContinuousClock.Instant, _ what: String) throws {
        var watched = [output, errorOutput].filter { !$0.isAtEnd }.map {
            pollfd(fd: $0.readEnd, events: Int16(POLLIN), revents: 0)
        }
        let left = max(0, (limit - .now).components.seconds)
        guard poll(&watched, nfds_t(watched.count), Int32(clamping: left * 1_000)) > 0 else {
            throw Failure(
                description: "no \(what) within \(Self.deadline): \(output.text)\(errorOutput.text)")
        }
        for ready in watched where ready.revents != 0 {
            if ready.fd == output.readEnd { output.readSome() } else { errorOutput.readSome() }
        }
    }
}

/// One direction of a program's input or output, and what was read from it.
private struct Pipe {
    private(set) var readEnd: Int32 = -1
    private(set) var writeEnd: Int32 = -1
    private(set) var isAtEnd = false
    private var bytes: [UInt8] = []
    private var taken = 0

    mutating func open() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw RunningProgram.Failure(description: "no pipe: error \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    mutating func closeWriteEnd() {
        Glibc.close(writeEnd)
        writeEnd = -1
    }

    mutating func close() {
        if writeEnd >= 0 { Glibc.close(writeEnd) }
        if readEnd >= 0 { Glibc.close(readEnd) }
    }

    func write(_ text: String) {
        // A program that does not read its input is no failure of the test.
        let former = Glibc.signal(SIGPIPE, SIG_IGN)
        defer { _ = Glibc.signal(SIGPIPE, former) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(writeEnd, $0.baseAddress, $0.count) }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }

    mutating func readSome() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(readEnd, &buffer, buffer.count)
        if count > 0 {
            bytes += buffer[..<count]
        } else if count == 0 || errno != EINTR {
            isAtEnd = true
            Glibc.close(readEnd)
            readEnd = -1
        }
    }

    mutating func takeLine() -> String? {
        guard let end = bytes[taken...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { taken = end + 1 }
        return String(decoding: bytes[taken..<end], as: UTF8.self)
    }

    var takeLineIsImpossible: Bool { !bytes[taken...].contains(UInt8(ascii: "\n")) }

    /// Everything that was read, lines that were taken included.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
