internal import Catalog

/// Help about a group: its operations, what stands beside its lists, and its resources.
struct GroupHelp {
    let group: Group
    let layout: HelpLayout

    var lines: [String] {
        layout.title(group.name, group.summary)
            + layout.section("Operations", group.operations.map { ($0.name, Self.summary(of: $0)) })
            + layout.section("Beside the lists", lists)
            + layout.section("Resources", group.resources.map { ($0.name, $0.summary) })
            + ["", layout.style.dim("?\(group.name).NAME tells more")]
    }

    private var lists: [(String, String)] {
        group.operations.compactMap { ListFunctions(of: $0, in: group) }.map { list in
            (list.operation.name, list.names.joined(separator: ", "))
        }
    }

    static func summary(of operation: Operation) -> String {
        operation.summary + (operation.isDeprecated ? " Deprecated." : "")
    }
}

/// Help about a function beside a list: `each_trigger`, `find_trigger`, `one_trigger`.
struct ListFunctionHelp {
    let list: ListFunctions
    let name: String
    let group: Group
    let layout: HelpLayout

    var lines: [String] {
        let title = "\(group.name).\(name)"
        let path = list.operation.pathParameters.map(\.name)
        let item = list.resource?.qualifiedName ?? "table"
        if name == list.iterator {
            let call = title + "(" + path.joined(separator: ", ") + ")"
            return layout.title(title, "Goes through what \(list.operation.qualifiedName) lists, in a loop.")
                + ["", "  for x in \(call) do ... end", ""]
                + layout.wrapped("Takes the arguments of the list. Each x is a \(item).", indentation: 2)
        }
        let call = title + "(" + (path + ["match"]).joined(separator: ", ") + ")"
        let summary =
            name == list.finder
            ? "Finds those that match, among what \(list.operation.qualifiedName) lists."
            : "Finds the only one that matches; none or several are an error that names the candidates."
        let returns = name == list.finder ? "a list of \(item)" : item
        return layout.title(title, summary) + ["", "  " + call, ""]
            + layout.pairs([
                ("match", "\(label), a table of fields and values, or a function that says whether one matches"),
                ("returns", returns)
            ])
    }

    private var label: String { list.resource?.labelField.map { "the \($0)" } ?? "a name" }
}
