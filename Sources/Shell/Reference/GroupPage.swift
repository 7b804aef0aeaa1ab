internal import Catalog
internal import Scripting

/// The page of one group: its operations, its resources, and the types they share.
struct GroupPage {
    private let group: Group
    private let catalog: Catalog

    init(of group: Group, in catalog: Catalog) {
        self.group = group
        self.catalog = catalog
    }

    var text: String {
        var text = "# \(group.name)\n\n\(Markdown.escaped(group.summary))\n\n"
        text += "\(Markdown.link("All groups", ReferenceWriter.indexName))\n\n"
        text += Markdown.table(["operation", ""], group.operations.map(row)) + lists
        for operation in group.operations { text += OperationSection(operation, of: group, in: catalog).text }
        for resource in group.resources { text += ResourceSection(resource, of: group, in: catalog).text }
        return text + types
    }

    private func row(of operation: Operation) -> [String] {
        [
            Markdown.link(Markdown.code(operation.name), "#\(operation.name)"),
            Markdown.escaped(GroupHelp.summary(of: operation))
        ]
    }

    private var lists: String {
        let derived = catalog.derivedFunctions(ofGroup: group.name)
        return Markdown.table(
            ["beside the lists", ""],
            derived.map { function in
                [Markdown.code(function.name), Markdown.escaped(function.summary)]
            })
    }

    /// The named types that the tables of this page link to.
    private var types: String {
        let names = TypeLinks(of: group).names
        guard !names.isEmpty else { return "" }
        let tables = FieldTable(group: group, catalog: catalog)
        return Markdown.heading(2, "Types", anchor: "types")
            + names.map { name in
                let schema = group.type(named: name) ?? Schema(.any)
                return Markdown.heading(3, name, anchor: TypeLinks.anchor(name)) + tables.text(ofType: schema)
            }.joined()
    }
}

/// Which named types a page has to explain.
struct TypeLinks {
    /// Sorted.
    let names: [String]

    init(of group: Group) {
        var seen: Set<String> = []
        for operation in group.operations {
            for field in CallShape(operation, of: group).allFields { Self.add(field.schema, group, &seen) }
            for case .value(let schema) in ReturnedValue(of: operation, in: group).kinds {
                Self.add(schema, group, &seen)
            }
        }
        for resource in group.resources { Self.add(Schema(.reference(resource.typeName)), group, &seen) }
        names = seen.sorted()
    }

    /// `type-Trigger`; operations have anchors of their names alone.
    static func anchor(_ name: String) -> String { "type-" + name }

    private static func add(_ schema: Schema, _ group: Group, _ seen: inout Set<String>) {
        switch schema.shape {
        case .object(let fields, _): for field in fields { add(field.schema, group, &seen) }
        case .array(let item), .map(let item): add(item, group, &seen)
        case .oneOf(let union): for variant in union.variants { add(variant.schema, group, &seen) }
        case .reference(let name):
            guard seen.insert(name).inserted, let type = group.type(named: name) else { return }
            add(type, group, &seen)
        default: break
        }
    }
}
