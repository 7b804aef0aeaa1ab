package import JSON

// The parser's own description, as JSON: that of `--experimental-dump-help`.
extension CommandDescription {
    /// - Throws: `JSONError` where the text is no JSON; what is missing in it counts as absent.
    package init(parserDescription text: String) throws(JSONError) {
        let value = try JSONValue(parsing: text)
        self.init(value["command"] ?? .null)
        nameSubcommandsForHelp()
    }

    private init(_ value: JSONValue) {
        name = value.text("commandName")
        summary = value.text("abstract")
        discussion = value.text("discussion")
        isShown = value["shouldDisplay"]?.bool ?? true
        defaultName = value["defaultSubcommand"]?.string
        parameters = value.list("arguments").map(ParameterDescription.init)
        subcommands = value.list("subcommands").map { CommandDescription($0) }
        // Every command has it by inheritance; it is the program's.
        if value["superCommands"] != nil { parameters.removeAll { $0.spellings == ["--version"] } }
    }

    /// What `help` explains is what there is beside it.
    private mutating func nameSubcommandsForHelp() {
        let names = shownCommands.map(\.name).filter { $0 != "help" }
        guard let place = subcommands.firstIndex(where: { $0.name == "help" }) else { return }
        subcommands[place].parameters = subcommands[place].parameters.map { parameter in
            var parameter = parameter
            if parameter.kind == .positional { parameter.values = .words(names) }
            return parameter
        }
        if subcommands[place].summary.isEmpty { subcommands[place].summary = "Explain a command." }
    }
}

extension ParameterDescription {
    fileprivate init(_ value: JSONValue) {
        kind = Kind(rawValue: value.text("kind")) ?? .positional
        spellings = value.list("names").map { name in
            (name.text("kind") == "long" ? "--" : "-") + name.text("name")
        }.sorted { $0.count > $1.count }
        valueName = value.text("valueName")
        summary = value.text("abstract")
        values = ValueKind(value["completionKind"])
        allowedValues = value.list("allValues").compactMap(\.string)
        defaultText = value["defaultValue"]?.string
        isRepeating = value["isRepeating"]?.bool ?? false
        isOptional = value["isOptional"]?.bool ?? false
        isShown = value["shouldDisplay"]?.bool ?? true
        takesRest = value.text("parsingStrategy") == "allRemainingInput"
    }
}

extension ValueKind {
    fileprivate init(_ value: JSONValue?) {
        if let list = value?["list"] {
            self = .words(list.list("values").compactMap(\.string))
        } else if let file = value?["file"] {
            self = .files(file.list("extensions").compactMap(\.string))
        } else if value?["directory"] != nil {
            self = .folders
        } else if let source = ValueSource(rawValue: value?["shellCommand"]?.text("command") ?? "") {
            self = .source(source)
        } else {
            self = .any
        }
    }
}

extension JSONValue {
    fileprivate func text(_ name: String) -> String { self[name]?.string ?? "" }
    fileprivate func list(_ name: String) -> [JSONValue] { self[name]?.array ?? [] }
}
