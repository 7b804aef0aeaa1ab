internal import Catalog
internal import Scripting

/// Help about a group: its operations, what stands beside its lists, and its resources.
struct GroupHelp {
    let group: Group
    /// What the group's lists imply.
    let derived: [DerivedFunction]
    let layout: HelpLayout

    var lines: [String] {
        layout.title(group.name, group.summary)
            + layout.section("Operations", group.operations.map { ($0.name, Self.summary(of: $0)) })
            + layout.section("Beside the lists", lists)
            + layout.section("Resources", group.resources.map { ($0.name, $0.summary) })
            + ["", layout.style.dim("?\(group.name).NAME tells more")]
    }

    private var lists: [(String, String)] {
        group.operations.compactMap { operation in
            let names = derived.filter { $0.operation.name == operation.name }.map(\.name)
            return names.isEmpty ? nil : (operation.name, names.joined(separator: ", "))
        }
    }

    static func summary(of operation: Operation) -> String {
        operation.summary + (operation.isDeprecated ? " Deprecated." : "")
    }
}
