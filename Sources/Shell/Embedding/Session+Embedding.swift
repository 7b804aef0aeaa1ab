internal import Catalog
internal import Lua
internal import Scripting

// What an embedding program does to a session.
extension Session {
    /// Takes away what is of no use without the API.
    func removeAPI() {
        let kept = functions.withoutAPI
        let names = Set(functions.inModule(nil).map(\.name) + functions.modules.map(\.name))
        functions = kept
        commands.removeAll { DotCommand.namesAboutAPI.contains($0.name) }
        for name in names where kept.named(name) == nil && kept.module(named: name) == nil {
            stack.pushNil()
            stack.setRaw(global: name)
        }
    }

    /// Whether a function or table of Lua, of this program or of the API is called so.
    func isFunctionOrTable(_ name: String) -> Bool {
        guard isTaken(name) else { return false }
        guard functions.named(name) == nil, functions.module(named: name) == nil,
            engine.catalog.summary(ofGroup: name) == nil, !Self.libraries.contains(name)
        else { return true }
        stack.pushGlobals()
        defer { stack.pop(2) }
        return stack.pushRaw(field: name, of: -1) == .function
    }

    /// What the prompt sets, and what the user sets for it.
    private static let ownVariables: Set<String> = ["_", "__", "_t", "_err", "_ENV", "prompt", "right_prompt"]

    /// The tables of Lua's own functions.
    private static let libraries: Set<String> = [
        "_G", "coroutine", "debug", "io", "math", "os", "package", "string", "table", "utf8"
    ]

    /// Whether a name of Lua, of this program or of the API would be lost if something else were called so.
    func isTaken(_ name: String) -> Bool {
        guard functions.named(name) == nil, functions.module(named: name) == nil,
            !Self.ownVariables.contains(name)
        else { return true }
        stack.pushGlobals()
        defer { stack.pop(2) }
        return stack.pushRaw(field: name, of: -1) != .nil
    }
}

extension DotCommand {
    /// The commands that are about the API and its snippets.
    static let namesAboutAPI: Set<String> = [
        "context", "snippets", "run", "show", "edit", "save", "rm", "share", "install"
    ]
}
