internal import Catalog

/// A header for Lua that was typed: the scopes and the danger of the operations that it names.
struct SnippetSkeleton {
    let catalog: Catalog

    func text(name: String, body: String) -> String {
        let operations = operations(in: body)
        let scopes = Set(operations.compactMap { $0.scopes.first }.joined()).sorted()
        let all = Operation.Danger.allCases
        let danger = operations.map { all.firstIndex(of: $0.danger) ?? 0 }.max().map { all[$0] } ?? .read
        var lines = ["--- \(name): what it does", "-- @danger  \(danger.rawValue)"]
        if !scopes.isEmpty { lines.append("-- @needs   " + scopes.map { "scope \($0)" }.joined(separator: ", ")) }
        lines += ["-- @version 0.1.0", "local p, plan = ..."]
        return lines.joined(separator: "\n") + "\n" + body
    }

    /// Those that are written as `group.operation`. A method is not known without running it.
    private func operations(in body: String) -> [Operation] {
        let bytes = Array(body.utf8)
        let tokens = LuaLexer.tokens(of: bytes).filter { !$0.kind.isComment }
        let words = tokens.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        return words.indices.dropLast(2).compactMap { index in
            guard words[index + 1] == ".", catalog.groupNames.contains(words[index]) else { return nil }
            return catalog.operation("\(words[index]).\(words[index + 2])")
        }
    }
}
