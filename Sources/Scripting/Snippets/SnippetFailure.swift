internal import JSON
public import Lua
internal import Snippets

/// A snippet that failed, as the Lua table that a caller in another state catches: `snippet`, `message`, and what an error of
/// the API says beside (`kind`, `status`, `operation` and so on).
public struct SnippetFailure: Error, CustomStringConvertible {
    /// The snippet's name.
    public let snippet: String
    /// The error in the snippet's own state. Its value belongs to that state.
    public let cause: LuaError
    /// `retime-triggers.lua:12: functions.update_trigger: ...`
    public let description: String
    /// Fields of the error where it is one of the API.
    private let fields: JSONObject

    init(_ cause: LuaError, of engine: SnippetEngine) {
        snippet = engine.snippet.name
        self.cause = cause
        description = engine.limitMessage(of: cause).map { "\(engine.snippet.name): \($0)" } ?? cause.message
        fields = Self.fields(of: cause, on: engine.engine.interpreter.stack)
    }

    private static func fields(of error: LuaError, on stack: Stack) -> JSONObject {
        guard let reference = error.value else { return [:] }
        let base = stack.top
        defer { stack.truncate(to: base) }
        stack.push(reference)
        guard stack.kind(at: -1) == .table, stack.pushMetatable(of: -1) else { return [:] }
        stack.pushRaw(field: "__name", of: -1)
        guard stack.string(at: -1) == "api error" else { return [:] }
        var fields = JSONObject()
        for name in ["kind", "status", "id", "request_id", "operation", "method", "path", "may_have_been_applied"] {
            stack.pushRaw(field: name, of: base + 1)
            if let value = try? stack.jsonValue(at: -1), value.object == nil, value.array == nil, value != .null {
                fields[name] = value
            }
            stack.pop()
        }
        return fields
    }
}

extension SnippetFailure: LuaErrorValue {
    public func pushErrorValue(to stack: Stack) {
        ErrorTable(description: description, position: "").push(to: stack, kind: fields["kind"]?.string ?? "snippet") {
            set in
            set("snippet", .string(snippet))
            set("message", .string(description))
            for member in fields.members where member.name != "kind" { set(member.name, member.value) }
        }
    }
}
