public import APIClient
internal import CLuaBridge
internal import Catalog
internal import JSON
public import Lua

/// A call that failed, as the Lua table a script catches: `status`, `id`, `message`, `request_id`, `operation`, `method`,
/// `path`, `retry_after`, `kind`, and `where`, the place of the call in the script. One page of a list that failed adds
/// `page`, its number, and `partial`, the list of what was read before it.
public struct CallFailure: Error, CustomStringConvertible {
    /// What the client says.
    public let cause: ClientError
    /// `file:line: `, or empty.
    public let position: String
    /// The page of a list that failed, counted from 1; nil for the first, and where there are no pages.
    public internal(set) var page: Int?
    /// The Lua list of what was read before that page.
    var partial: Reference?

    init(_ cause: ClientError, position: String) {
        self.cause = cause
        self.position = position
    }

    public var description: String {
        position + cause.description + (page.map { " (page \($0) of the list)" } ?? "")
    }
}

extension CallFailure: LuaErrorValue {
    public func pushErrorValue(to stack: Stack) {
        ErrorTable(description: description, position: position).push(to: stack, kind: cause.kindName) { set in
            set("status", cause.status.map { .integer(Int64($0)) })
            set("id", cause.id.isEmpty ? nil : .string(cause.id))
            set("message", .string(cause.message))
            set("request_id", cause.requestID.map { .string($0) })
            set("operation", .string(cause.operation))
            set("method", .string(cause.method))
            set("path", .string(cause.path))
            set("retry_after", cause.retryAfter.map { .integer($0.components.seconds) })
            set("attempts", .integer(Int64(cause.attempts)))
            set("may_have_been_applied", cause.mayHaveBeenApplied ? .bool(true) : nil)
            set("page", page.map { .integer(Int64($0)) })
        }
        if let partial {
            stack.push(partial)
            stack.setRaw(field: "partial", of: -2)
        }
    }
}

/// Arguments that the catalog refuses, as a Lua table: `operation`, `message`, `problems` (each with `path` and
/// `message`), `kind` = `"arguments"`, `where`.
public struct ArgumentsFailure: Error, CustomStringConvertible {
    let cause: ClientArgumentError
    public let position: String

    init(_ cause: ClientArgumentError, position: String) {
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

extension ClientError {
    /// The kind as a script tests it: `api`, `redirect`, `unreadable`, `transport`, `refused`, `canceled`.
    fileprivate var kindName: String {
        switch kind {
        case .api: "api"
        case .redirect: "redirect"
        case .unreadable: "unreadable"
        case .transport: "transport"
        case .refused: "refused"
        case .cancelled: "canceled"
        }
    }
}
