import Catalog
import JSON

/// One of the operations that change fields of a resource, and what it takes.
struct UpdateEndpoint {
    let operation: Operation
    let group: Group
    /// The fields of the body; of a union those of each kind.
    let variants: [[Field]]
    private let values: RequestValue

    init?(_ name: String, in catalog: Catalog) {
        guard let operation = catalog.operation(name), let group = catalog.group(operation.group),
            let body = operation.body
        else { return nil }
        self.operation = operation
        self.group = group
        values = RequestValue(group: group, catalog: catalog)
        let schema = group.resolved(body.schema)
        if case .oneOf(let union) = schema.shape {
            variants = union.variants.map { group.memberFields(of: $0.schema).filter { !$0.isReadOnly } }
        } else {
            variants = [group.memberFields(of: schema).filter { !$0.isReadOnly }]
        }
    }

    /// The names of all fields that can be changed, in the order of the catalog.
    var fieldNames: [String] {
        variants.joined().reduce(into: []) { names, field in
            if !names.contains(field.name) { names.append(field.name) }
        }
    }

    /// Whether the request can carry a value at this place.
    func takes(_ path: [String]) -> Bool {
        guard let first = path.first else { return false }
        return variants.joined().contains { $0.name == first && takes(path.dropFirst(), in: $0.schema) }
    }

    private func takes(_ path: ArraySlice<String>, in schema: Schema) -> Bool {
        guard let name = path.first else { return true }
        switch group.resolved(schema).shape {
        case .object(let fields, let isOpen):
            guard let field = fields.first(where: { $0.name == name }) else { return isOpen }
            return !field.isReadOnly && takes(path.dropFirst(), in: field.schema)
        case .map(let element): return takes(path.dropFirst(), in: element)
        case .oneOf(let union): return union.variants.contains { takes(path, in: $0.schema) }
        case .any, .string, .integer: return true
        default: return false
        }
    }

    /// The fields of the kind of body to send: one that takes all of `names`, with what it requires in the resource. Of
    /// several the last; the catalog has the more special ones there. Nil where none takes all of them.
    func variant(taking names: Set<String>, for value: JSONObject) -> [Field]? {
        let fitting = variants.filter { fields in names.isSubset(of: fields.map(\.name)) }
        return fitting.last { $0.allSatisfy { !$0.isRequired || isGiven($0, in: value) } } ?? fitting.first
    }

    /// Whether the resource has the field, with a value that the request may have.
    private func isGiven(_ field: Field, in object: JSONObject) -> Bool {
        guard let value = object[field.name]?.nonNull, value != "", value != [] else { return false }
        let allowed = group.resolved(field.schema).allowedValues
        return allowed.isEmpty || allowed.contains(value)
    }

    /// The fields of the body that makes `edited` of the resource; the problems where there is none.
    ///
    /// What stays is sent only where the endpoint wants it, or loses what it is not told. A field is always sent whole.
    func body(
        changing names: Set<String>, to edited: JSONObject, fields: [Field]
    ) -> (fields: JSONObject, problems: [PlanError.Problem]) {
        var body = JSONObject()
        var problems: [PlanError.Problem] = []
        for field in fields {
            let isChanged = names.contains(field.name)
            guard isChanged || field.isRequired || operation.isReplacement else { continue }
            if let value = edited[field.name]?.nonNull {
                body[field.name] = values.value(value, for: field)
            } else if isChanged, group.resolved(field.schema).isNullable {
                body[field.name] = .null
            } else if isChanged, !operation.isReplacement {
                problems.append(.init(field.name, "'\(field.name)' can be changed, and not removed"))
            }
        }
        return (body, problems)
    }
}
