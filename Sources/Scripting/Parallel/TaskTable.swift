internal import Lua

/// The tasks of an engine, and what they are in Lua.
final class TaskTable {
    private var runningByNumber: [Int: AsyncTask] = [:]
    /// Ended with an error that nobody has got yet.
    private(set) var unheard: [AsyncTask] = []
    /// Whether a task has been ended by an interrupt; for the owner to reset.
    var wasInterrupted = false
    private var lastNumber = 0
    private let taskClass: ObjectClass<AsyncTask>
    /// So many errors that nobody asks for are kept.
    private static let unheardLimit = 1_000

    /// Stack: unchanged.
    init(on stack: Stack) {
        taskClass = ObjectClass("task", on: stack)
        taskClass.method("cancel", on: stack) { task, stack in
            task.cancel()
            guard let interpreter = stack.interpreter, let current = interpreter.currentCoroutine, current.isCanceled
            else { return 0 }
            // It canceled itself, which ends it at its next wait: here.
            return try stack.suspend(until: interpreter.makeTicket()) { _ in 0 }
        }
        taskClass.index(on: stack) { task, stack in
            switch stack.string(at: 2) {
            case "status": stack.push(task.state.rawValue)
            case "name": stack.push(task.name)
            case "number": stack.push(task.number)
            case "where": stack.push(task.place)
            case "elapsed": stack.push(((task.ended ?? .now) - task.started) / .seconds(1))
            case "error":
                if let value = task.error?.value { stack.push(value) } else { stack.pushNil() }
            default: stack.pushNil()
            }
            return 1
        }
        taskClass.metamethod("__newindex", on: stack) { task, stack in
            guard stack.string(at: 2) == "name", let name = stack.string(at: 3) else {
                throw LuaError("of a task only 'name' can be set, to a string")
            }
            task.name = name
            return 0
        }
        taskClass.metamethod("__tostring", on: stack) { task, stack in
            stack.push(task.description)
            return 1
        }
    }

    /// In the order they were started.
    var running: [AsyncTask] { runningByNumber.values.sorted { $0.number < $1.number } }

    var isIdle: Bool { runningByNumber.isEmpty }

    /// The task at `position`; nil for any other value. Stack: unchanged.
    func task(at position: Int, on stack: Stack) -> AsyncTask? { taskClass.object(at: position, of: stack) }

    /// Starts the function at 1 with the arguments after it. Stack: pops all, pushes the task.
    func start(on stack: Stack, engine: Engine) -> AsyncTask {
        lastNumber += 1
        let task = AsyncTask(number: lastNumber, place: String(stack.callerPosition.dropLast(2)))
        let coroutine = stack.spawn(arguments: stack.top - 1, inBackground: true) {
            [unowned engine, unowned self] result in
            runningByNumber[task.number] = nil
            if case .failure(let error) = result, error.kind == .interrupted { wasInterrupted = true }
            task.end(result, in: engine.interpreter)
            if task.state == .failed, unheard.count < Self.unheardLimit { unheard.append(task) }
            engine.taskHandler?(task)
        }
        coroutine.owner = task
        task.coroutine = coroutine
        runningByNumber[task.number] = task
        taskClass.push(task, to: stack)
        return task
    }

    /// Takes the tasks that failed and that nobody has awaited.
    func takeUnheard() -> [AsyncTask] {
        defer { unheard = [] }
        return unheard.filter { !$0.isAwaited }
    }

    /// Whether `task` can end only after `coroutine`: it awaits it, or what runs it, or one that does in turn.
    func waitsUpwards(for task: AsyncTask) -> (_ coroutine: Coroutine) -> Bool {
        { coroutine in
            var found: [ObjectIdentifier] = []
            var open = [coroutine]
            while let next = open.popLast() {
                if next === task.coroutine { return true }
                guard !found.contains(ObjectIdentifier(next)) else { continue }
                found.append(ObjectIdentifier(next))
                if let run = next.owner as? ParallelRun, let caller = run.caller { open.append(caller) }
                if let waiting = next.owner as? AsyncTask { open += waiting.waitingCoroutines }
            }
            return false
        }
    }
}
