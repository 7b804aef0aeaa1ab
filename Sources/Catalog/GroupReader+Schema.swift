// Type expressions: `string`, `[Trigger]`, `{integer}`, `integer | string`, `Kernel?`.

extension GroupReader {
    /// Reads a type with the constraints that follow it.
    mutating func constrainedType(_ line: inout LineScanner) throws(CatalogError) -> Schema {
        var schema = try type(&line)
        while let word = modifier(&line) {
            guard try constrain(&schema, by: word, &line) else {
                throw unknown("constraint", word, of: Self.constraints, in: line)
            }
        }
        return schema
    }

    /// Reads a type: one or several alternatives, and a `?` where null is a value too.
    mutating func type(_ line: inout LineScanner) throws(CatalogError) -> Schema {
        var alternatives: [Union.Variant] = []
        repeat {
            line.skipBlanks()
            let start = line.position
            let schema = try primaryType(&line)
            let name = String(decoding: line.bytes[start..<line.position], as: UTF8.self)
            alternatives.append(Union.Variant(name: name, schema: schema))
        } while line.skip("|")
        var schema =
            alternatives.count == 1
            ? alternatives[0].schema : Schema(.oneOf(Union(discriminator: nil, variants: alternatives)))
        if line.next == UInt8(ascii: "?") {
            line.advance()
            schema.isNullable = true
        }
        return schema
    }

    private mutating func primaryType(_ line: inout LineScanner) throws(CatalogError) -> Schema {
        if line.skip("[") { return Schema(.array(try type(&line, closedBy: "]"))) }
        if line.skip("{") { return Schema(.map(try type(&line, closedBy: "}"))) }
        if line.skip("(") { return try type(&line, closedBy: ")") }
        let start = line.position
        let name = line.text(while: \.isTypeNameByte).withoutGroup(group)
        if name == "object" { return Schema(.object(try objectFields(below: line), isOpen: false)) }
        guard name.isTypeName || TypeName(name) != nil else {
            if let schema = Schema(builtIn: name) { return schema }
            line.position = start
            guard !name.isEmpty else { throw line.expected("a type") }
            throw unknown("type", name, of: Schema.builtInNames + typeDeclarations.keys, in: line)
        }
        references.append(Reference(kind: .type, name: name, line: line.number))
        return Schema(.reference(name))
    }

    private mutating func type(
        _ line: inout LineScanner, closedBy end: Unicode.Scalar
    ) throws(CatalogError) -> Schema {
        let schema = try constrainedType(&line)
        try line.expect(end)
        return schema
    }

    /// The fields below a line with the word `object` in it; the first such word of a line gets them.
    private mutating func objectFields(below line: LineScanner) throws(CatalogError) -> [Field] {
        guard hasBlock(below: line.level), lines[cursor - 1].number == line.number else {
            guard isOpen(line) else { throw line.mistake("an object has fields below it, or is 'object open'") }
            return []
        }
        return try fields(below: line.level, in: .type)
    }

    /// Whether `open` follows.
    private func isOpen(_ line: LineScanner) -> Bool {
        var rest = line
        if rest.next == UInt8(ascii: "?") { rest.advance() }
        return modifier(&rest) == "open"
    }
}

extension Schema {
    /// The names that need no declaration.
    static let builtInNames =
        ["string", "integer", "number", "boolean", "any", "object"] + integerFormats + stringFormats + ["float"]

    private static let integerFormats = ["int32", "int64", "uint32", "uint64"]
    private static let stringFormats = [
        "date-time", "date", "uuid", "uri", "email", "hostname", "ipv4", "ipv6", "cidr", "byte", "binary", "cron"
    ]

    /// The names that may stand after `format=`.
    static let formats = integerFormats + stringFormats + ["float"]

    fileprivate init?(builtIn name: String) {
        switch name {
        case "string": self.init(.string)
        case "integer": self.init(.integer)
        case "number": self.init(.number)
        case "boolean": self.init(.boolean)
        case "any": self.init(.any)
        case "float": self.init(.number, format: name)
        case _ where Self.integerFormats.contains(name): self.init(.integer, format: name)
        case _ where Self.stringFormats.contains(name): self.init(.string, format: name)
        default: return nil
        }
    }

    private init(_ shape: Shape, format: String) {
        self.init(shape)
        self.format = format
    }
}
