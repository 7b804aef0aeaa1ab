internal import JSON

/// Values as Lua source that gives them back. A null is written `null`, the name of the API's null in this program.
enum LuaConstructor {
    static func text(_ value: JSONValue) -> String {
        var text = ""
        append(value, indentation: 0, to: &text)
        return text
    }

    /// Not by joining the texts of what is inside, which would copy everything once for each table around it.
    private static func append(_ value: JSONValue, indentation: Int, to text: inout String) {
        let inner = indentation + 2
        switch value {
        case .array(let items) where !items.isEmpty:
            text += "{\n"
            for item in items {
                startLine(inner, of: &text)
                append(item, indentation: inner, to: &text)
                text += ",\n"
            }
        case .object(let object) where !object.isEmpty:
            text += "{\n"
            for member in object.members {
                startLine(inner, of: &text)
                text += key(member.name)
                text += " = "
                append(member.value, indentation: inner, to: &text)
                text += ",\n"
            }
        default:
            text += scalar(value)
            return
        }
        startLine(indentation, of: &text)
        text += "}"
    }

    private static func startLine(_ indentation: Int, of text: inout String) {
        for _ in 0..<indentation { text += " " }
    }

    /// A value that is on one line in any case.
    private static func scalar(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        // The sign is an operator to Lua, and the digits after it alone are too great for an integer.
        case .integer(.min): "math.mininteger"
        case .integer(let number): "\(number)"
        case .number(let number): Self.number(number)
        case .string(let text): LuaLiteral.quoted(text)
        case .array, .object: "{}"
        }
    }

    /// A value on one line.
    static func line(_ value: JSONValue) -> String {
        switch value {
        case .array(let items): items.isEmpty ? "{}" : "{ " + items.map(line).joined(separator: ", ") + " }"
        case .object(let object) where !object.isEmpty:
            "{ " + object.members.map { key($0.name) + " = " + line($0.value) }.joined(separator: ", ") + " }"
        default: scalar(value)
        }
    }

    /// A value broken into lines where it would be wider than `width` cells; what fits stays on one.
    ///
    /// - Parameter before: the cells that stand before it on its line, beside the indentation.
    static func fitted(_ value: JSONValue, width: Int, indentation: Int = 0, before: Int = 0) -> String {
        let line = line(value)
        guard indentation + before + DisplayWidth.of(line) > width else { return line }
        let inner = indentation + 2
        switch value {
        case .array(let items) where !items.isEmpty:
            return block(items.map { fitted($0, width: width - 1, indentation: inner) }, indentation)
        case .object(let object) where !object.isEmpty:
            let fields = object.members.map { member in
                let name = key(member.name) + " = "
                return name + fitted(member.value, width: width - 1, indentation: inner, before: DisplayWidth.of(name))
            }
            return block(fields, indentation)
        default: return line
        }
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "0/0" }
        return value.isInfinite ? (value < 0 ? "-math.huge" : "math.huge") : "\(value)"
    }

    private static func key(_ name: String) -> String {
        LuaLiteral.isName(Array(name.utf8)) ? name : "[" + LuaLiteral.quoted(name) + "]"
    }

    private static func block(_ fields: [String], _ indentation: Int) -> String {
        guard !fields.isEmpty else { return "{}" }
        let inner = String(repeating: " ", count: indentation + 2)
        return "{\n" + fields.map { inner + $0 + ",\n" }.joined() + String(repeating: " ", count: indentation) + "}"
    }
}
