internal import JSON

// What narrows a type: `min=1`, `length=1..255`, `in(a, b)`.

extension GroupReader {
    static let constraints = [
        "open", "in", "min", "max", "multiple", "length", "items", "unique", "pattern", "means", "format"
    ]

    /// The next modifier's name; nil at the end of the line, before a closing bracket and before `--`.
    func modifier(_ line: inout LineScanner) -> String? {
        line.skipBlanks()
        guard let byte = line.next, byte.isLetter else { return nil }
        return line.text { $0.isLetter }
    }

    /// Reads the rest of the constraint `word`. False where there is no such constraint.
    func constrain(
        _ schema: inout Schema, by word: String, _ line: inout LineScanner
    ) throws(CatalogError) -> Bool {
        switch word {
        case "open":
            guard case .object(let fields, _) = schema.shape else { throw misplaced(word, "objects", line) }
            schema.shape = .object(fields, isOpen: true)
        case "in": schema.allowedValues = try allowedValues(of: schema, &line)
        case "unique":
            try require(word, on: schema, .array, line)
            schema.hasUniqueItems = true
        case "min", "max", "multiple", "length", "items", "pattern", "means", "format":
            try line.expect("=")
            try assign(word, to: &schema, &line)
        default: return false
        }
        return true
    }

    private func assign(
        _ word: String, to schema: inout Schema, _ line: inout LineScanner
    ) throws(CatalogError) {
        switch word {
        case "min", "max", "multiple": try assignNumber(word, to: &schema, &line)
        case "length":
            try require(word, on: schema, .string, line)
            schema.length = try line.sizes()
        case "items":
            try require(word, on: schema, .array, line)
            schema.length = try line.sizes()
        case "pattern":
            try require(word, on: schema, .string, line)
            schema.pattern = try line.pattern()
        case "means":
            guard schema.pattern != nil else { throw line.mistake("'means' explains a pattern: write it after one") }
            guard line.next == .quote else { throw line.expected("the pattern's meaning in quotes") }
            schema.patternMeaning = try line.quotedString()
        default: schema.format = try format(of: schema, &line)
        }
    }

    private func assignNumber(
        _ word: String, to schema: inout Schema, _ line: inout LineScanner
    ) throws(CatalogError) {
        try require(word, on: schema, .number, line)
        let value = try line.decimal()
        switch word {
        case "min": schema.minimum = value
        case "max": schema.maximum = value
        default: schema.multipleOf = value
        }
        if let minimum = schema.minimum, let maximum = schema.maximum, minimum > maximum {
            throw line.mistake("'min' is above 'max'")
        }
    }

    private func format(of schema: Schema, _ line: inout LineScanner) throws(CatalogError) -> String {
        guard [.string, .integer, .number].contains(schema.shape) else {
            throw misplaced("format", "strings and numbers", line)
        }
        let name = try line.name("the name of a format")
        guard Schema.formats.contains(name) else { throw unknown("format", name, of: Schema.formats, in: line) }
        return name
    }

    private func allowedValues(of schema: Schema, _ line: inout LineScanner) throws(CatalogError) -> [JSONValue] {
        guard [.string, .integer, .number].contains(schema.shape) else {
            throw misplaced("in", "strings and numbers", line)
        }
        try line.expect("(")
        var values: [JSONValue] = []
        repeat {
            line.skipBlanks()
            let literal = try line.literal(endingAt: [UInt8(ascii: ","), UInt8(ascii: ")")])
            let value = try value(literal, for: schema, in: line)
            guard !values.contains(value) else { throw line.mistake("a value is there twice in 'in(...)'") }
            values.append(value)
        } while line.skip(",")
        try line.expect(")")
        return values
    }

    // MARK: Where a constraint fits

    private enum Fit: String {
        case string = "strings"
        case number = "numbers"
        case array = "arrays"
    }

    private func require(
        _ word: String, on schema: Schema, _ fit: Fit, _ line: LineScanner
    ) throws(CatalogError) {
        let fits =
            switch (schema.shape, fit) {
            case (.string, .string), (.integer, .number), (.number, .number), (.array, .array): true
            default: false
            }
        guard fits else { throw misplaced(word, fit.rawValue, line) }
    }

    private func misplaced(_ word: String, _ place: String, _ line: LineScanner) -> CatalogError {
        line.mistake("'\(word)' is for \(place); the constraint of a part stands in brackets with it")
    }
}

// MARK: - Values

extension GroupReader {
    /// The value a literal stands for, given the type it is for.
    func value(_ literal: Literal, for schema: Schema, in line: LineScanner) throws(CatalogError) -> JSONValue {
        if case .bare("null") = literal {
            guard schema.isNullable else { throw line.mistake("the type has no null; a string stands in quotes") }
            return .null
        }
        let value: JSONValue =
            switch literal {
            case .value(let value): value
            case .bare(let word):
                if case .string = schema.shape { .string(word) } else { JSONValue(word: word) ?? .string(word) }
            }
        guard schema.shape.accepts(value) else {
            throw line.mistake("\(literal) is no \(schema.shape.word)")
        }
        return value
    }
}

extension Literal: CustomStringConvertible {
    var description: String {
        switch self {
        case .bare(let word): "'\(word)'"
        case .value(.string(let text)): "the string '\(text)'"
        case .value(.array): "the array"
        case .value: "the object"
        }
    }
}

extension Schema.Shape {
    /// Whether the kind of a value fits, as far as that is known without the named types.
    fileprivate func accepts(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.string, .string), (.boolean, .bool), (.integer, .integer), (.number, .integer), (.number, .number),
            (.array, .array), (.object, .object), (.map, .object), (.any, _), (.oneOf, _), (.reference, _):
            true
        default: false
        }
    }
}
