internal import APIClient
internal import HTTPMessage
internal import JSON
public import Lua

/// A wait that ended without what was waited for, as a Lua table: `kind` = `"failed"` or `"timeout"`, `message`, `state`
/// (what the field said last), `field`, `operation`, `method`, `path`, `elapsed` in seconds, `where`, and `resource`, as it
/// was read last.
public struct WaitFailure: Error, CustomStringConvertible {
    enum Kind {
        case failed, timedOut
    }

    let kind: Kind
    /// `file:line: `, or empty.
    public let position: String
    let name: String
    private let operation: String
    private let method: String
    private let path: String
    /// Nil where a deletion was waited for.
    var field: String?
    var value: String?
    var message: String?
    var elapsed: Duration = .zero
    var resource: Reference?

    init(_ kind: Kind, name: String, call: PreparedCall, position: String) {
        self.kind = kind
        self.name = name
        self.position = position
        operation = call.name
        method = call.request.method
        path = call.shownPath
    }

    public var description: String { "\(position)wait: \(sentence)" }

    private var sentence: String {
        let state = value.map { "'\($0)'" } ?? "unknown"
        let explanation = message.map { ": \(Self.line($0))" } ?? ""
        return switch (kind, field) {
        case (.failed, let field): "\(name): \(field ?? "the state") is \(state)\(explanation)"
        case (.timedOut, let field?): "\(name): \(field) is still \(state) after \(elapsed.shortText)\(explanation)"
        case (.timedOut, nil): "\(name) is still there after \(elapsed.shortText)"
        }
    }

    /// A text of the API as one line.
    private static func line(_ text: String) -> String {
        text.prefix(300).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

extension WaitFailure: LuaErrorValue {
    public func pushErrorValue(to stack: Stack) {
        let kindName = kind == .failed ? "failed" : "timeout"
        ErrorTable(description: description, position: position).push(to: stack, kind: kindName) { set in
            set("message", .string(sentence))
            set("state", value.map { .string($0) })
            set("field", field.map { .string($0) })
            set("operation", .string(operation))
            set("method", .string(method))
            set("path", .string(path))
            set("elapsed", .integer(elapsed.components.seconds))
        }
        if let resource {
            stack.push(resource)
            stack.setRaw(field: "resource", of: -2)
        }
    }
}
