// Field lines: `NAME[*]: TYPE MODIFIER... [-- TEXT]`.

extension GroupReader {
    /// Where a field line stands.
    enum FieldPlace {
        case type, answer
        /// What goes with a request: a query parameter, a header, a member of the body.
        case request
        /// A path parameter.
        case path
    }

    private static let attributes = [
        "readonly", "secret", "deprecated", "as", "of", "default", "example"
    ]

    /// Reads the field lines below a line of this level, with the fields that `include` brings.
    mutating func fields(below level: Int, in place: FieldPlace) throws(CatalogError) -> [Field] {
        var fields: [Field] = []
        // Beside the fields, which are costly to pass by.
        var names: [String] = []
        try readBlock(below: level) { reader, line throws(CatalogError) in
            let count = fields.count
            if line.skipWord("include") {
                fields += try reader.includedFields(&line)
            } else {
                fields.append(try reader.field(&line, in: place))
            }
            for index in count..<fields.count {
                let name = fields[index].name
                guard !names.contains(name) else { throw line.mistake("the field '\(name)' is there twice") }
                names.append(name)
            }
        }
        guard !fields.isEmpty else { throw scanner(at: cursor - 1).mistake("expected fields below this line") }
        return fields
    }

    private mutating func includedFields(_ line: inout LineScanner) throws(CatalogError) -> [Field] {
        let name = try line.word("the name of a type")
        guard case .object(let fields, _) = try readType(named: name, usedIn: line).shape else {
            throw line.mistake("only an object type can be included, and '\(name)' is none")
        }
        return fields
    }

    /// Reads one field line and what is below it.
    mutating func field(_ line: inout LineScanner, in place: FieldPlace) throws(CatalogError) -> Field {
        let name = try line.name("the name of a field")
        let isRequired = line.skip("*")
        try line.expect(":")
        var field = Field(name: name, schema: try type(&line))
        field.isRequired = isRequired
        while let word = modifier(&line) {
            if try describe(&field, by: word, &line) { continue }
            if try constrain(&field.schema, by: word, &line) { continue }
            throw unknown("modifier", word, of: Self.attributes + Self.constraints, in: line)
        }
        if line.skipWord("--") { field.summary = try line.rest("a sentence") }
        if place == .request, field.isRequired, field.isReadOnly {
            throw line.mistake("'\(name)' cannot be required in a request and readonly")
        }
        return field
    }

    /// Reads the rest of a modifier that is not part of the type. False where there is no such modifier.
    private mutating func describe(
        _ field: inout Field, by word: String, _ line: inout LineScanner
    ) throws(CatalogError) -> Bool {
        switch word {
        case "readonly": field.isReadOnly = true
        case "secret": field.isSecret = true
        case "deprecated": field.isDeprecated = true
        case "as": field.luaName = try luaName(&line)
        case "of":
            field.resource = qualified(try line.word("the name of a resource"))
            references.append(Reference(kind: .resource, name: field.resource ?? "", line: line.number))
        case "default":
            try line.expect("=")
            field.defaultValue = try value(try line.literal(), for: field.schema, in: line)
        case "example":
            try line.expect("=")
            field.example = try value(try line.literal(), for: field.schema, in: line)
        default: return false
        }
        return true
    }

    private func luaName(_ line: inout LineScanner) throws(CatalogError) -> String {
        let name = try line.word("a name for Lua")
        guard LuaName.isIdentifier(name) else { throw line.mistake("'\(name)' is no name in Lua") }
        return name
    }

    /// The full form of a name of this group or, with a dot in it, of another one.
    func qualified(_ name: String) -> String { name.contains(".") ? name : "\(group).\(name)" }
}
