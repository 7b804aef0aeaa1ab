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
            engine.catalog.summary(ofGroup: name) == nil
        else { return true }
        stack.pushGlobals()
        defer { stack.pop(2) }
        return stack.pushRaw(field: name, of: -1) == .function
    }

    /// Whether a name of Lua, of this program or of the API would be lost if something else were called so.
    func isTaken(_ name: String) -> Bool {
        guard functions.named(name) == nil, functions.module(named: name) == nil else { return true }
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
