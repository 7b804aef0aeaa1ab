internal import APIClient
internal import CLuaBridge
internal import Lua

/// A call that failed, as the Lua table a script catches: `status`, `id`, `message`, `request_id`, `operation`, `method`,
/// `path`, `retry_after`, `kind`, and `where`, the place of the call in the script.
public struct CallFailure: Error, CustomStringConvertible {
    /// What the client says.
    public let cause: ClientError
    /// `file:line: `, or empty.
    public let position: String

    init(_ cause: ClientError, position: String) {
        self.cause = cause
        self.position = position
    }

    public var description: String { position + cause.description }
}

extension CallFailure: LuaErrorValue {
    public func pushErrorValue(to stack: Stack) {
        ErrorTable(description: description, position: position).push(to: stack, kind: cause.kind.name) { set in
            set("status", cause.status.map { .integer(Int64($0)) })
            set("id", cause.id.map { .string($0) })
            set("message", .string(cause.message))
            set("request_id", cause.requestID.map { .string($0) })
            set("operation", .string(cause.operation))
            set("method", .string(cause.method))
            set("path", .string(cause.path))
            set("retry_after", cause.retryAfter.map { .number($0) })
            set("attempts", .integer(Int64(cause.attempts)))
        }
    }
}

/// Arguments that the catalog refuses, as a Lua table: `operation`, `message`, `problems` (each with `path` and
/// `message`), `kind` = `"arguments"`, `where`.
public struct ArgumentsFailure: Error, CustomStringConvertible {
    public let cause: APIClient.ArgumentError
    public let position: String

    init(_ cause: APIClient.ArgumentError, position: String) {
        self.cause = cause
        self.position = position
    }

    public var description: String { position + cause.description }
}

extension ArgumentsFailure: LuaErrorValue {
    public func pushErrorValue(to stack: Stack) {
        let problems = cause.problems.map { problem in
            JSONValue.object(["path": .string(problem.path), "message": .string(problem.description)])
        }
        ErrorTable(description: description, position: position).push(to: stack, kind: "arguments") { set in
            set("operation", .string(cause.operation))
            set("message", .string(cause.description))
            set("problems", .array(problems))
        }
    }
}
