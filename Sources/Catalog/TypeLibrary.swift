/// The types of all groups, each read when another group first mentions it.
///
/// In here every type has its full name, `actions.Action`. Belongs to one reading of the catalog, on one thread.
final class TypeLibrary {
    /// The beginning of a file: its lines and where its types are, but nothing read.
    private struct Shelf {
        var reader: GroupReader
        var resources: [GroupReader.ResourceDeclaration]
    }

    private let files: [String: CatalogFile]
    private var shelves: [String: Shelf] = [:]
    private var schemas: [String: Schema] = [:]
    /// The types that are being read for an `include`, outermost first.
    private var openTypes: [String] = []

    init(_ files: [String: CatalogFile]) { self.files = files }

    /// The schema of a type of any group, whose references have full names.
    ///
    /// - Parameter place: the line that mentions it, for the message where there is no such type.
    func schema(of name: TypeName, mentionedAt place: LineScanner) throws(CatalogError) -> Schema {
        if let schema = schemas[name.description] { return schema }
        try checkExistence(of: name, mentionedAt: place)
        if let start = openTypes.firstIndex(of: name.description) {
            let circle = (openTypes[start...] + [name.description]).joined(separator: " includes ")
            throw place.mistake("the include never ends: \(circle)")
        }
        openTypes.append(name.description)
        defer { openTypes.removeLast() }
        // A copy: what is read for one type is of no use for the next.
        guard var reader = try shelf(of: name.group)?.reader else { return Schema(.any) }
        let schema = try reader.readType(named: name.name, usedIn: place).withFullNames(from: name.group)
        try reader.checkTypesExist()
        schemas[name.description] = schema
        try checkEnd(of: schema, named: name, readBy: reader)
        return schema
    }

    /// Makes sure that a type which is only a name for another one comes to an end: whoever resolves it relies on that.
    private func checkEnd(
        of schema: Schema, named name: TypeName, readBy reader: GroupReader
    ) throws(CatalogError) {
        guard let start = reader.typeDeclarations[name.name] else { return }
        var passed: Set<String> = [name.description]
        var schema = schema
        while case .reference(let text) = schema.shape, let next = TypeName(text) {
            let line = reader.scanner(at: start)
            guard passed.insert(text).inserted else { throw line.mistake("the type '\(name.name)' is itself") }
            schema = try self.schema(of: next, mentionedAt: line)
        }
    }

    /// Makes sure that a type is declared, without reading it.
    func checkExistence(of name: TypeName, mentionedAt place: LineScanner) throws(CatalogError) {
        guard let shelf = try shelf(of: name.group) else {
            let ending = Suggestion.ending(for: name.group, in: files.keys)
            throw place.mistake("unknown group '\(name.group)' in the type '\(name)'\(ending)")
        }
        let declarations = shelf.reader.typeDeclarations
        guard declarations[name.name] == nil else { return }
        let ending = Suggestion.nearest(to: name.name, in: declarations.keys, limit: 1).first
            .map { "; did you mean '\(name.group).\($0)'?" }
        throw place.mistake("unknown type '\(name)'\(ending ?? "")")
    }

    /// The resource that a group declares for its type of this name.
    func resource(of name: TypeName) throws(CatalogError) -> Resource? {
        guard let shelf = try shelf(of: name.group),
            let declaration = shelf.resources.first(where: { $0.typeNames.contains(name.name) })
        else { return nil }
        var reader = shelf.reader
        return try reader.readResource(declaredAt: declaration.index)
    }

    private func shelf(of group: String) throws(CatalogError) -> Shelf? {
        if let shelf = shelves[group] { return shelf }
        guard let file = files[group] else { return nil }
        var reader = try GroupReader(file, library: self)
        try reader.findTypes()
        let shelf = Shelf(reader: reader, resources: reader.resourceDeclarations())
        shelves[group] = shelf
        return shelf
    }
}

/// The full name of a type: `actions.Action`.
struct TypeName: Hashable, CustomStringConvertible {
    var group: String
    var name: String

    init(group: String, name: String) {
        self.group = group
        self.name = name
    }

    /// Nil where the text is not the name of a type with that of a group before it.
    init?(_ text: String) {
        guard let dot = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
        group = String(text[..<dot])
        name = String(text[text.utf8.index(after: dot)...])
        guard LuaName.isIdentifier(group), name.isTypeName else { return nil }
    }

    var description: String { "\(group).\(name)" }
}

extension String {
    /// Whether a type may be called so: `LikeThis`.
    var isTypeName: Bool { utf8.first?.isUppercase == true && utf8.allSatisfy { $0.isLetter || $0.isDigit } }
}
