import APIClient
import Catalog
import JSON

/// Narrows references to whole results to the field that is wanted: in the place of a namespace its identifier.
struct ReferencePlaces {
    let group: Group
    let results: [Int: PlannedResult]
    private(set) var problems: [PlanError.Problem] = []

    init(_ group: Group, results: [Int: PlannedResult]) {
        self.group = group
        self.results = results
    }

    /// The arguments of a call with narrowed references.
    mutating func narrowed(_ arguments: JSONObject, of operation: Operation) -> JSONObject {
        var fields = group.argumentFields(of: operation)
        if let body = operation.body { fields.append(Field(name: "body", schema: body.schema)) }
        return narrowed(arguments, fields)
    }

    /// The members of an object with narrowed references.
    mutating func narrowed(_ object: JSONObject, _ fields: [Field]) -> JSONObject { narrowed(object, fields, at: "") }

    private mutating func narrowed(_ object: JSONObject, _ fields: [Field], at path: String) -> JSONObject {
        var result = object
        for member in object.members where member.value.isContainer {
            let field = fields.first { $0.luaNames.contains(member.name) }
            result[member.name] = narrowed(
                member.value, field?.schema ?? Schema(.any), of: field?.resource, named: field?.name ?? member.name,
                at: path + member.name)
        }
        return result
    }

    private mutating func narrowed(
        _ value: JSONValue, _ schema: Schema, of kind: String?, named name: String, at path: String
    ) -> JSONValue {
        if let reference = StepReference(value) { return narrowed(reference, of: kind, named: name, at: path) }
        switch (value, group.resolved(schema).shape) {
        case (.array(let items), .array(let item)):
            return .array(narrowed(items, item, of: kind, named: name, at: path))
        case (.array(let items), _): return .array(narrowed(items, Schema(.any), of: nil, named: name, at: path))
        case (.object(let object), .map(let element)):
            var result = object
            for member in object.members {
                result[member.name] = narrowed(
                    member.value, element, of: nil, named: member.name, at: "\(path).\(member.name)")
            }
            return .object(result)
        case (.object(let object), _): return .object(narrowed(object, group.memberFields(of: schema), at: path + "."))
        default: return value
        }
    }

    private mutating func narrowed(
        _ items: [JSONValue], _ schema: Schema, of kind: String?, named name: String, at path: String
    ) -> [JSONValue] {
        var result: [JSONValue] = []
        for (index, item) in items.enumerated() {
            result.append(narrowed(item, schema, of: kind, named: name, at: "\(path)[\(index + 1)]"))
        }
        return result
    }

    private mutating func narrowed(
        _ reference: StepReference, of kind: String?, named name: String, at path: String
    ) -> JSONValue {
        guard let result = results[reference.step] else {
            problems.append(.init(path, "\(path): found a result of another plan"))
            return reference.jsonValue
        }
        guard reference.path.isEmpty else { return reference.jsonValue }
        if let kind, let found = result.resource?.qualifiedName, found == kind,
            let identifier = result.identifier(for: name)
        {
            return identifier
        }
        let found = result.resource.map { "a planned \($0.qualifiedName)" } ?? "what a planned call returns"
        let expected = kind.map { "a \($0)" } ?? "a field of it"
        problems.append(.init(path, "\(path): expected \(expected), found \(found)"))
        return reference.jsonValue
    }
}

extension JSONValue {
    fileprivate var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}
