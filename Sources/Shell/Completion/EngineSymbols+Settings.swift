internal import Lua

// The table `config`, which is empty by itself.
extension EngineSymbols {
    /// The settings in `config` or a table of it, while the script has not put something else there.
    func settings(in path: [PathStep]) -> [Symbol]? {
        guard let section = section(path) else { return nil }
        return Setting.members(of: section).map { name in
            let whole = section.isEmpty ? name : "\(section).\(name)"
            guard let setting = Setting.named(whole) else { return Symbol(name, .table, summary: "settings") }
            return Symbol(name, .value, summary: setting.summaryWithWords)
        }
    }

    package func values(assignableTo path: [PathStep]) -> [String] {
        guard section(path.dropLast()) != nil else { return [] }
        let name = path.dropFirst().compactMap(\.name).joined(separator: ".")
        return Setting.named(name)?.kind.candidates.map(\.literal) ?? []
    }

    /// The name of the section that a chain of names leads to, empty for `config` itself; nil for everything else.
    private func section(_ path: some Sequence<PathStep>) -> String? {
        let names = path.compactMap(\.name)
        guard names.first == ConfigTable.name else { return nil }
        let section = names.dropFirst().joined(separator: ".")
        guard section.isEmpty || Setting.sections.contains(section) else { return nil }
        return reach([.name(ConfigTable.name)], otherwise: nil) { position in
            guard stack.pushMetatable(of: position) else { return nil }
            defer { stack.pop(2) }
            stack.pushRaw(field: "__name", of: -1)
            return stack.string(at: -1) == ConfigTable.metatableName ? section : nil
        }
    }
}
