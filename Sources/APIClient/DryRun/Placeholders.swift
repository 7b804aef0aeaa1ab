import Catalog
import JSON

/// Identifiers of what does not exist: of the right type, each another, and none that the API gives.
struct Placeholders {
    private var count = 0
    private var made: Set<String> = []

    func contains(_ value: JSONValue) -> Bool { value.pathText.map(made.contains) ?? false }

    /// A number beyond those in use, a UUID of zeros, or `dry-run-1`. They pass the checks of arguments as real ones do.
    ///
    /// - Parameter example: Where the schema has a pattern, a value that is of its form.
    mutating func make(_ schema: Schema, example: JSONValue?) -> JSONValue {
        count += 1
        let value = value(schema, example)
        if let text = value.pathText { made.insert(text) }
        return value
    }

    private func value(_ schema: Schema, _ example: JSONValue?) -> JSONValue {
        switch (schema.shape, schema.format) {
        case (.integer, "int32"), (.integer, "uint32"): return .integer(2_000_000_000 + Int64(count))
        case (.integer, _), (.number, _): return .integer(990_000_000_000 + Int64(count))
        case (_, "uuid"): return .string("00000000-0000-4000-8000-" + padded(String(count, radix: 16), to: 12))
        default:
            guard schema.pattern != nil, let example = example?.string else { return .string("dry-run-\(count)") }
            return .string(example)
        }
    }

    private func padded(_ text: String, to length: Int) -> String {
        String(repeating: "0", count: max(0, length - text.count)) + text
    }
}
