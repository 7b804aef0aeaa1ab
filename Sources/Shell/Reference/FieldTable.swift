internal import Catalog

/// Fields as a table: one row a field, the fields of unnamed objects below with dots in their names, named types as links.
struct FieldTable {
    let group: Group
    let catalog: Catalog

    /// - Parameter isRequest: whether a caller writes them; then those that only the server sets are left out.
    func text(of fields: [Field], isRequest: Bool) -> String {
        Markdown.table(
            isRequest ? ["name", "type", "required", ""] : ["name", "type", ""],
            rows(of: fields, prefix: "", isRequest: isRequest))
    }

    /// What a named type is.
    func text(ofType schema: Schema) -> String {
        switch schema.shape {
        case .object(let fields, let isOpen):
            let table = text(of: fields, isRequest: false)
            return table + (isOpen ? "It may have other fields, too.\n\n" : "")
        case .oneOf(let union):
            let selector = union.discriminator.map { "One of these, as \(Markdown.code($0)) says:\n\n" }
            return (selector ?? "One of these:\n\n")
                + union.variants.map { variant in
                    let fields = group.fields(of: variant.schema) ?? []
                    let head = "- \(Markdown.code(variant.name)): \(type(of: variant.schema))"
                    let names = fields.isEmpty || variant.schema.isReference ? "" : " with " + list(fields)
                    return head + names + "\n"
                }.joined() + "\n"
        default: return "\(type(of: schema)).\n\n"
        }
    }

    private func list(_ fields: [Field]) -> String {
        fields.map { Markdown.code($0.name) + ($0.isRequired ? "*" : "") }.joined(separator: ", ")
    }

    private func rows(of fields: [Field], prefix: String, isRequest: Bool) -> [[String]] {
        fields.filter { !isRequest || !$0.isReadOnly }.flatMap { field -> [[String]] in
            let name = prefix + field.preferredLuaName
            var row = [Markdown.code(name, inCell: true), type(of: field)]
            if isRequest { row.append(field.isRequired ? "yes" : "") }
            row.append(Markdown.escaped(field.summary))
            return [row] + rows(of: unnamedFields(of: field.schema), prefix: name + ".", isRequest: isRequest)
        }
    }

    /// The fields of an object, or of a list's items, that has no name to link to.
    private func unnamedFields(of schema: Schema) -> [Field] {
        switch schema.shape {
        case .object(let fields, _): fields
        case .array(let item), .map(let item): unnamedFields(of: item)
        default: []
        }
    }

    // MARK: - Types

    private func type(of field: Field) -> String {
        var field = field
        field.isRequired = false
        let resource = field.resource.flatMap(catalog.resource).map { resource in
            Markdown.link(
                Markdown.escaped(resource.qualifiedName), ResourceSection.address(of: resource, from: group))
        }
        var bare = field.schema
        bare.isNullable = false
        let kind = type(of: bare) + (resource.map { " or " + $0 } ?? "")
        var parts = [field.schema.isNullable ? kind + " or null" : kind]
        let resolved = group.resolved(field.schema)
        // The limits of a named type are told where it is explained.
        if !field.schema.isReference {
            var plain = field
            plain.schema = resolved
            parts += FieldFacts(field: plain, group: group, valueLimit: .max).parts.dropFirst().map {
                Markdown.escaped($0)
            }
        }
        return parts.joined(separator: ", ")
    }

    private func type(of schema: Schema) -> String {
        let text =
            switch schema.shape {
            case .reference(let name): Markdown.link(Markdown.escaped(name), "#" + TypeLinks.anchor(name))
            case .array(let item): "list of " + type(of: item)
            case .map(let item): "table of " + type(of: item)
            case .oneOf(let union):
                union.variants.map { type(of: $0.schema) }.uniqued.joined(separator: " or ")
            default: Markdown.escaped(FieldFacts.kind(Schema(schema.shape, format: schema.format), in: group))
            }
        return schema.isNullable ? text + " or null" : text
    }
}

extension Schema {
    fileprivate var isReference: Bool { if case .reference = shape { true } else { false } }

    fileprivate init(_ shape: Shape, format: String?) {
        self.init(shape)
        self.format = format
    }
}

extension [String] {
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
