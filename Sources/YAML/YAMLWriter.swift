import JSON

/// Writes a value as a YAML document in block style.
struct YAMLWriter {
    private(set) var text = ""

    mutating func document(_ value: JSONValue) {
        switch value {
        case .object(let object) where !object.isEmpty: mapping(object, indent: 0)
        case .array(let elements) where !elements.isEmpty: sequence(elements, indent: 0)
        default: scalar(value, indent: 0)
        }
    }

    /// Writes the members, the first where the cursor is and the others on lines of their own.
    private mutating func mapping(_ object: JSONObject, indent: Int) {
        for (index, member) in object.members.enumerated() {
            if index > 0 { startLine(indent) }
            key(member.name, indent: indent)
            switch member.value {
            case .object(let object) where !object.isEmpty:
                text += "\n"
                startLine(indent + 2)
                mapping(object, indent: indent + 2)
            case .array(let elements) where !elements.isEmpty:
                text += "\n"
                startLine(indent + 2)
                sequence(elements, indent: indent + 2)
            default:
                text += " "
                scalar(member.value, indent: indent)
            }
        }
    }

    /// Writes the name and its colon. A reader looks no further than 1024 characters for the colon, so before a longer
    /// name stands a question mark.
    private mutating func key(_ name: String, indent: Int) {
        let key = YAMLString.isPlain(name) ? name : YAMLString.quoted(name)
        if key.unicodeScalars.count > 1000 {
            text += "? " + key + "\n"
            startLine(indent)
            text += ":"
        } else {
            text += key + ":"
        }
    }

    private mutating func sequence(_ elements: [JSONValue], indent: Int) {
        for (index, element) in elements.enumerated() {
            if index > 0 { startLine(indent) }
            text += "- "
            switch element {
            case .object(let object) where !object.isEmpty: mapping(object, indent: indent + 2)
            case .array(let elements) where !elements.isEmpty: sequence(elements, indent: indent + 2)
            default: scalar(element, indent: indent)
            }
        }
    }

    private mutating func startLine(_ indent: Int) {
        for _ in 0..<indent { text += " " }
    }

    // MARK: Scalars

    /// Writes a value on what is left of this line, or as a block on the next ones, and ends the line.
    private mutating func scalar(_ value: JSONValue, indent: Int) {
        switch value {
        case .null: text += "null\n"
        case .bool(let value): text += value ? "true\n" : "false\n"
        case .integer(let value): text += "\(value)\n"
        case .number(let value): text += Self.number(value) + "\n"
        case .string(let value): string(value, indent: indent)
        case .array: text += "[]\n"
        case .object: text += "{}\n"
        }
    }

    /// YAML 1.1 wants a point in every float, and a sign before every exponent.
    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? ".nan" : value < 0 ? "-.inf" : ".inf" }
        let shortest = value.description
        guard !shortest.contains("."), let exponent = shortest.firstIndex(of: "e") else { return shortest }
        return shortest[..<exponent] + ".0" + shortest[exponent...]
    }

    private mutating func string(_ value: String, indent: Int) {
        if YAMLString.isPlain(value) {
            text += value + "\n"
        } else if YAMLString.isLiteral(value) {
            literal(value, indent: indent + 2)
        } else {
            text += YAMLString.quoted(value) + "\n"
        }
    }

    /// Writes a block whose indicator says what the line breaks at its end are: none (`-`), one, or all (`+`).
    private mutating func literal(_ value: String, indent: Int) {
        var lines = value.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        let breaks = lines.reversed().prefix { $0.isEmpty }.count
        text += breaks == 0 ? "|-\n" : breaks == 1 ? "|\n" : "|+\n"
        if breaks > 0 { lines.removeLast() }
        for line in lines {
            if !line.isEmpty { startLine(indent) }
            text.unicodeScalars += line
            text += "\n"
        }
    }
}
