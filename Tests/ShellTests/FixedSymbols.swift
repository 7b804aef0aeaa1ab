import Catalog
import JSON
import Shell
import Snippets

/// A source of symbols with a small API of its own.
final class FixedSymbols: SymbolSource {
    static let group: Group = {
        var name = Field(name: "name", schema: Schema(.string))
        name.isRequired = true
        var kind = Schema(.string)
        kind.allowedValues = ["SCHEDULED", "MANUAL"]
        var type = Field(name: "type", schema: kind)
        type.isRequired = true
        var function = Field(name: "function", schema: Schema(.string))
        function.luaName = "func"
        var id = Field(name: "id", schema: Schema(.string))
        id.isReadOnly = true
        let details = Schema(.object([Field(name: "cron", schema: Schema(.string))], isOpen: false))
        let body = Schema(
            .object(
                [
                    Field(name: "is_enabled", schema: Schema(.boolean)), name, type, function, id,
                    Field(name: "scheduled_details", schema: Schema(.reference("details"))),
                    Field(name: "end", schema: Schema(.integer))
                ], isOpen: false))
        var operation = Operation(
            group: "functions", name: "create_trigger", identifier: "functions_create_trigger", method: "POST",
            path: PathTemplate("/v2/functions/namespaces/{namespace_id}/triggers"), summary: "Creates a trigger.",
            success: .init(status: 200), danger: .create)
        var namespace = Field(name: "namespace_id", schema: Schema(.string))
        namespace.isRequired = true
        operation.pathParameters = [namespace]
        operation.body = .init(schema: body)
        return Group(
            name: "functions", summary: "", operations: [operation], resources: [], types: ["details": details])
    }()

    func globals() -> [Symbol] {
        [
            Symbol("dofile", .function), Symbol("droplets", .table), Symbol("functions", .table), Symbol("ns", .table),
            Symbol("print", .function)
        ]
    }

    func fields(of path: [PathStep]) -> [Symbol] {
        switch path {
        case ["functions"]:
            [Symbol("create_trigger", .function, summary: "Creates a trigger."), Symbol("create_namespace", .function)]
        case ["a", "b"], ["a", .index(1), "b"], ["a", "x y"]: [Symbol("c", .value)]
        default: []
        }
    }

    func methods(of path: [PathStep]) -> [Symbol] { path == ["ns"] ? [Symbol("create_trigger", .function)] : [] }

    func callTarget(_ path: [PathStep], isMethod: Bool) -> CallTarget? {
        if !isMethod, path.last != "create_trigger",
            let target = target(path.compactMap(\.name).joined(separator: "."))
        {
            return target
        }
        switch path.last {
        case "trigger": return isMethod ? target("functions.get_trigger", implied: ["namespace_id"]) : nil
        case "resize": return target("droplet_actions.post", implied: ["droplet_id"], fixed: ["type": "resize"])
        case "post_by_id", "create_record", "create_firewall": return target(Self.standard[path.last?.name ?? ""] ?? "")
        default: return ownTarget(path, isMethod: isMethod)
        }
    }

    private static let standard = [
        "post_by_id": "volume_actions.post_by_id", "create_record": "domains.create_record",
        "create_firewall": "firewalls.create"
    ]

    private func target(_ name: String, implied: Set<String> = [], fixed: [String: String] = [:]) -> CallTarget? {
        guard let operation = Catalog.standard.operation(name), let group = Catalog.standard.group(operation.group)
        else { return nil }
        return CallTarget(operation: operation, group: group, implied: implied, fixed: fixed)
    }

    private func ownTarget(_ path: [PathStep], isMethod: Bool) -> CallTarget? {
        guard path.last == "create_trigger" else { return nil }
        return CallTarget(
            operation: Self.group.operations[0], group: Self.group, implied: isMethod ? ["namespace_id"] : [])
    }

    func commands() -> [Symbol] { [Symbol(".help", .function), Symbol(".exit", .function)] }

    func argument(of command: String, after words: [String]) -> CommandArgument {
        switch (command, words.count) {
        case (".mode", 0): .words([Symbol("json", .value), Symbol("jsonl", .value), Symbol("csv", .value)])
        case (".run", 0): .words(snippetNames().map { Symbol($0, .value) })
        case (".run", _): snippet(named: words[0]).map { .parameters($0) } ?? .words([])
        case (".help", 0): .subject
        case (".log", 0): .path(or: [Symbol("off", .value)])
        case (".share", 0): .words(snippetNames().map { Symbol($0, .value) })
        case (".share", _): .path()
        default: .words([])
        }
    }

    func snippetNames() -> [String] { ["retime-triggers", "resize-all"] }

    func snippet(named name: String) -> SnippetHeader? {
        guard name == "retime-triggers" else { return nil }
        var header = SnippetHeader(name: name, summary: "")
        var match = SnippetParameter("match", .string)
        match.isRequired = true
        var namespaces = SnippetParameter("namespaces", .list)
        namespaces.resource = "functions.namespace"
        func naming(_ name: String, _ resource: String, isInteger: Bool = false) -> SnippetParameter {
            var parameter = SnippetParameter(name, .resource(resource, isInteger: isInteger))
            parameter.resource = resource
            return parameter
        }
        header.parameters = [
            match, namespaces, SnippetParameter("mode", .choice(["all", "none"])), SnippetParameter("end", .boolean),
            naming("namespace", "functions.namespace"), naming("trigger", "functions.trigger"),
            naming("droplet", "droplets.droplet", isInteger: true)
        ]
        return header
    }

    func value(of path: [PathStep], for field: Field) -> JSONValue? {
        switch path {
        case ["ns"], ["a", "b"]: field.resource == "functions.namespace" ? "fn-9" : nil
        default: nil
        }
    }

    func takesPath(_ path: [PathStep], method: String, position: Int) -> Bool {
        path == ["plan1"] && method == "save" && position == 0
    }

    var catalog: Catalog { .standard }
}
