import Catalog
import JSON

/// Says where a value does not fit its schema: a plain reading of what a schema means, for the tests of examples.
struct Conformance {
    let group: Group

    init(_ group: Group) { self.group = group }

    /// The mistakes in every example this group gives for an operation.
    func mistakes(ofExamplesOf operation: Operation) -> [String] {
        let parameters = operation.pathParameters + operation.queryParameters + operation.headerParameters
        var mistakes = parameters.flatMap { field in
            self.mistakes(in: group.example(of: field, for: .request), of: field.schema, at: field.name)
        }
        if let body = operation.body {
            let example = group.example(of: body.schema, for: .request)
            mistakes += self.mistakes(in: example, of: body.schema, at: "body", isRequest: true)
        }
        if let schema = operation.success.schema, let answer = group.exampleAnswer(of: operation) {
            mistakes += self.mistakes(in: answer, of: schema, at: "answer")
        }
        return mistakes.map { "\(operation.qualifiedName): \($0)" }
    }

    func mistakes(
        in value: JSONValue, of schema: Schema, at path: String, isRequest: Bool = false
    ) -> [String] {
        let schema = group.resolved(schema)
        if value.isNull, schema.isNullable { return [] }
        if !schema.allowedValues.isEmpty, !schema.allowedValues.contains(value) {
            return ["\(path): \(value) is not allowed"]
        }
        switch (schema.shape, value) {
        case (.any, _), (.boolean, .bool): return []
        case (.integer, .integer), (.number, .integer), (.number, .number):
            return fits(value.number ?? 0, schema) ? [] : ["\(path): \(value) is out of range"]
        case (.string, .string(let text)): return mistakes(in: text, of: schema, at: path)
        case (.array(let item), .array(let items)):
            guard (schema.length ?? 0...Int.max).contains(items.count) else { return ["\(path): \(items.count) items"] }
            return items.flatMap { mistakes(in: $0, of: item, at: path + "[]", isRequest: isRequest) }
        case (.map(let item), .object(let object)):
            return object.members.flatMap { mistakes(in: $0.value, of: item, at: "\(path).\($0.name)") }
        case (.object(let fields, let isOpen), .object(let object)):
            return mistakes(in: object, of: fields, isOpen: isOpen, at: path, isRequest: isRequest)
        case (.oneOf(let union), _):
            let fits = union.variants.contains {
                mistakes(in: value, of: $0.schema, at: path, isRequest: isRequest).isEmpty
            }
            return fits ? [] : ["\(path): no variant fits \(value)"]
        default: return ["\(path): \(value) is no \(schema.shape.word)"]
        }
    }

    private func mistakes(
        in object: JSONObject, of fields: [Field], isOpen: Bool, at path: String, isRequest: Bool
    ) -> [String] {
        var mistakes: [String] = []
        for field in fields {
            if let value = object[field.name] {
                mistakes += self.mistakes(
                    in: value, of: field.schema, at: "\(path).\(field.name)", isRequest: isRequest)
            } else if field.isRequired, !(isRequest && field.isReadOnly) {
                mistakes.append("\(path).\(field.name): missing")
            }
        }
        let known = Set(fields.map(\.name))
        return mistakes + (isOpen ? [] : object.names.filter { !known.contains($0) }.map { "\(path).\($0): unknown" })
    }

    private func mistakes(in text: String, of schema: Schema, at path: String) -> [String] {
        guard (schema.length ?? 0...Int.max).contains(text.count) else { return ["\(path): length \(text.count)"] }
        guard let pattern = schema.pattern else { return [] }
        do {
            return try Regex(pattern).firstMatch(in: text) == nil ? ["\(path): '\(text)' is not \(pattern)"] : []
        } catch {
            return ["\(path): \(pattern) is no pattern: \(error)"]
        }
    }

    private func fits(_ value: Double, _ schema: Schema) -> Bool {
        (schema.minimum ?? value) <= value && value <= (schema.maximum ?? value)
            && schema.multipleOf.map { (value / $0).rounded() * $0 == value } != false
    }
}
