internal import Catalog
public import Lua

extension Engine {
    /// What to do about an error of Lua that names a method which no resource has: `did you mean 'power_off'?` Nil where
    /// nothing is near.
    ///
    /// An absent field of a resource reads as nil, so that Lua itself raises the error and knows nothing of resources. The
    /// names compared are those of the kinds that this session has met.
    public func hint(for error: LuaError) -> String? {
        guard error.kind == .runtime, let name = Self.missingMethod(in: error.message) else { return nil }
        let names = Set(
            objects.knownResources.flatMap { resource in
                resource.methods.map(\.name) + derivedFunctions(of: resource).map(\.name)
            })
        guard !names.contains(name) else { return nil }
        return Suggestion.nearest(to: name, in: names, limit: 1).first.map { "did you mean '\($0)'?" }
    }

    /// The name in `attempt to call a nil value (method 'power_of')`, as Lua 5.4 says it (ldebug.c, varinfo).
    private static func missingMethod(in message: String) -> String? {
        guard let start = message.firstRange(of: "attempt to call a nil value (method '")?.upperBound else {
            return nil
        }
        let rest = message[start...]
        return rest.firstRange(of: "')").map { String(rest[..<$0.lowerBound]) }
    }
}
