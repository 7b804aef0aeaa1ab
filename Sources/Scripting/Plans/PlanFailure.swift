internal import JSON
public import Lua
public import Plans

/// What cannot be planned, as a Lua table: `kind` = `"plan"`, `message`, `subject`, `operation`, `problems` (each with
/// `path` and `message`), `where`.
public struct PlanFailure: Error, CustomStringConvertible {
    public let cause: PlanError
    /// `file:line: `, or empty.
    public let position: String

    public var description: String { position + cause.description }
}

extension PlanFailure: LuaErrorValue {
    public func pushErrorValue(to stack: Stack) {
        let problems = cause.problems.map { problem in
            JSONValue.object(["path": .string(problem.path), "message": .string(problem.text)])
        }
        ErrorTable(description: description, position: position).push(to: stack, kind: "plan") { set in
            set("message", .string(cause.description))
            set("subject", .string(cause.subject))
            set("operation", cause.operation.map { .string($0) })
            set("problems", .array(problems))
        }
    }
}
