// Types of other groups: `actions.Action`.

extension GroupReader {
    /// The type of another group that a name means; nil for the name of a type of this file.
    func foreignName(_ name: String) -> TypeName? {
        TypeName(name).flatMap { $0.group == group ? nil : $0 }
    }

    /// The schema of a type of another group with the names it has here, and all it mentions among the references.
    mutating func foreignType(_ name: TypeName, usedIn line: LineScanner) throws(CatalogError) -> Schema {
        let schema = try library.schema(of: name, mentionedAt: line).withLocalNames(in: group)
        references += schema.referenceNames.map { Reference(kind: .type, name: $0, line: line.number) }
        return schema
    }

    /// Copies the types of other groups that this file mentions, and those they mention in their turn.
    mutating func importTypes() throws(CatalogError) {
        var waiting = references.filter { $0.kind == .type && types[$0.name] == nil }
        while let reference = waiting.popLast() {
            guard types[reference.name] == nil, let name = foreignName(reference.name) else { continue }
            let schema = try library.schema(of: name, mentionedAt: scanner(ofLine: reference.line))
                .withLocalNames(in: group)
            types[reference.name] = schema
            waiting += schema.referenceNames.map { Reference(kind: .type, name: $0, line: reference.line) }
            foreignResources[reference.name] = try library.resource(of: name)
        }
    }

    /// Makes sure that all types mentioned so far exist, without reading them.
    func checkTypesExist() throws(CatalogError) {
        for reference in references where reference.kind == .type && types[reference.name] == nil {
            if let name = foreignName(reference.name) {
                try library.checkExistence(of: name, mentionedAt: scanner(ofLine: reference.line))
            } else if typeDeclarations[reference.name] == nil {
                let ending = Suggestion.ending(for: reference.name, in: typeDeclarations.keys)
                throw mistake(line: reference.line, "unknown type '\(reference.name)'\(ending)")
            }
        }
    }

    private func scanner(ofLine number: Int) -> LineScanner {
        // References come from lines of this file, so that there is one of that number.
        scanner(at: lines.firstIndex { $0.number == number } ?? 0)
    }
}

// MARK: - Resources of a file that is not read

extension GroupReader {
    /// Where a resource is declared, and for which types.
    struct ResourceDeclaration {
        /// Of the line `resource NAME`.
        var index: Int
        var typeNames: [String] = []
    }

    /// The resources of the file with the types they are for.
    func resourceDeclarations() -> [ResourceDeclaration] {
        var declarations: [ResourceDeclaration] = []
        var isInResource = false
        for index in lines.indices where lines[index].level < 2 {
            var line = scanner(at: index)
            if lines[index].level == 0 {
                isInResource = line.word() == "resource"
                if isInResource { declarations.append(ResourceDeclaration(index: index)) }
            } else if isInResource, ["type", "also"].contains(line.word()) {
                while !line.isAtEnd { declarations[declarations.count - 1].typeNames.append(line.word()) }
            }
        }
        return declarations
    }

    /// Reads the one resource declared in the line of this index.
    mutating func readResource(declaredAt index: Int) throws(CatalogError) -> Resource? {
        var line = scanner(at: index)
        _ = line.word()
        cursor = index + 1
        try readResource(&line)
        return resources.last
    }
}
