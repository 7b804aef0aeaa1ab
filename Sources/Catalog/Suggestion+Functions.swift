extension Suggestion {
    /// The functions that may be meant by a name that none has: the one that is near in spelling; else, in the order of
    /// `known`, those that begin or end with its words (`get_kubeconfig` for `kubeconfig`); else those with another verb
    /// for the same (`destroy` for `delete`).
    public static func functions(like name: String, in known: [String], limit: Int = 3) -> [String] {
        let near = nearest(to: name, in: known, limit: 1)
        if !near.isEmpty { return near }
        let wanted = name.lowercased()
        let longer = known.filter { $0.hasPrefix(wanted + "_") || $0.hasSuffix("_" + wanted) }
        return Array((longer.isEmpty ? known.filter(synonyms(of: wanted).contains) : longer).prefix(limit))
    }

    /// The sentence's end that an error about a missing function gives: `; did you mean 'destroy'?`, or nothing.
    public static func ending(forFunction name: String, in known: [String]) -> String {
        let names = functions(like: name, in: known).map { "'\($0)'" }
        guard let last = names.last else { return "" }
        let others = names.dropLast().joined(separator: ", ")
        return "; did you mean \(others.isEmpty ? last : "\(others) or \(last)")?"
    }

    /// Verbs that say the same in one client or another.
    private static let verbs: [Set<String>] = [
        ["delete", "destroy", "remove", "rm"],
        ["get", "show", "read", "describe"],
        ["create", "add", "new", "post"],
        ["update", "edit", "patch", "modify"],
        ["list", "all", "ls"]
    ]

    private static func synonyms(of name: String) -> Set<String> {
        let words = name.split(separator: "_", maxSplits: 1).map(String.init)
        guard let verb = words.first, let others = verbs.first(where: { $0.contains(verb) }) else { return [] }
        return Set(others.subtracting([verb]).map { ([$0] + words.dropFirst()).joined(separator: "_") })
    }
}
