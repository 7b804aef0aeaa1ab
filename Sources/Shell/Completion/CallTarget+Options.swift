internal import Catalog
internal import JSON
internal import Snippets

// What is called with a table and is no operation of the API.
extension CallTarget {
    /// The parameters of a snippet.
    init(snippet header: SnippetHeader) {
        self.init(
            name: header.name,
            fields: header.parameters.map { parameter in
                var field = Field(name: parameter.name, schema: parameter.type.schema)
                field.isRequired = parameter.isRequired
                field.resource = parameter.resource
                field.summary = parameter.summary
                return field
            })
    }

    /// The table that a function of this program takes as an argument; nil where it takes none there.
    init?(optionsOf function: HelperFunction, at position: Int) {
        guard function.parameters.indices.contains(position), !function.parameters[position].fields.isEmpty else {
            return nil
        }
        self.init(
            name: function.name,
            fields: function.parameters[position].fields.map { parameter in
                var field = Field(name: parameter.name, schema: Schema(parameter.shape))
                field.isRequired = !parameter.isOptional
                field.summary = parameter.summary
                field.schema.allowedValues = parameter.choices.map { .string($0) }
                return field
            })
    }

    private init(name: String, fields: [Field]) {
        var operation = Operation(
            group: "", name: name, identifier: name, method: "POST", path: PathTemplate(""), summary: "",
            success: .init(status: 200), danger: .read)
        operation.body = .init(schema: Schema(.object(fields, isOpen: true)))
        self.init(operation: operation, group: Group(name: "", summary: "", operations: [], resources: [], types: [:]))
        hasLuaNames = false
    }
}

extension ParameterType {
    /// What its values look like in a call.
    fileprivate var schema: Schema {
        switch self {
        case .string, .cron, .duration, .date: return Schema(.string)
        case .integer: return Schema(.integer)
        case .number: return Schema(.number)
        case .boolean: return Schema(.boolean)
        case .list: return Schema(.array(Schema(.string)))
        case .choice(let words):
            var schema = Schema(.string)
            schema.allowedValues = words.map { .string($0) }
            return schema
        case .resource(_, let isInteger): return Schema(isInteger ? .integer : .string)
        }
    }
}

extension HelperFunction.Parameter {
    /// What the notation of lua-language-server says of it, as far as there is something to offer.
    fileprivate var shape: Schema.Shape {
        switch type {
        case "boolean": .boolean
        case "integer": .integer
        case "number": .number
        case "string": .string
        case "table": .object(fields.map { Field(name: $0.name, schema: Schema($0.shape)) }, isOpen: true)
        default: .any
        }
    }
}
