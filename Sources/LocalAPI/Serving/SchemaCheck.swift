package import Catalog
import Cron
package import JSON

/// Compares JSON values with the catalog's schemas.
package struct SchemaCheck {
    /// Which way the value goes: a request leaves out what only the server sends, and a null says that it leaves out a
    /// field.
    package enum Direction: Sendable { case request, response }

    private let types: [String: Schema]
    private let direction: Direction
    private let isComplete: Bool

    /// - Parameters:
    ///   - types: The named types that schemas refer to.
    ///   - isComplete: Whether missing fields are problems.
    package init(types: [String: Schema], direction: Direction, isComplete: Bool = true) {
        self.types = types
        self.direction = direction
        self.isComplete = isComplete
    }

    /// What is wrong with `value`, each as a sentence's part that begins with the place: `scheduled_details.cron must be a
    /// string, found null`. Unknown fields are no problem: they are what a newer client or server adds.
    package func problems(with value: JSONValue, as schema: Schema, at path: String = "") -> [String] {
        if value.isNull, schema.isNullable { return [] }
        let problems = shapeProblems(with: value, as: schema, at: path)
        guard problems.isEmpty else { return problems }
        return constraintProblems(with: value, as: schema).map { place(path) + " " + $0 }
    }

    private func shapeProblems(with value: JSONValue, as schema: Schema, at path: String) -> [String] {
        switch (schema.shape, value) {
        case (.any, _), (.boolean, .bool), (.integer, .integer), (.number, .number), (.number, .integer),
            (.string, .string):
            []
        case (.object(let fields, _), .object(let object)): fieldProblems(with: object, fields, at: path)
        case (.map(let element), .object(let object)):
            object.members.flatMap { problems(with: $0.value, as: element, at: join(path, $0.name)) }
        case (.array(let element), .array(let elements)):
            elements.enumerated().flatMap { problems(with: $1, as: element, at: path + "[\($0)]") }
        case (.oneOf(let union), _): unionProblems(with: value, union, at: path)
        case (.reference(let name), _):
            types[name].map { problems(with: value, as: $0, at: path) } ?? [
                "\(place(path)) has the unknown type \(name)"
            ]
        default: ["\(place(path)) must be \(Self.words(for: schema.shape)), found \(value.kindInWords)"]
        }
    }

    private func fieldProblems(with object: JSONObject, _ fields: [Field], at path: String) -> [String] {
        fields.flatMap { field -> [String] in
            if direction == .request, field.isReadOnly { return [] }
            let value = object[field.name]
            if let value, direction == .response || !value.isNull {
                return problems(with: value, as: field.schema, at: join(path, field.name))
            }
            return field.isRequired && isComplete ? ["\(join(path, field.name)) is missing"] : []
        }
    }

    /// The variant that the discriminator names, or the one with the fewest problems.
    private func unionProblems(with value: JSONValue, _ union: Union, at path: String) -> [String] {
        if let discriminator = union.discriminator, let name = value[discriminator]?.string {
            guard let variant = union.variants.first(where: { $0.name == name }) else {
                let names = union.variants.map(\.name).joined(separator: ", ")
                return ["\(join(path, discriminator)) must be one of \(names), found \"\(name)\""]
            }
            return problems(with: value, as: variant.schema, at: path)
        }
        return union.variants.map { problems(with: value, as: $0.schema, at: path) }.min { $0.count < $1.count } ?? []
    }

    /// The variant of a union that a value is meant to be.
    func variant(of union: Union, for value: JSONValue) -> Schema? {
        if let discriminator = union.discriminator, let name = value[discriminator]?.string,
            let variant = union.variants.first(where: { $0.name == name })
        {
            return variant.schema
        }
        return union.variants.map { ($0.schema, problems(with: value, as: $0.schema).count) }.min { $0.1 < $1.1 }?.0
    }
}

extension SchemaCheck {
    private func constraintProblems(with value: JSONValue, as schema: Schema) -> [String] {
        var problems: [String] = []
        if !schema.allowedValues.isEmpty, !schema.allowedValues.contains(value) {
            problems.append("must be \(Self.list(schema.allowedValues))")
        }
        if let number = value.number { problems += Self.numberProblems(number, schema) }
        if let text = value.string { problems += Self.textProblems(text, schema) }
        if let elements = value.array { problems += Self.arrayProblems(elements, schema) }
        return problems
    }

    private static func numberProblems(_ number: Double, _ schema: Schema) -> [String] {
        var problems: [String] = []
        if let minimum = schema.minimum, number < minimum { problems.append("must be at least \(short(minimum))") }
        if let maximum = schema.maximum, number > maximum { problems.append("must be at most \(short(maximum))") }
        if let factor = schema.multipleOf, factor != 0, number.remainder(dividingBy: factor) != 0 {
            problems.append("must be a multiple of \(short(factor))")
        }
        return problems
    }

    private static func textProblems(_ text: String, _ schema: Schema) -> [String] {
        if let length = schema.length, !length.contains(text.unicodeScalars.count) {
            return ["must have \(words(for: length)) characters, has \(text.unicodeScalars.count)"]
        }
        if schema.format == "date-time", UTCTime(rfc3339: text) == nil { return ["must be an RFC 3339 date-time"] }
        if let pattern = schema.pattern, let expression = try? Regex(pattern), text.firstMatch(of: expression) == nil {
            return ["must be \(schema.patternMeaning ?? "of the form \(pattern)")"]
        }
        return []
    }

    private static func arrayProblems(_ elements: [JSONValue], _ schema: Schema) -> [String] {
        if let length = schema.length, !length.contains(elements.count) {
            return ["must have \(words(for: length)) items, has \(elements.count)"]
        }
        return schema.hasUniqueItems && Set(elements).count < elements.count ? ["must not name an item twice"] : []
    }
}

extension SchemaCheck {
    private func place(_ path: String) -> String { path.isEmpty ? "the value" : path }

    private func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    private static func words(for shape: Schema.Shape) -> String {
        switch shape {
        case .boolean: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .object, .map: "an object"
        case .array: "an array"
        case .any, .oneOf, .reference: "another value"
        }
    }

    private static func words(for length: ClosedRange<Int>) -> String {
        if length.upperBound == .max { return "at least \(length.lowerBound)" }
        return length.count == 1 ? "\(length.lowerBound)" : "\(length.lowerBound) to \(length.upperBound)"
    }

    private static func list(_ values: [JSONValue]) -> String {
        values.map { $0.string ?? (try? $0.jsonText) ?? "" }.joined(separator: ", or ")
    }

    private static func short(_ number: Double) -> String {
        Int64(exactly: number).map { "\($0)" } ?? "\(number)"
    }
}
