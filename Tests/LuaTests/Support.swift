import Glibc
import Lua
import Synchronization

/// Counts its living instances.
final class Counted {
    final class Count: Sendable {
        private let value = Mutex(0)
        var living: Int { value.withLock { $0 } }
        func change(by delta: Int) { value.withLock { $0 += delta } }
    }

    let count: Count

    init(_ count: Count) {
        self.count = count
        count.change(by: 1)
    }

    deinit { count.change(by: -1) }
}

/// Completes what a test says. While nothing is complete it waits for the interpreter's wakeup.
final class ScriptedSource: CompletionSource {
    struct Failure: Error {}

    private(set) var started = 0
    private(set) var canceled: [Ticket] = []
    private(set) var waits = 0
    private var open: [Ticket] = []
    /// Whether operations complete, the latest first, at the next wait.
    var completes = true
    var fails = false

    func start() -> Ticket {
        let ticket = Ticket(Int64(started))
        started += 1
        open.append(ticket)
        return ticket
    }

    func wait(for duration: Duration?, wakeup: Int32) throws -> [Ticket] {
        waits += 1
        if fails { throw Failure() }
        guard completes else {
            var descriptor = pollfd(fd: wakeup, events: Int16(POLLIN), revents: 0)
            poll(&descriptor, 1, duration.map { Int32($0.components.seconds * 1000 + 1) } ?? -1)
            return []
        }
        defer { open = [] }
        return open.reversed()
    }

    func cancel(_ ticket: Ticket) {
        canceled.append(ticket)
        open.removeAll { $0 == ticket }
    }
}

/// An interpreter with functions to test with: `operation(x)` suspends and gives back x, `fail()` suspends and throws,
/// `interrupt()`.
struct Fixture {
    let source = ScriptedSource()
    let lua: Interpreter

    init(memoryLimit: Int? = nil) throws {
        lua = try Interpreter(.init(memoryLimit: memoryLimit), completions: source)
        let source = source
        try set("operation") { stack in
            try stack.suspend(until: source.start()) { $0.top }
        }
        try set("fail") { stack in
            try stack.suspend(until: source.start()) { _ in throw LuaError("failed") }
        }
        try set("interrupt") { stack in
            stack.interpreter?.interrupt()
            return 0
        }
    }

    func set(_ name: String, _ function: @escaping Function) throws {
        lua.stack.push(function: function)
        try lua.stack.set(global: name)
    }

    /// Runs a chunk and spells its results, joined by spaces; an error as `kind: message`.
    func outcome(_ source: String, timeLimit: Duration? = nil) -> String {
        do {
            let results = try lua.run(source, named: "=test", timeLimit: timeLimit)
            return try (0..<results.count).map { index in
                try results.stack.description(of: index + 1)
            }.joined(separator: " ")
        } catch {
            guard let error = error as? LuaError else { return "\(error)" }
            return "\(error.kind): \(error.message)"
        }
    }
}

/// A thread with the stack of a main thread: nested calls need more than a worker thread has.
final class Thread: Sendable {
    private let body: @Sendable () throws -> Void
    private let failure = Mutex<(any Error)?>(nil)

    init(_ body: @escaping @Sendable () throws -> Void) { self.body = body }

    private func start() -> pthread_t {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 16 << 20)
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(self).toOpaque()
        pthread_create(
            &thread, &attributes,
            { argument in
                Unmanaged<Thread>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            }, argument)
        return thread
    }

    private func run() {
        do { try body() } catch { failure.withLock { $0 = error } }
    }

    func detach() { pthread_detach(start()) }

    func runToEnd() throws {
        pthread_join(start(), nil)
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
