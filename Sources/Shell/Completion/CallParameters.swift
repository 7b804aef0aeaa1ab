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

    /// Whether its values are written without quotes.
    func isNumber(_ field: Field) -> Bool {
        switch resolved(field.schema).shape {
        case .integer, .number: true
        default: false
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
    fileprivate func isCalled(_ name: String) -> Bool {
        self.name == name || luaName == name || preferredLuaName == name
    }
}
