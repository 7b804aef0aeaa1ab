internal import LineEditor
internal import Lua

/// The Lua function `bind(key, action)`.
struct BindFunction {
    let bindings: KeyBindings

    func install(on stack: Stack) {
        stack.push(function: { stack in try call(stack) })
        stack.setRaw(global: "bind")
    }

    /// Stack: pushes what it returns.
    private func call(_ stack: Stack) throws -> Int {
        guard stack.top > 0 else { return pushAll(stack) }
        let key = try key(stack)
        guard stack.top > 1 else {
            push(bindings.action(of: key), on: stack)
            return 1
        }
        bindings.bind(key, try action(stack))
        return 0
    }

    private func key(_ stack: Stack) throws(LuaError) -> Key {
        guard stack.kind(at: 1) == .string, let notation = stack.string(at: 1) else {
            throw LuaError("bind: expected a key such as \"^T\", \"M-x\" or \"F5\", found \(stack.shortText(at: 1))")
        }
        do throws(LineEditorError) {
            return try Key(notation)
        } catch {
            throw LuaError("bind: \(TerminalText.visible(error.description))")
        }
    }

    private func action(_ stack: Stack) throws(LuaError) -> KeyBindings.Action? {
        switch stack.kind(at: 2) {
        case .nil: return nil
        case .function: return .function(stack.reference(at: 2))
        case .string:
            guard let text = stack.string(at: 2), !text.isEmpty, text.unicodeScalars.allSatisfy(Self.canBeTyped) else {
                throw LuaError(
                    "bind: expected a text to type without control characters, found \(stack.shortText(at: 2))")
            }
            return .text(text)
        default:
            throw LuaError(
                "bind: expected a function, a text to type, or nil, found \(stack.shortText(at: 2))")
        }
    }

    private static func canBeTyped(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || !TerminalText.isUnsafe(scalar)
    }

    /// A table of all actions by their keys. Stack: pushes 1.
    private func pushAll(_ stack: Stack) -> Int {
        stack.pushTable(fields: bindings.actions.count)
        for (key, action) in bindings.actions {
            push(action, on: stack)
            stack.setRaw(field: key.description, of: -2)
        }
        return 1
    }

    /// Stack: pushes 1.
    private func push(_ action: KeyBindings.Action?, on stack: Stack) {
        switch action {
        case .text(let text): stack.push(text)
        case .function(let function): stack.push(function)
        case nil: stack.pushNil()
        }
    }
}
