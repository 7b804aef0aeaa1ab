import Catalog
import JSON

extension SchemaChecker {
    mutating func checkScalar(_ value: JSONValue, _ schema: CompiledSchema, _ isSecret: Bool) -> JSONValue? {
        guard !schema.isExactly(value) else {
            if schema.isConstrained { checkConstraints(value, schema, isSecret) }
            return nil
        }
        guard let converted = schema.converted(value, isSecret: isSecret) else {
            refuse(value, expected: schema, isSecret: isSecret)
            return nil
        }
        checkConstraints(converted, schema, isSecret)
        return converted
    }

    private mutating func checkConstraints(_ value: JSONValue, _ schema: CompiledSchema, _ isSecret: Bool) {
        if let allowed = schema.allowed {
            if !allowed.contains(value) { refuse(value, allowed: allowed, isSecret) }
            return
        }
        switch value {
        case .string(let text): checkText(text, schema, isSecret)
        case .integer(let number): checkNumber(Double(number), value, schema, isSecret)
        case .number(let number): checkNumber(number, value, schema, isSecret)
        default: break
        }
    }

    private mutating func refuse(_ value: JSONValue, allowed: AllowedValues, _ isSecret: Bool) {
        report(allowed.refusal(of: value, isSecret: isSecret))
    }

    private mutating func checkNumber(_ number: Double, _ value: JSONValue, _ schema: CompiledSchema, _ isSecret: Bool)
    {
        let (minimum, maximum) = (schema.minimum, schema.maximum)
        if number < minimum ?? -.infinity || number > maximum ?? .infinity {
            report(.outOfRange(minimum: minimum, maximum: maximum, found: foundText(value, isSecret: isSecret)))
        }
        if let divisor = schema.multipleOf, !isMultiple(number, of: divisor) {
            report(.notMultiple(of: divisor, found: foundText(value, isSecret: isSecret)))
        }
    }

    /// Whether the quotient is whole but for the rounding of decimal fractions: 0.3 is a multiple of 0.1.
    private func isMultiple(_ number: Double, of divisor: Double) -> Bool {
        guard divisor > 0 else { return true }
        let quotient = number / divisor
        return abs(quotient - quotient.rounded()) <= 1e-9 * max(1, abs(quotient))
    }

    private mutating func checkText(_ text: String, _ schema: CompiledSchema, _ isSecret: Bool) {
        if let length = schema.length, !text.hasLength(in: length) {
            report(.wrongLength(length, unit: .characters, found: text.unicodeScalars.count))
            return
        }
        if let pattern = schema.pattern {
            guard pattern.matches(text) else {
                report(.malformed(expected: schema.patternMeaning, found: foundText(.string(text), isSecret: isSecret)))
                return
            }
            // Patterns such as `^$|...` allow an empty text beside the format.
            if text.isEmpty { return }
        }
        let found: () -> String = { foundText(.string(text), isSecret: isSecret) }
        if let problem = schema.format?.problem(of: text, shownAs: found()) { report(problem) }
    }
}

extension AllowedValues {
    func refusal(of value: JSONValue, isSecret: Bool) -> ArgumentError.Kind {
        let nearest = value.string.flatMap { nearestName(to: $0, among: values.compactMap(\.string)) }
        let found = foundText(value, isSecret: isSecret)
        return .notAllowed(values, found: found, nearest: nearest.map { quoted($0) })
    }
}

extension String {
    /// Whether so many characters make the text. They are counted only where the bytes do not tell: a character has one
    /// to four.
    fileprivate func hasLength(in range: ClosedRange<Int>) -> Bool {
        let bytes = utf8.count
        if bytes <= range.upperBound, (bytes + 3) / 4 >= range.lowerBound { return true }
        return range.contains(unicodeScalars.count)
    }
}

extension CompiledSchema {
    /// Whether a value is of this scalar type without conversion.
    func isExactly(_ value: JSONValue) -> Bool {
        // Not by a tuple, which would copy both.
        switch value {
        case .string: if case .string = shape { true } else { false }
        case .bool: if case .boolean = shape { true } else { false }
        case .integer:
            switch shape {
            case .integer, .number: true
            default: false
            }
        case .number(let number): if case .number = shape { number.isFinite } else { false }
        case .null, .array, .object: false
        }
    }

    /// The value in the form this scalar type is written in, where nothing is lost; nil for a value of another type.
    ///
    /// - A whole float is an integer: Lua makes 5.0 of many a 5.
    /// - An integer is a string, as in Lua's own `..`: identifiers, ports and versions are texts here and numbers there.
    ///   Not for a secret, of which leading zeros may be gone already.
    /// - A decimal numeral is a number where it is the way this number is written: identifiers from a command line.
    func converted(_ value: JSONValue, isSecret: Bool = false) -> JSONValue? {
        switch (shape, value) {
        case (.integer, .number(let number)): Int64(exactly: number).map { .integer($0) }
        case (.string, .integer(let number)): isSecret ? nil : .string(String(number))
        case (.integer, .string(let text)): Self.integer(text).map { .integer($0) }
        case (.number, .string(let text)): Self.integer(text).map { .integer($0) } ?? Self.number(text)
        default: nil
        }
    }

    private static func integer(_ text: String) -> Int64? {
        guard text.utf8.count <= 20, let number = Int64(text), String(number) == text else { return nil }
        return number
    }

    private static func number(_ text: String) -> JSONValue? {
        guard text.utf8.count <= 24, let number = Double(text), number.isFinite, "\(number)" == text else { return nil }
        return .number(number)
    }
}
