internal import CLuaBridge
internal import JSON
internal import Lua

/// The table that stands for an error of ours in Lua.
struct ErrorTable {
    let description: String
    let position: String

    /// Pushes a table of the fields that `fill` sets. Stack: pushes 1.
    func push(to stack: Stack, kind: String, fill: ((String, JSONValue?) -> Void) -> Void) {
        stack.pushTable(fields: 12)
        let set: (String, JSONValue?) -> Void = { name, value in
            guard let value else { return }
            stack.push(json: value)
            stack.setRaw(field: name, of: -2)
        }
        set("kind", .string(kind))
        set("where", position.isEmpty ? nil : .string(String(position.dropLast(2))))
        fill(set)
        pushMetatable(to: stack)
        stack.setMetatable(of: -2)
    }

    /// Stack: pushes 1.
    private func pushMetatable(to stack: Stack) {
        stack.pushTable(fields: 2)
        stack.push("api error")
        stack.setRaw(field: "__name", of: -2)
        let description = description
        stack.push(function: { stack in
            stack.push(description)
            return 1
        })
        stack.setRaw(field: "__tostring", of: -2)
    }
}

extension Stack {
    /// Where the Lua code that called the running function stands: `script.lua:5: `; empty where a C function called it.
    /// Stack: unchanged.
    var callerPosition: String {
        lua_bridge_push_message(state, "", 0)
        defer { pop() }
        return string(at: -1) ?? ""
    }
}
