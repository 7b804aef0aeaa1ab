internal import Catalog
internal import LineEditor
internal import Lua

/// The entry as a key's function gets it: a table with `text`, with `cursor`, the number of bytes before the cursor, so that
/// `draft.text:sub(1, draft.cursor)` is what stands there, and with the method `insert`.
struct DraftTable {
    private static let fields = ["text", "cursor"]
    private let reference: Reference

    init(_ draft: Draft, on stack: Stack) {
        stack.pushTable(fields: 2)
        stack.push(draft.text)
        stack.setRaw(field: "text", of: -2)
        stack.push(draft.cursor)
        stack.setRaw(field: "cursor", of: -2)
        Self.pushMetatable(on: stack)
        stack.setMetatable(of: -2)
        reference = stack.popReference()
    }

    /// Stack: pushes 1.
    func push(on stack: Stack) { stack.push(reference) }

    /// What the function has made of it. Stack: unchanged.
    ///
    /// - Throws: `LuaError` for what no entry can be.
    func draft(on stack: Stack) throws(LuaError) -> Draft {
        stack.push(reference)
        defer { stack.pop() }
        return try Self.draft(at: stack.top, on: stack)
    }

    private static func draft(at position: Int, on stack: Stack) throws(LuaError) -> Draft {
        defer { stack.pop(2) }
        stack.pushRaw(field: "text", of: position)
        stack.pushRaw(field: "cursor", of: position)
        guard stack.kind(at: -2) == .string, let text = stack.string(at: -2), isPrintable(text) else {
            throw LuaError("draft.text: expected text that can be typed, found \(stack.shortText(at: -2))")
        }
        guard stack.kind(at: -1) == .number, let cursor = stack.integer(at: -1) else {
            throw LuaError(
                "draft.cursor: expected the number of bytes before the cursor, found \(stack.shortText(at: -1))")
        }
        return Draft(text: text, cursor: min(max(0, cursor), text.utf8.count))
    }

    /// Whether the text may stand in an entry.
    static func isPrintable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || !TerminalText.isUnsafe($0) }
    }

    /// Stack: pushes 1.
    private static func pushMetatable(on stack: Stack) {
        stack.pushTable(fields: 3)
        stack.push("draft")
        stack.setRaw(field: "__name", of: -2)
        stack.pushTable(fields: 1)
        stack.push(function: insert)
        stack.setRaw(field: "insert", of: -2)
        stack.setRaw(field: "__index", of: -2)
        stack.push(function: { stack in
            let name = stack.string(at: 2) ?? stack.kind(at: 2).name
            throw LuaError(
                "a draft has no '\(TerminalText.visible(name))'"
                    + (Suggestion.nearest(to: name, in: fields, limit: 1).first.map { "; did you mean '\($0)'?" }
                        ?? "; it has text and cursor"))
        })
        stack.setRaw(field: "__newindex", of: -2)
    }

    /// `draft:insert(text)`: at the cursor, which is behind it then.
    private static func insert(_ stack: Stack) throws -> Int {
        guard stack.kind(at: 1) == .table else { throw stack.typeError(at: 1, expected: "draft") }
        guard stack.kind(at: 2) == .string, let text = stack.string(at: 2) else {
            throw stack.typeError(at: 2, expected: "string")
        }
        let draft = try draft(at: 1, on: stack)
        let bytes = Array(draft.text.utf8)
        stack.push(bytes: Array(bytes[..<draft.cursor]) + Array(text.utf8) + Array(bytes[draft.cursor...]))
        stack.setRaw(field: "text", of: 1)
        stack.push(draft.cursor + text.utf8.count)
        stack.setRaw(field: "cursor", of: 1)
        return 0
    }
}
