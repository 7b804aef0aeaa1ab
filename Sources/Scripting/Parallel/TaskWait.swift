internal import Lua

/// What a task that runs waits for.
public enum TaskWait: Sendable, Equatable {
    /// Answers to calls that were sent: how many, and of one which operation.
    case answers(operation: String, count: Int)
    /// A call's turn: the pause before it, or nil where the rate limit holds it back.
    case turn(operation: String, in: Duration?)
    /// Time to pass, as in `sleep`.
    case time(Duration)
    /// The task with a number, as in `await`.
    case task(Int)
    /// Items of `parallel`: how many have ended; nil where nobody knows yet how many there are.
    case items(ended: Int, total: Int?)
}

extension Engine {
    /// What a task waits for; nil where it has ended, is about to run, or waits for something else.
    public func wait(of task: AsyncTask) -> TaskWait? {
        guard let ticket = task.coroutine?.awaitedTicket else { return nil }
        if let awaited = runningTasks.first(where: { $0.isAwaited(with: ticket) }) { return .task(awaited.number) }
        if let run = task.parallelRun, run.isAwaited(with: ticket) { return run.wait }
        if let left = interpreter.timeLeft(of: ticket) { return .time(left) }
        return connection.wait(for: ticket)
    }
}
