internal import JSON

extension Schema.Shape {
    /// The kind of value in one or two words: `string`, `list of Trigger`.
    public var word: String {
        switch self {
        case .any: "any value"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .object: "object"
        case .array(let item): "list of \(item.kind)"
        case .map(let value): "object of \(value.kind)"
        case .oneOf(let union): union.variants.map { $0.schema.kind }.uniqued().joined(separator: " or ")
        case .reference(let name): name
        }
    }
}

extension Schema {
    /// The format, or else the shape in a word or two: `date-time`, `list of string`.
    public var kind: String { format ?? shape.word }
}

extension Schema: CustomStringConvertible {
    /// The type in one line, with what narrows it: `string, one of SCHEDULED`, `integer, 1 to 200`, `date-time or null`.
    public var description: String {
        var parts = [isNullable ? kind + " or null" : kind]
        if !allowedValues.isEmpty { parts.append("one of " + allowedValues.map(\.plainText).joined(separator: ", ")) }
        return (parts + limitDescriptions).joined(separator: ", ")
    }

    /// What narrows the values beside a list of them, one thing in a text: `1 to 200`, `at most 5 items`.
    package var limitDescriptions: [String] {
        var parts: [String] = []
        if let range = rangeDescription { parts.append(range) }
        if let multipleOf { parts.append("a multiple of \(multipleOf.plainText)") }
        if let length { parts.append(Self.description(of: length, in: sizeUnit)) }
        if hasUniqueItems { parts.append("no item twice") }
        if let words = patternMeaning ?? pattern.map({ "matching \($0)" }) { parts.append(words) }
        return parts
    }

    private var rangeDescription: String? {
        switch (minimum?.plainText, maximum?.plainText) {
        case (let low?, let high?): "\(low) to \(high)"
        case (let low?, nil): "at least \(low)"
        case (nil, let high?): "at most \(high)"
        case (nil, nil): nil
        }
    }

    private var sizeUnit: String {
        if case .array = shape { "item" } else { "character" }
    }

    private static func description(of length: ClosedRange<Int>, in unit: String) -> String {
        func counted(_ count: Int) -> String { count == 1 ? "\(count) \(unit)" : "\(count) \(unit)s" }
        return switch (length.lowerBound, length.upperBound) {
        case (let low, .max): "at least \(counted(low))"
        case (0, let high): "at most \(counted(high))"
        case (let low, let high) where low == high: counted(low)
        case (let low, let high): "\(low) to \(counted(high))"
        }
    }
}

extension JSONValue {
    /// A scalar as a person writes it in a list of values.
    fileprivate var plainText: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): value.plainText
        case .string(let value): value
        case .array: "[...]"
        case .object: "{...}"
        }
    }
}

extension Double {
    /// Without a fraction where there is none: `20`, not `20.0`.
    fileprivate var plainText: String { Int64(exactly: self).map { "\($0)" } ?? "\(self)" }
}

extension [String] {
    fileprivate func uniqued() -> [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
