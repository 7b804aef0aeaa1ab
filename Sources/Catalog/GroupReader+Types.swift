// Named types: `type NAME` and what is below it.

extension GroupReader {
    /// The schema of a named type, read now if it has not been read before.
    mutating func readType(named name: String, usedIn line: LineScanner) throws(CatalogError) -> Schema {
        let name = name.withoutGroup(group)
        if let schema = types[name] { return schema }
        if let name = foreignName(name) { return try foreignType(name, usedIn: line) }
        guard let declaration = typeDeclarations[name] else {
            throw unknown("type", name, of: Array(typeDeclarations.keys), in: line)
        }
        if let start = openTypes.firstIndex(of: name) {
            let circle = (openTypes[start...] + [name]).joined(separator: " includes ")
            throw line.mistake("the include never ends: \(circle)")
        }
        let place = cursor
        openTypes.append(name)
        cursor = declaration + 1
        let schema = try readTypeBody(of: scanner(at: declaration))
        openTypes.removeLast()
        cursor = place
        types[name] = schema
        return schema
    }

    private mutating func readTypeBody(of header: LineScanner) throws(CatalogError) -> Schema {
        guard hasBlock(below: header.level) else { throw header.mistake("the type has no fields below it") }
        var line = scanner(at: cursor)
        let schema: Schema
        if line.skipWord("is") {
            cursor += 1
            schema = try constrainedType(&line)
        } else if line.skipWord("one"), line.skipWord("of") {
            cursor += 1
            schema = try readUnion(&line)
        } else {
            return Schema(.object(try fields(below: header.level, in: .type), isOpen: false))
        }
        try line.expectEnd()
        try expectNoBlock(below: header)
        return schema
    }

    /// Reads the lines `NAME[, NAME...]: TYPE` below `one of [by FIELD]`.
    private mutating func readUnion(_ header: inout LineScanner) throws(CatalogError) -> Schema {
        var discriminator: String?
        if header.skipWord("by") { discriminator = try header.name("the name of a field") }
        try header.expectEnd()
        var variants: [Union.Variant] = []
        try readBlock(below: header.level) { reader, line throws(CatalogError) in
            var names: [String] = []
            repeat { names.append(try line.name("a variant's name")) } while line.skip(",")
            try line.expect(":")
            let schema = try reader.constrainedType(&line)
            for name in names {
                guard !variants.contains(where: { $0.name == name }) else {
                    throw line.mistake("the variant '\(name)' is there twice")
                }
                variants.append(Union.Variant(name: name, schema: schema))
            }
        }
        guard variants.count > 1 else { throw header.mistake("'one of' needs at least two variants below it") }
        return Schema(.oneOf(Union(discriminator: discriminator, variants: variants)))
    }
}
