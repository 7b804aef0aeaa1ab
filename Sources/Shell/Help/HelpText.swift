internal import Catalog

/// Help from the catalog, as lines of text.
struct HelpText {
    let catalog: Catalog
    var style: Emphasis
    /// The cells of the terminal's width; nil: lines are not wrapped.
    var width: Int?

    /// Help about a name: a group, an operation or an alias of one, a resource (`trigger`, `functions.trigger`), a
    /// parameter of an operation (`functions.create_trigger.name`). Nil where it is none of these.
    func lines(about name: String) -> [String]? {
        if let group = catalog.group(name) { return lines(group) }
        if let operation = catalog.operation(name) { return help(operation).lines }
        if let resource = resource(name) {
            return ResourceHelp(resource, catalog, style, width: width).lines
        }
        guard let dot = name.lastIndex(of: "."), let operation = catalog.operation(String(name[..<dot])) else {
            return nil
        }
        return help(operation).lines(aboutParameter: String(name[name.index(after: dot)...]))
    }

    /// Help about a name, or what a search for it finds.
    func lines(aboutOrFinding text: String) -> [String] {
        if let lines = lines(about: text) { return lines }
        let found = search(text)
        guard found.isEmpty else { return found }
        return ["nothing in the API is called '\(TerminalText.visible(text))'; help() tells where to begin"]
    }

    /// Where to begin.
    var overview: [String] {
        let groups = catalog.groupNames.compactMap(catalog.group)
        return [
            style.bold("Every endpoint of the API is a Lua function."), "",
            "  functions.list_namespaces()                  an expression prints its value",
            "  ns = functions.create_namespace{ label = \"jobs\", region = \"nyc1\" }",
            "  ns:triggers()                                resources have methods",
            "  for t in ns:each_trigger() do print(t.name) end", "",
            style.bold("Groups")
        ] + pairs(groups.map { ($0.name, $0.summary) }) + [
            "", style.bold("Help"),
            "  help(functions), ?functions.create_trigger   a group, an operation, a resource",
            "  ?cron                                        searches names, summaries and more",
            "  Tab completes names, parameters and values; F1 explains the word at the cursor", "",
            style.bold("The shell"),
            "  _ is the last value, __ the one before, _err the last error",
            "  a ; at the end prints nothing",
            "  Alt-Enter begins a new line, Ctrl-R searches the history",
            "  Ctrl-C clears the line or stops what runs"
        ] + pairs(DotCommand.allCases.map { ("." + $0.rawValue, $0.summary) })
    }

    private func help(_ operation: Operation) -> OperationHelp {
        OperationHelp(operation, catalog, style, width: width)
    }

    private func lines(_ group: Group) -> [String] {
        [style.bold(group.name) + "  " + group.summary, ""]
            + pairs(group.operations.map { ($0.name, $0.summary + ($0.isDeprecated ? " Deprecated." : "")) })
            + (group.resources.isEmpty ? [] : ["", style.bold("Resources")])
            + pairs(group.resources.map { ($0.name, $0.summary) })
    }

    private func resource(_ name: String) -> Resource? {
        if let resource = catalog.resource(name) { return resource }
        return catalog.groupNames.lazy.compactMap { catalog.resource("\($0).\(name)") }.first
    }

    /// The operations whose name, summary or parameters have every word of the text.
    private func search(_ text: String) -> [String] {
        let words = text.lowercased().split(separator: " ")
        guard !words.isEmpty else { return [] }
        return pairs(
            catalog.allOperations.filter { operation in
                let parameters = help(operation).parameterNames
                let subject = ([operation.qualifiedName, operation.summary] + parameters).joined(separator: " ")
                    .lowercased()
                return words.allSatisfy { subject.contains($0) }
            }.map { ($0.qualifiedName, $0.summary) })
    }

    private func pairs(_ pairs: [(String, String)]) -> [String] { Self.lines(ofPairs: pairs, width: width) }

    /// Names with their descriptions beside them, in two columns; long descriptions go on below where they began.
    static func lines(ofPairs pairs: [(String, String)], width: Int?) -> [String] {
        let nameWidth = pairs.reduce(0) { max($0, DisplayWidth.of($1.0)) }
        let margin = String(repeating: " ", count: nameWidth + 4)
        return pairs.flatMap { name, text -> [String] in
            let blanks = String(repeating: " ", count: nameWidth - DisplayWidth.of(name) + 2)
            let lines = WrappedText.lines(of: text, width: (width ?? .max) - nameWidth - 4)
            guard let first = lines.first, !first.isEmpty else { return ["  " + name] }
            return ["  " + name + blanks + first] + lines.dropFirst().map { margin + $0 }
        }
    }
}
