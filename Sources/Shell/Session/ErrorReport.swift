internal import Lua

/// An error of Lua as text for a person, and as an exit code.
struct ErrorReport {
    /// What was raised, with secrets masked: `script.lua:3: bad argument`.
    let message: String
    /// The calls that were open, those of Lua code only; empty where there is only one.
    let frames: [String]
    /// The whole traceback.
    let traceback: [String]
    let exitCode: ExitCode
    /// The same message in parts, for a screen.
    let parts: ErrorParts

    /// - Parameter hint: what to do about the error, where Lua itself raised it and does not know.
    init(_ error: LuaError, on stack: Stack, hint: String? = nil) {
        let kind = Self.field("kind", of: error, on: stack)
        exitCode = Self.exitCode(error, kind: kind, status: Self.status(of: error, on: stack))
        let text = Self.text(error, kind: kind)
        message = Self.safe(text + (hint.map { "; \($0)" } ?? ""))
        parts = ErrorParts(
            Self.safe(Self.fields(of: error, on: stack) ?? text), hint: hint.map(Self.safe),
            request: Self.field("method", of: error, on: stack).flatMap { method in
                Self.field("path", of: error, on: stack).map { Self.safe("\(method) \($0)") }
            }, operation: Self.field("operation", of: error, on: stack),
            status: Self.status(of: error, on: stack))
        traceback = (error.traceback ?? "").split(separator: "\n").dropFirst().map { line in
            Redaction.mask(TerminalText.visible(String(line.drop { $0 == "\t" })))
        }
        let users = traceback.filter { !$0.hasPrefix("[C]") && !$0.hasPrefix("...") }
        frames = users.count > 1 ? Self.collapsed(users) : []
    }

    /// For standard error: the message, then the frames.
    func text(verbose: Bool, style: Emphasis) -> String {
        let named = message.isEmpty ? "error" : message
        let lines = (verbose ? traceback : frames).map { style.dim("  " + $0) }
        return ([named] + lines).joined(separator: "\n") + "\n"
    }

    /// One line in place of several that are the same, as a recursion leaves them.
    private static func collapsed(_ frames: [String]) -> [String] {
        var lines: [(text: String, count: Int)] = []
        for frame in frames {
            if let last = lines.last, last.text == frame {
                lines[lines.count - 1].count += 1
            } else {
                lines.append((frame, 1))
            }
        }
        return lines.map { $0.count == 1 ? $0.text : "\($0.text) (\($0.count) times)" }
    }

    /// Without what a terminal would obey, and without secrets.
    private static func safe(_ text: String) -> String {
        Redaction.mask(TerminalText.visible(text, keepingLines: true))
    }

    /// Of an interrupt only what `parallel` says is worth more than the word.
    private static func text(_ error: LuaError, kind: String?) -> String {
        error.kind == .interrupted && kind != "interrupted" ? "interrupted" : error.message
    }

    /// What is in a table that was raised and does not say what it means; nil for every other error.
    private static func fields(of error: LuaError, on stack: Stack) -> String? {
        guard let reference = error.value else { return nil }
        stack.push(reference)
        defer { stack.pop() }
        guard stack.kind(at: -1) == .table, error.message == "(error object is a table value)" else { return nil }
        return PrettyPrinter(width: 70, lineLimit: 20).lines(of: Snapshot(stack, at: -1, limits: .init()))
            .joined(separator: "\n")
    }

    // MARK: - Exit codes

    private static func exitCode(_ error: LuaError, kind: String?, status: Int?) -> ExitCode {
        if error.kind == .interrupted { return .interrupted }
        return switch (kind, status) {
        case ("credentials", _), ("api", 401): .credentials
        case ("refused", _): .confirmation
        case ("usage", _): .usage
        case ("parallel", _): .partlyFailed
        case ("api", _), ("redirect", _), ("unreadable", _), ("transport", _), ("canceled", _): .apiError
        // A wait that ended without what was waited for: the API works, and the thing does not.
        case ("failed", _), ("timeout", _): .apiError
        default: .failure
        }
    }

    /// A field of an error of the API; nil for every other error.
    private static func field(_ name: String, of error: LuaError, on stack: Stack) -> String? {
        read(name, of: error, on: stack) { stack.kind(at: -1) == .string ? stack.string(at: -1) : nil }
    }

    private static func status(of error: LuaError, on stack: Stack) -> Int? {
        read("status", of: error, on: stack) { stack.kind(at: -1) == .number ? stack.integer(at: -1) : nil }
    }

    private static func read<Value>(
        _ name: String, of error: LuaError, on stack: Stack, as value: () -> Value?
    ) -> Value? {
        guard let reference = error.value else { return nil }
        stack.push(reference)
        defer { stack.pop() }
        guard stack.kind(at: -1) == .table, isAPIError(on: stack) else { return nil }
        stack.pushRaw(field: name, of: -1)
        defer { stack.pop() }
        return value()
    }

    /// Whether the table on top is one of our errors, and not one that a script made.
    private static func isAPIError(on stack: Stack) -> Bool {
        guard stack.pushMetatable(of: -1) else { return false }
        defer { stack.pop(2) }
        stack.pushRaw(field: "__name", of: -1)
        return stack.string(at: -1) == "api error"
    }
}
