internal import Catalog

/// Help about one kind of resource.
struct ResourceHelp {
    private let resource: Resource
    private let catalog: Catalog
    private let style: Emphasis
    private let width: Int?

    init(_ resource: Resource, _ catalog: Catalog, _ style: Emphasis, width: Int?) {
        self.resource = resource
        self.catalog = catalog
        self.style = style
        self.width = width
    }

    var lines: [String] {
        let head = style.bold(resource.qualifiedName) + (resource.summary.isEmpty ? "" : "  " + resource.summary)
        return [head] + section("Fields", fields) + section("Methods", methods) + section("Found by", finders)
    }

    private func section(_ title: String, _ pairs: [(String, String)]) -> [String] {
        guard !pairs.isEmpty else { return [] }
        return ["", style.bold(title)] + HelpText.lines(ofPairs: pairs, width: width)
    }

    private var fields: [(String, String)] {
        guard let group = catalog.group(resource.group),
            case .object(let fields, _)? = group.type(named: resource.typeName)?.shape
        else { return [] }
        let summary: (Field) -> String = { $0.summary }
        return fields.map { ($0.preferredLuaName, summary($0)) }
    }

    private var methods: [(String, String)] {
        resource.methods.map { method in
            let summary = catalog.operation(method.operation)?.summary ?? ""
            return (":" + method.name + "()", method.isIterator ? "For a loop: " + summary : summary)
        }
    }

    private var finders: [(String, String)] {
        [resource.listOperation, resource.getOperation].compactMap { $0 }.map { name in
            (name, catalog.operation(name)?.summary ?? "")
        }
    }
}
