import JSON

/// A value as messages show it: strings quoted and shortened, tables and lists by name.
func foundText(_ value: JSONValue, isSecret: Bool = false) -> String {
    switch value {
    case .null: "null"
    case .array: "a list"
    case .object: "a table"
    case _ where isSecret: "another value"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): "\(number)"
    case .string(let text): quoted(text)
    }
}

/// A string in quotes, at most 60 characters of it, with every character escaped that would move a cursor.
func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars.prefix(60) {
        switch scalar {
        case "\"", "\\": quoted += "\\" + String(scalar)
        case "\n": quoted += "\\n"
        case "\t": quoted += "\\t"
        case _ where isPrintable(scalar): quoted.unicodeScalars.append(scalar)
        default: quoted += "\\u{\(String(scalar.value, radix: 16))}"
        }
    }
    return quoted + (text.unicodeScalars.count > 60 ? "…\"" : "\"")
}

/// Whether a terminal shows the scalar instead of obeying it: no control, and no override of the writing direction.
func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: false
    default: true
    }
}
