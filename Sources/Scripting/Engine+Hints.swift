internal import Catalog
public import Lua

extension Engine {
    /// What to do about an error that Lua itself raised, knowing nothing of the API: a method that no resource has, a
    /// global name that is nearly another's, a list where a loop wants an iterator. Nil where there is nothing to say.
    ///
    /// An absent field of a resource reads as nil, so that only a call of it fails. The methods proposed are those of the
    /// kinds that this session has met.
    public func hint(for error: LuaError) -> String? {
        guard error.kind == .runtime else { return nil }
        if let name = Self.name("method", in: error.message) { return methodHint(name) }
        if let name = Self.name("global", in: error.message) { return globalHint(name) }
        return listHint(error.message)
    }

    private func listHint(_ message: String) -> String? {
        guard message.contains("attempt to call a list of "), message.contains("(for iterator") else { return nil }
        return "go through a list with ipairs(list), or call each in place of list"
    }

    private func methodHint(_ name: String) -> String? {
        let names = objects.knownResources.flatMap { resource in
            resource.methods.map(\.name) + derivedFunctions(of: resource).map(\.name)
        }
        guard !names.contains(name) else { return nil }
        return hint(Suggestion.functions(like: name, in: names))
    }

    /// A short name is more often a variable that was not set than a mistyped one.
    private func globalHint(_ name: String) -> String? {
        guard name.utf8.count > 3 else { return nil }
        let stack = interpreter.stack
        stack.pushGlobals()
        defer { stack.pop() }
        var names: [String] = []
        try? stack.forEachPair(in: stack.top) {
            if stack.kind(at: -2) == .string, let name = stack.string(at: -2) { names.append(name) }
        }
        return hint(Suggestion.nearest(to: name, in: names, limit: 1))
    }

    private func hint(_ names: [String]) -> String? {
        names.first.map { "did you mean '\($0)'?" }
    }

    /// The name in `attempt to call a nil value (method 'power_of')` and `attempt to index a nil value (global 'x')`, as
    /// Lua 5.4 says it (ldebug.c, varinfo).
    private static func name(_ kind: String, in message: String) -> String? {
        guard message.contains("a nil value ("), let start = message.firstRange(of: "(\(kind) '")?.upperBound else {
            return nil
        }
        let rest = message[start...]
        return rest.firstRange(of: "')").map { String(rest[..<$0.lowerBound]) }
    }
}
