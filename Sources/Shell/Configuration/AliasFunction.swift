internal import Lua

/// The Lua function `alias(name, text)`.
struct AliasFunction {
    private weak var session: Session?

    init(_ session: Session) { self.session = session }

    func install(on stack: Stack) {
        stack.push(function: { stack in try call(stack) })
        stack.setRaw(global: "alias")
    }

    /// Stack: pushes what it returns.
    private func call(_ stack: Stack) throws -> Int {
        guard let session else { return 0 }
        guard stack.top > 0 else { return pushAll(session.aliases, on: stack) }
        guard stack.kind(at: 1) == .string, let name = stack.string(at: 1), Aliases.isName(name) else {
            throw LuaError("alias: expected a name such as \"ls\" or \".ls\", found \(stack.shortText(at: 1))")
        }
        guard stack.top > 1 else {
            if let text = session.aliases[name] { stack.push(text) } else { stack.pushNil() }
            return 1
        }
        session.aliases[name] = try text(of: name, on: stack, session)
        return 0
    }

    private func text(of name: String, on stack: Stack, _ session: Session) throws(LuaError) -> String? {
        guard !stack.isNil(at: 2) else { return nil }
        guard stack.kind(at: 2) == .string, let text = stack.string(at: 2)?.trimmed, !text.isEmpty,
            text.unicodeScalars.allSatisfy({ !TerminalText.isUnsafe($0) })
        else {
            throw LuaError("alias: expected one line that an entry can begin with, found \(stack.shortText(at: 2))")
        }
        if let owner = session.owner(ofName: name) {
            throw LuaError("alias: '\(name)' is \(owner), which an alias does not hide; choose another name")
        }
        return text
    }

    /// Stack: pushes 1.
    private func pushAll(_ aliases: Aliases, on stack: Stack) -> Int {
        stack.pushTable(fields: aliases.texts.count)
        for (name, text) in aliases.texts {
            stack.push(text)
            stack.setRaw(field: name, of: -2)
        }
        return 1
    }
}
