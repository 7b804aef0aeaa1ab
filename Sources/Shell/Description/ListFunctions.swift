internal import Catalog

/// The functions that stand beside a list operation: `each_trigger`, `find_trigger`, `one_trigger` beside
/// `list_triggers`; `each`, `find`, `one` beside `list`.
struct ListFunctions {
    let operation: Operation
    /// What the lists hold; nil where the catalog declares no resource.
    let resource: Resource?
    /// `_trigger`; empty beside `list`.
    private let ending: String

    /// Nil where the operation is no list.
    init?(of operation: Operation, in group: Group) {
        let returned = ReturnedValue(of: operation, in: group)
        guard returned.items != nil, operation.danger == .read else { return nil }
        if operation.name == "list" {
            ending = ""
        } else if operation.name.hasPrefix("list_") {
            ending = "_" + Self.singular(String(operation.name.dropFirst(5)))
        } else {
            return nil
        }
        self.operation = operation
        resource = returned.listedResource
    }

    var iterator: String { "each" + ending }
    var finder: String { "find" + ending }
    var chooser: String { "one" + ending }

    var names: [String] { [iterator, finder, chooser] }

    /// `triggers` -> `trigger`, `policies` -> `policy`.
    static func singular(_ name: String) -> String {
        if name.hasSuffix("ies") { return name.dropLast(3) + "y" }
        for ending in ["ses", "xes", "ches", "shes"] where name.hasSuffix(ending) { return String(name.dropLast(2)) }
        return name.hasSuffix("s") && !name.hasSuffix("ss") ? String(name.dropLast()) : name
    }
}
