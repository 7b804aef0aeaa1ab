public import Catalog
public import JSON

/// Holds answers against the catalog: what is missing, what is there and not described, what has another type or a value
/// outside an enumeration.
///
/// Formats, lengths and patterns are not looked at: they say what the API takes, not what it gives.
public struct AnswerChecker {
    /// How many differences are told; the same one in many items of a list counts as one.
    public static let maximumCount = 20

    private let group: Group
    private var differences: [AnswerDifference] = []
    private var places: [String: Int] = [:]

    private init(_ group: Group) { self.group = group }

    /// The differences between an answer and its description, in the order of the answer.
    public static func differences(of answer: JSONValue, from operation: Operation, of group: Group)
        -> [AnswerDifference]
    {
        guard let schema = operation.success.schema else { return [] }
        var checker = AnswerChecker(group)
        checker.check(answer, schema, at: "")
        return checker.differences
    }

    private mutating func check(_ value: JSONValue, _ schema: Schema, at path: String) {
        let schema = group.resolved(schema)
        if value.isNull {
            if !schema.isNullable, schema.shape != .any { report(path, schema.expectation, "null") }
            return
        }
        switch (schema.shape, value) {
        case (.any, _), (.reference, _): break
        case (.object(let fields, let isOpen), .object(let object)):
            check(object, fields, isOpen: isOpen, at: path)
        case (.map(let element), .object(let object)):
            for member in object.members { check(member.value, element, at: path + "{}") }
        case (.array(let element), .array(let items)):
            for item in items { check(item, element, at: path + "[]") }
        case (.oneOf(let union), _): check(value, union, at: path)
        default: checkScalar(value, schema, at: path)
        }
    }

    private mutating func check(_ object: JSONObject, _ fields: [Field], isOpen: Bool, at path: String) {
        let prefix = path.isEmpty ? "" : path + "."
        for member in object.members {
            if let field = fields.first(where: { $0.name == member.name }) {
                check(member.value, field.schema, at: prefix + member.name)
            } else if !isOpen {
                report(prefix + member.name, "no such field", member.value.kindText)
            }
        }
        for field in fields where field.isRequired && object[field.name] == nil {
            report(prefix + field.name, group.resolved(field.schema).expectation, "nothing")
        }
    }

    private mutating func checkScalar(_ value: JSONValue, _ schema: Schema, at path: String) {
        guard schema.admits(value) else { return report(path, schema.expectation, value.kindText) }
        guard !schema.allowedValues.isEmpty, !schema.allowedValues.contains(value) else { return }
        let allowed = schema.allowedValues.map { foundText($0) }.joined(separator: ", ")
        report(path, "one of \(bounded(allowed))", foundText(value))
    }

    /// The differences are those from the variant that the discriminator names, or that is nearest.
    private mutating func check(_ value: JSONValue, _ union: Union, at path: String) {
        var variants = union.variants
        if let name = union.discriminator, let selector = value.object?[name]?.string {
            variants = variants.filter { $0.name == selector }
            if variants.isEmpty {
                return report("\(path).\(name)", "the name of a variant", foundText(.string(selector)))
            }
        }
        var best: AnswerChecker?
        for variant in variants {
            var attempt = AnswerChecker(group)
            attempt.check(value, variant.schema, at: path)
            if attempt.remoteness(from: path) < best?.remoteness(from: path) ?? .max { best = attempt }
        }
        for difference in best?.differences ?? [] { report(difference.path, difference.expected, difference.found) }
    }

    /// How far a value is from a variant: another type is further away than any differences within.
    private func remoteness(from path: String) -> Int {
        differences.count + (differences.contains { $0.path == path } ? Self.maximumCount : 0)
    }

    private mutating func report(_ path: String, _ expected: String, _ found: String) {
        if let place = places[path] {
            differences[place].count += 1
        } else if differences.count < Self.maximumCount {
            places[path] = differences.count
            differences.append(AnswerDifference(path: path, expected: expected, found: found))
        }
    }
}

extension Schema {
    fileprivate func admits(_ value: JSONValue) -> Bool {
        switch (shape, value) {
        case (.boolean, .bool), (.string, .string), (.integer, .integer), (.number, .integer), (.number, .number): true
        case (.integer, .number(let number)): Int64(exactly: number) != nil
        default: false
        }
    }

    /// The type in words: `a string`, `a list or null`.
    fileprivate var expectation: String {
        let name =
            switch shape {
            case .any, .reference: "a value"
            case .boolean: "true or false"
            case .integer: "an integer"
            case .number: "a number"
            case .string: "a string"
            case .array: "a list"
            case .object, .map: "a table"
            case .oneOf(let union): union.variants.map(\.name).joined(separator: " or ")
            }
        return isNullable ? name + " or null" : name
    }
}

extension JSONValue {
    /// The type of what was found. Values themselves may be secrets.
    fileprivate var kindText: String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "a table"
        }
    }
}
