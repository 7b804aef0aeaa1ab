internal import Catalog
internal import JSON

/// The fields that one table of a call may have, from the catalog.
struct CallParameters {
    let target: CallTarget

    /// The fields for the constructor around the cursor that it does not have yet; the required ones first.
    func open(in argument: CompletionContext.Argument) -> [Field] {
        let fields = all(in: argument).filter { field in
            !field.isReadOnly && !argument.given.contains(where: field.isCalled)
        }
        return fields.filter(\.isRequired) + fields.filter { !$0.isRequired }
    }

    /// The field called `name` in the constructor around the cursor.
    func field(_ name: String, in argument: CompletionContext.Argument) -> Field? {
        all(in: argument).first { $0.isCalled(name) }
    }

    /// The field that a value between the parentheses stands for; nil for the table, and beyond it.
    func field(at position: Int) -> Field? {
        let places = places
        return places.indices.contains(position) ? places[position] : nil
    }

    /// Whether the table of the other arguments may stand at this place.
    func takesTable(at position: Int) -> Bool { position == shape.positional.count && hasTable }

    var hasTable: Bool { shape.hasTable }

    /// The fields of the call itself, those of the path first.
    var all: [Field] {
        let shape = shape
        return shape.positional + shape.mergedFields
    }

    /// The values a field can have, as Lua writes them: enumerations and Booleans.
    func values(of field: Field) -> [JSONValue] {
        let schema = resolved(field.schema)
        if !schema.allowedValues.isEmpty { return schema.allowedValues }
        switch schema.shape {
        case .boolean: return [true, false]
        case .array(let element): return resolved(element).allowedValues
        case .oneOf(let union): return union.variants.flatMap { resolved($0.schema).allowedValues }
        default: return []
        }
    }

    /// The kinds of values that identify something which a field takes, by itself or in its list.
    func kinds(of field: Field) -> Set<ValueForm.Kind> { kinds(of: field.schema) }

    private func kinds(of schema: Schema) -> Set<ValueForm.Kind> {
        switch resolved(schema).shape {
        case .string: [.string]
        case .integer: [.integer]
        case .array(let element): kinds(of: element)
        case .oneOf(let union): union.variants.reduce(into: []) { $0.formUnion(kinds(of: $1.schema)) }
        default: []
        }
    }

    /// A type in a word or two: `string`, `list of strings`, `table`.
    func typeName(_ schema: Schema) -> String {
        let schema = resolved(schema)
        switch schema.shape {
        case .any, .reference: return "any"
        case .boolean: return "boolean"
        case .integer: return "integer"
        case .number: return "number"
        case .string: return schema.format.map { "string (\($0))" } ?? "string"
        case .object, .map: return "table"
        case .array(let element): return "list of " + typeName(element)
        case .oneOf(let union):
            var names: [String] = []
            for variant in union.variants {
                let name = typeName(variant.schema)
                if !names.contains(name) { names.append(name) }
            }
            return names.joined(separator: " or ")
        }
    }

    /// Of a body that is one of several objects it has the fields of all that the method's own arguments leave.
    private var shape: CallShape {
        CallShape(target.operation, of: target.group, implied: target.implied, fixed: target.fixed)
    }

    /// What stands before the table: the path's parameters, and for a method what it takes without a name.
    private var places: [Field] {
        let shape = shape
        guard !target.implied.isEmpty, shape.variants.count == 1 else { return shape.positional }
        let beside = Set((target.operation.queryParameters + target.operation.headerParameters).map(\.name))
        return shape.positional
            + target.group.leadingFields(among: shape.variants[0].fields.filter { !beside.contains($0.name) })
    }

    private func all(in argument: CompletionContext.Argument) -> [Field] {
        let shape = shape
        var fields = Array(shape.positional.dropFirst(argument.position)) + shape.mergedFields
        for name in argument.nesting {
            guard let field = fields.first(where: { $0.isCalled(name) }) else { return [] }
            fields = self.fields(of: field.schema)
        }
        return fields
    }

    /// The members of an object; of a list its elements'; of alternatives those of all.
    func fields(of schema: Schema) -> [Field] {
        switch resolved(schema).shape {
        case .object(let fields, _): return fields
        case .array(let element): return fields(of: element)
        case .oneOf(let union):
            var fields: [Field] = []
            for field in union.variants.flatMap({ self.fields(of: $0.schema) })
            where !fields.contains(where: { $0.name == field.name }) {
                fields.append(field)
            }
            return fields
        default: return []
        }
    }

    private func resolved(_ schema: Schema) -> Schema {
        var schema = schema
        // A chain of references longer than this would be a circle.
        for _ in 0..<16 {
            guard case .reference(let name) = schema.shape, let type = target.group.type(named: name) else { break }
            schema = type
        }
        return schema
    }
}

extension Field {
    /// Whether Lua may call it so.
    func isCalled(_ name: String) -> Bool {
        self.name == name || luaName == name || preferredLuaName == name
    }
}
