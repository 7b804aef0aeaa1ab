internal import Catalog
internal import Scripting

/// A resource on its group's page.
struct ResourceSection {
    private let resource: Resource
    private let group: Group
    private let catalog: Catalog

    init(_ resource: Resource, of group: Group, in catalog: Catalog) {
        self.resource = resource
        self.group = group
        self.catalog = catalog
    }

    /// Where a resource is explained, for a link on the page of `group`.
    static func address(of resource: Resource, from group: Group) -> String {
        (resource.group == group.name ? "" : ReferenceWriter.page(ofGroup: resource.group)) + "#" + anchor(resource)
    }

    /// `resource-trigger`; operations have anchors of their names alone.
    private static func anchor(_ resource: Resource) -> String { "resource-" + resource.name }

    var text: String {
        let title = Markdown.escaped(resource.qualifiedName)
        let fields = Markdown.link(resource.typeName, "#" + TypeLinks.anchor(resource.typeName))
        return Markdown.heading(2, title, anchor: Self.anchor(resource)) + "\(Markdown.escaped(resource.summary))\n\n"
            + Markdown.table(["method", "calls", ""], resource.methods.map(row) + derived) + "- fields: \(fields)\n"
            + handling
            + "\n"
    }

    private func row(of method: Resource.Method) -> [String] {
        let summary = catalog.operation(method.operation).map(method.summary) ?? ""
        let parts = method.operation.split(separator: ".")
        let page = parts[0] == group.name ? "" : ReferenceWriter.page(ofGroup: String(parts[0]))
        return [
            Markdown.code("\(resource.name):\(method.name)"),
            Markdown.link(Markdown.escaped(method.operation), "\(page)#\(parts.last ?? "")"),
            Markdown.escaped(method.isIterator ? "For a loop: " + summary : summary)
        ]
    }

    private var derived: [[String]] {
        catalog.derivedFunctions(of: resource).map { function in
            [Markdown.code("\(resource.name):\(function.name)"), "", Markdown.escaped(function.summary)]
        }
    }

    private var handling: String {
        ResourceHelp(resource, catalog, layout: HelpLayout(style: .plain)).handling
            .map { "- \($0): \(Markdown.escaped($1))\n" }.joined()
    }
}
