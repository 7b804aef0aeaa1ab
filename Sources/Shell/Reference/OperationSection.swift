internal import APIClient
internal import Catalog

/// An operation on its group's page.
struct OperationSection {
    private let operation: Operation
    private let group: Group
    private let catalog: Catalog
    private let shape: CallShape

    init(_ operation: Operation, of group: Group, in catalog: Catalog) {
        self.operation = operation
        self.group = group
        self.catalog = catalog
        shape = CallShape(operation, of: group)
    }

    var text: String {
        Markdown.heading(2, Markdown.escaped(operation.qualifiedName), anchor: operation.name)
            + "\(Markdown.escaped(operation.summary))\n\n"
            + Markdown.code("\(operation.method) \(operation.path)") + "\n\n" + parameters + facts + examples
    }

    private var parameters: String {
        let table = FieldTable(group: group, catalog: catalog)
        var text = table.text(of: shape.positional + shape.commonFields, isRequest: true)
        if !shape.alternatives.isEmpty {
            text += "Needs " + shape.alternatives.map { Markdown.code($0) }.joined(separator: " or ") + ".\n\n"
        }
        for variant in shape.distinctVariants {
            let fields = table.text(of: shape.ownFields(of: variant), isRequest: true)
            text += "With \(Markdown.code(variant.label))" + (fields.isEmpty ? ".\n\n" : ":\n\n" + fields)
        }
        return text
    }

    private var facts: String {
        let facts = OperationFacts(operation, of: group, in: catalog)
        return facts.pairs.map { "- \($0.name): \(text(of: $0))\n" }.joined() + "\n"
    }

    private func text(of fact: (name: String, text: String)) -> String {
        guard fact.name == "returns" else { return Markdown.escaped(fact.text) }
        let returned = ReturnedValue(of: operation, in: group)
        let resources = returned.kinds.compactMap { kind -> Resource? in
            if case .value(let schema) = kind { returned.resource(of: schema) } else { nil }
        }
        guard resources.count == 1, let resource = resources.first else { return Markdown.escaped(fact.text) }
        let name = Markdown.escaped(resource.qualifiedName)
        let link = Markdown.link(name, ResourceSection.address(of: resource, from: group))
        return Markdown.escaped(fact.text).replacing(name, with: link)
    }

    private var examples: String {
        let example = ExampleCall(shape, name: operation.qualifiedName)
        let lua = example.lines(width: 100).joined(separator: "\n")
        let call = Call(operation, of: group, arguments: example.arguments)
        // A test proves that the examples of the whole catalog pass the checks.
        guard let prepared = try? ArgumentChecker().prepare(call) else { return Markdown.block(lua, "lua") + "\n" }
        return Markdown.block(lua, "lua") + "\n" + Markdown.block(prepared.curlCommand(), "sh") + "\n"
    }
}
