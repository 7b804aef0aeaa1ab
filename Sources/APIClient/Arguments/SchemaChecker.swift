import Catalog
import JSON

/// Checks values against schemas and collects every problem; gives back the values as they go on the wire.
struct SchemaChecker {
    let operation: Operation
    let group: Group
    let patterns: PatternCache
    var problems: [ArgumentError.Problem] = []
    /// The paths of the fields that were dropped because only the server sets them.
    var ignored: [String] = []

    init(_ call: Call, patterns: PatternCache) {
        operation = call.operation
        group = call.group
        self.patterns = patterns
    }

    /// The value as it is sent: names of Lua replaced, whole numbers as integers, fields of the server dropped. With
    /// problems the result means nothing.
    mutating func check(_ value: JSONValue, _ schema: Schema, at path: String, isSecret: Bool = false) -> JSONValue {
        let schema = resolved(schema)
        if value.isNull {
            if !schema.isNullable && schema.shape != .any { refuse(value, at: path, expected: schema) }
            return value
        }
        let place = Place(path: path, isSecret: isSecret)
        return switch schema.shape {
        case .any, .reference: value
        case .boolean, .integer, .number, .string: checkScalar(value, schema, place)
        case .object(let fields, let isOpen): checkObject(value, fields, isOpen: isOpen, schema, place)
        case .map(let element): checkMap(value, element, schema, place)
        case .array(let element): checkArray(value, element, schema, place)
        case .oneOf(let union): checkUnion(value, union, place)
        }
    }

    /// The schema behind references, nullable where one on the way is. An unknown name allows everything.
    func resolved(_ schema: Schema) -> Schema {
        var current = schema
        var isNullable = schema.isNullable
        // Bounded: a type that refers to itself only would go round for ever.
        for _ in 0..<32 {
            guard case .reference(let name) = current.shape else { break }
            current = group.type(named: name) ?? Schema(.any)
            isNullable = isNullable || current.isNullable
        }
        current.isNullable = isNullable
        return current
    }

    mutating func report(_ path: String, _ kind: ArgumentError.Kind) {
        problems.append(.init(path, kind))
    }

    mutating func refuse(_ value: JSONValue, at path: String, expected schema: Schema, isSecret: Bool = false) {
        report(path, .wrongType(expected: typeName(schema), found: foundText(value, isSecret: isSecret)))
    }

    /// Where a value stands.
    struct Place {
        var path: String
        var isSecret: Bool

        func child(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
        func item(_ index: Int) -> String { "\(path)[\(index + 1)]" }
        var shownPath: String { path.isEmpty ? "body" : path }
    }

    private func typeName(_ schema: Schema) -> String {
        switch schema.shape {
        case .any, .reference: "a value"
        case .boolean: "true or false"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object, .map: "a table"
        case .oneOf(let union): union.variants.map(\.name).joined(separator: " or ")
        }
    }
}
