internal import APIClient
internal import JSON
public import Lua

/// An `await` without a result of the task, as a Lua table: `kind` = `"canceled"`, `"timeout"` or `"deadlock"`, `message`,
/// `task` (its name), `where`.
public struct AwaitFailure: Error, CustomStringConvertible {
    let kind: String
    let task: String
    let message: String
    /// `file:line: `, or empty.
    public let position: String

    public var description: String { "\(position)await: \(message)" }

    static func canceled(_ task: AsyncTask, position: String) -> AwaitFailure {
        AwaitFailure(kind: "canceled", task: task.name, message: "\(task.label) was canceled", position: position)
    }

    static func timeout(_ task: AsyncTask, after timeout: Duration, position: String) -> AwaitFailure {
        let message = "\(task.label) still runs after \(timeout.shortText)"
        return AwaitFailure(kind: "timeout", task: task.name, message: message, position: position)
    }

    static func deadlock(_ task: AsyncTask, position: String) -> AwaitFailure {
        let message = "\(task.label) waits for what awaits it here, so that neither would ever end"
        return AwaitFailure(kind: "deadlock", task: task.name, message: message, position: position)
    }
}

extension AwaitFailure: LuaErrorValue {
    public func pushErrorValue(to stack: Stack) {
        ErrorTable(description: description, position: position).push(to: stack, kind: kind) { set in
            set("message", .string(message))
            set("task", .string(task))
        }
    }
}
