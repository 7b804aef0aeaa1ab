/// Reads definitions for lua-language-server as strictly as the server does, and says where it would complain.
///
/// The grammar is that of LuaCATS: `---@TAG` with names, types, and a comment behind; a name is made of letters, digits,
/// `_`, `.`, `-` and `*`.
struct AnnotationGrammar {
    private(set) var mistakes: [String] = []
    /// Names that `---@class` and `---@alias` define, with how often.
    private(set) var definitions: [String: Int] = [:]
    /// Names that types use, with a line that does.
    private(set) var references: [String: String] = [:]

    private var pendingParameters: [String] = []
    private var overloads: [String] = []
    private(set) var functions: [String: Int] = [:]

    private static let builtIn: Set<String> = [
        "any", "nil", "boolean", "string", "integer", "number", "function", "table", "true", "false", "T", "self"
    ]

    init(_ text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { read(String(line)) }
        for (name, line) in references where definitions[name] == nil && !Self.builtIn.contains(name) {
            mistakes.append("\(line): \(name) is not defined")
        }
        for (name, count) in definitions where count > 1 { mistakes.append("\(name) is defined \(count) times") }
        for (name, count) in functions where count > 1 { mistakes.append("function \(name) is defined \(count) times") }
    }

    private mutating func read(_ line: String) {
        if line.hasPrefix("---@") {
            readTag(line)
        } else if line.hasPrefix("---| ") {
            var type = TypeReader(String(line.dropFirst(5)), line: line)
            type.readType()
            finish(type, isWhole: true)
        } else if line.hasPrefix("function ") || line.contains(" = function(") {
            readFunction(line)
        }
    }

    private mutating func readTag(_ line: String) {
        let tag = line.dropFirst(4).prefix { $0 != " " }
        var reader = TypeReader(String(line.dropFirst(4 + tag.count)), line: line)
        switch tag {
        case "meta", "deprecated": expect(reader.isAtEnd, line)
        case "class":
            define(reader.readName(), line)
            if reader.take(":") {
                repeat { reader.readReference() } while reader.take(",")
            }
            finish(reader, isWhole: true)
        case "alias":
            define(reader.readName(), line)
            if !reader.isAtEnd { reader.readType() }
            finish(reader, isWhole: true)
        case "field":
            reader.readFieldName()
            reader.readType()
            finish(reader, isWhole: false)
        case "param":
            pendingParameters.append(reader.take("...") ? "..." : reader.readName() ?? "")
            _ = reader.take("?")
            reader.readType()
            finish(reader, isWhole: false)
        case "return", "type":
            reader.readType()
            finish(reader, isWhole: true)
        case "overload":
            reader.readType()
            finish(reader, isWhole: true)
        case "generic": expect(reader.readName() == "T" && reader.isAtEnd, line)
        default: mistakes.append("\(line): unknown tag")
        }
    }

    private mutating func readFunction(_ line: String) {
        guard let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")") else {
            return mistakes.append("\(line): no parameters")
        }
        let names = line[line.index(after: open)..<close].split(separator: ",").map { String($0.drop { $0 == " " }) }
        expect(names == pendingParameters, "\(line): the parameters are \(pendingParameters)")
        expect(Set(names).count == names.count, line)
        pendingParameters = []
        let name = line[..<open]
        // Methods of all resources are functions of a local.
        if !name.contains(":") { functions[String(name), default: 0] += 1 }
    }

    private mutating func define(_ name: String?, _ line: String) {
        guard let name else { return mistakes.append("\(line): no name") }
        definitions[name, default: 0] += 1
    }

    /// - Parameter isWhole: whether nothing but a comment after `#` may follow.
    private mutating func finish(_ reader: TypeReader, isWhole: Bool) {
        if let mistake = reader.mistake { mistakes.append("\(reader.line): \(mistake)") }
        for name in reader.references { references[name] = reader.line }
        if isWhole {
            expect(reader.isAtEnd, "\(reader.line): more than a type")
        } else {
            let rest = reader.rest
            // What the server would take for more of the type.
            expect(
                rest.isEmpty || !"|<[(?:,{}>)]&".contains(rest.first ?? " "),
                "\(reader.line): the comment joins the type")
        }
    }

    private mutating func expect(_ holds: Bool, _ mistake: String) { if !holds { mistakes.append(mistake) } }
}

/// Reads a type from the left.
private struct TypeReader {
    let line: String
    private(set) var mistake: String?
    private(set) var references: [String] = []
    private var text: Substring

    init(_ text: String, line: String) {
        self.text = Substring(text)
        self.line = line
    }

    var rest: Substring { text.drop { $0 == " " } }
    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ symbol: String) -> Bool {
        guard rest.hasPrefix(symbol) else { return false }
        text = rest.dropFirst(symbol.count)
        return true
    }

    mutating func readName() -> String? {
        let isPart: (Character) -> Bool = { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-*".contains($0)) }
        let name = rest.prefix(while: isPart)
        guard let first = name.first, !first.isNumber || name.contains(where: \.isLetter), !"-.*".contains(first) else {
            fail("no name")
            return nil
        }
        text = rest.dropFirst(name.count)
        return String(name)
    }

    mutating func readReference() {
        if let name = readName() { references.append(name) }
    }

    mutating func readFieldName() {
        if take("[") {
            if rest.first == "\"" { readString() } else { readType() }
            if !take("]") { fail("no ]") }
        } else {
            let name = readName() ?? ""
            if ["public", "private", "protected", "package"].contains(name) { fail("\(name) is read as a visibility") }
            if name.contains(where: { ".-*".contains($0) }) { fail("\(name) is no field") }
        }
        _ = take("?")
    }

    mutating func readType() {
        repeat { readUnit() } while mistake == nil && take("|")
        _ = take("?")
    }

    private mutating func readUnit() {
        if take("(") {
            readType()
            if !take(")") { fail("no )") }
        } else if take("{") {
            readTable()
        } else if rest.first == "\"" {
            readString()
        } else if rest.first == "-" || rest.first?.isNumber == true {
            text = rest.drop { $0 == "-" || $0.isNumber }
        } else if rest.hasPrefix("fun(") {
            _ = take("fun(")
            readFunction()
        } else if let name = readName() {
            if name == "table", take("<") {
                readType()
                if !take(",") { fail("no value type") }
                readType()
                if !take(">") { fail("no >") }
            } else {
                references.append(name)
            }
        }
        while take("[]") {}
    }

    private mutating func readTable() {
        repeat {
            _ = readName()
            _ = take("?")
            if !take(":") { return fail("no type of a field") }
            readType()
        } while mistake == nil && take(",")
        if !take("}") { fail("no }") }
    }

    private mutating func readFunction() {
        while mistake == nil, !take(")") {
            _ = readName()
            _ = take("?")
            if take(":") { readType() }
            if !take(","), !rest.hasPrefix(")") { return fail("no )") }
        }
        if take(":") { readType() }
    }

    private mutating func readString() {
        _ = take("\"")
        var isEscaped = false
        while let character = text.popFirst() {
            if character == "\"", !isEscaped { return }
            isEscaped = character == "\\" && !isEscaped
        }
        fail("the string does not end")
    }

    private mutating func fail(_ reason: String) { mistake = mistake ?? reason }
}
