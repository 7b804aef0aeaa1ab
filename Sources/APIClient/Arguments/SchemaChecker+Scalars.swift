import Catalog
import JSON

extension SchemaChecker {
    mutating func checkScalar(_ value: JSONValue, _ schema: Schema, _ place: Place) -> JSONValue {
        guard let value = converted(value, to: schema.shape) else {
            refuse(value, at: place.shownPath, expected: schema, isSecret: place.isSecret)
            return value
        }
        if !schema.allowedValues.isEmpty {
            checkAllowed(value, schema.allowedValues, place)
        } else if let text = value.string {
            checkText(text, schema, place)
        } else if let number = value.number {
            checkNumber(number, value, schema, place)
        }
        return value
    }

    /// The value in the form the shape is written in, or nil where it is of another type. Lua makes 5.0 of many a 5.
    private func converted(_ value: JSONValue, to shape: Schema.Shape) -> JSONValue? {
        switch (shape, value) {
        case (.boolean, .bool), (.string, .string), (.integer, .integer), (.number, .integer): value
        case (.integer, .number(let number)): Int64(exactly: number).map { .integer($0) }
        case (.number, .number(let number)) where number.isFinite: value
        default: nil
        }
    }

    private mutating func checkAllowed(_ value: JSONValue, _ allowed: [JSONValue], _ place: Place) {
        let isAllowed = allowed.contains { $0 == value || ($0.number != nil && $0.number == value.number) }
        guard !isAllowed else { return }
        let nearest = value.string.flatMap { nearestName(to: $0, among: allowed.compactMap(\.string)) }
        let found = foundText(value, isSecret: place.isSecret)
        report(place.shownPath, .notAllowed(allowed, found: found, nearest: nearest.map { quoted($0) }))
    }

    private mutating func checkNumber(_ number: Double, _ value: JSONValue, _ schema: Schema, _ place: Place) {
        let found = foundText(value, isSecret: place.isSecret)
        let formatRange = schema.format.flatMap(Format.range)
        let minimum = [schema.minimum, formatRange?.lowerBound].compactMap(\.self).max()
        let maximum = [schema.maximum, formatRange?.upperBound].compactMap(\.self).min()
        if number < minimum ?? -.infinity || number > maximum ?? .infinity {
            report(place.shownPath, .outOfRange(minimum: minimum, maximum: maximum, found: found))
        }
        if let divisor = schema.multipleOf, !isMultiple(number, of: divisor) {
            report(place.shownPath, .notMultiple(of: divisor, found: found))
        }
    }

    /// Whether the quotient is whole but for the rounding of decimal fractions: 0.3 is a multiple of 0.1.
    private func isMultiple(_ number: Double, of divisor: Double) -> Bool {
        guard divisor > 0 else { return true }
        let quotient = number / divisor
        return abs(quotient - quotient.rounded()) <= 1e-9 * max(1, abs(quotient))
    }

    private mutating func checkText(_ text: String, _ schema: Schema, _ place: Place) {
        let count = text.unicodeScalars.count
        if let length = schema.length, !length.contains(count) {
            report(place.shownPath, .wrongLength(length, unit: .characters, found: count))
            return
        }
        let found = foundText(.string(text), isSecret: place.isSecret)
        if let pattern = schema.pattern {
            guard patterns.matches(text, pattern) else {
                let expected = schema.patternMeaning ?? "a text that matches /\(pattern)/"
                report(place.shownPath, .malformed(expected: expected, found: found))
                return
            }
            // Patterns such as `^$|...` allow an empty text beside the format.
            if text.isEmpty { return }
        }
        if let problem = schema.format.flatMap({ Format.problem(of: text, in: $0, shownAs: found) }) {
            report(place.shownPath, problem)
        }
    }
}
