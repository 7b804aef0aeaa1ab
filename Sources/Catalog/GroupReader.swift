/// Reads one catalog file. The grammar is in the article <doc:FileFormat>.
struct GroupReader {
    /// A name used somewhere whose declaration may be anywhere.
    struct Reference {
        enum Kind: String {
            case type, resource, operation
        }

        var kind: Kind
        /// For resources and operations the full name.
        var name: String
        var line: Int
    }

    /// A line of a resource that only fits some operations or types, which may be declared later.
    struct ResourceLine {
        enum Content {
            case key(Resource.Identity)
            case get, list, create, update, delete
            case method(Resource.Method)
            case wait(Resource.Wait)
        }

        var resource: String
        var line: Int
        var content: Content
    }

    /// A path to a field of a resource's type, which may be declared later.
    struct FieldPath {
        var typeName: String
        var path: String
        var line: Int
    }

    let file: String
    let group: String
    /// The types of the other groups.
    let library: TypeLibrary
    let bytes: [UInt8]
    let lines: [SourceLine]
    /// The index of the line to be read next.
    var cursor = 0

    var summary: String?
    var resources: [Resource] = []
    /// In the order of the file, whether they have been read or not.
    var operationNames: [String] = []
    /// The index of the line that declares an operation.
    var operationDeclarations: [String: Int] = [:]
    /// Those that have been read.
    var operations: [String: Operation] = [:]
    /// Where each declaration begins, for the messages about it.
    var resourceLines: [String: Int] = [:]
    var parameterLines: [String: Int] = [:]
    var routeLines: [String: Int] = [:]
    var successLines: [String: Int] = [:]

    /// The index of the line that declares a type.
    var typeDeclarations: [String: Int] = [:]
    var types: [String: Schema] = [:]
    /// The types that are being read, outermost first: an `include` of one of them would never end.
    var openTypes: [String] = []

    var parameters: [String: Field] = [:]
    var references: [Reference] = []
    var fieldPaths: [FieldPath] = []
    var resourceLinesToCheck: [ResourceLine] = []
    /// The types that resources are of, with the lines that say so.
    var resourceTypes: [(name: String, line: Int)] = []
    /// The resources of other groups by the types of theirs that this file mentions.
    var foreignResources: [String: Resource] = [:]

    init(_ file: CatalogFile, library: TypeLibrary) throws(CatalogError) {
        self.file = file.name
        group = file.group
        self.library = library
        bytes = file.withBytes { Array($0) }
        lines = try SourceLine.lines(of: bytes, file: file.name)
    }

    /// Reads what the group says of itself, its parameters and its resources, and notes where the rest is.
    mutating func readOutline() throws(CatalogError) {
        try readHeader()
        try findTypes()
        try readParameters()
        try readDeclarations()
    }

    /// Reads what the outline leaves out, with the types of other files that it mentions.
    mutating func readRest() throws(CatalogError) {
        for name in operationNames { try readOperation(named: name) }
        // In the order of the file, so that the first mistake is the same every time.
        for (name, index) in typeDeclarations.sorted(by: { $0.value < $1.value }) {
            _ = try readType(named: name, usedIn: scanner(at: index))
        }
        try importTypes()
    }
}

// MARK: - Reading by name

extension GroupReader {
    /// The operation of this name, read now if it has not been read before; nil where there is none.
    mutating func operation(named name: String) throws(CatalogError) -> Operation? {
        try readOperation(named: name)
        return operations[name]
    }

    /// Without returning it: an operation is costly to copy.
    private mutating func readOperation(named name: String) throws(CatalogError) {
        guard !operations.keys.contains(name), let index = operationDeclarations[name] else { return }
        cursor = index + 1
        operations[name] = try readOperation(named: name, scanner(at: index))
    }

    /// In the order of the file; all, once the rest has been read.
    var allOperations: [Operation] { operationNames.compactMap { operations[$0] } }

    /// The schema of a type of this file, or of another one that this file mentions; nil where there is none.
    mutating func type(named name: String) throws(CatalogError) -> Schema? {
        if let schema = types[name] { return schema }
        if let index = typeDeclarations[name] { return try readType(named: name, usedIn: scanner(at: index)) }
        guard foreignName(name) != nil else { return nil }
        try importTypes()
        // What has been read does not mention it; the rest may.
        if types[name] == nil { try readRest() }
        return types[name]
    }

    /// The resource of another group that is for this type of it, which this file mentions.
    mutating func foreignResource(ofType name: String) throws(CatalogError) -> Resource? {
        guard foreignName(name) != nil, try type(named: name) != nil else { return nil }
        return foreignResources[name]
    }
}

// MARK: - Lines

extension GroupReader {
    func scanner(at index: Int) -> LineScanner { LineScanner(lines[index], of: bytes, file: file) }

    func mistake(line: Int, _ reason: String) -> CatalogError {
        CatalogError(file: file, line: line, reason: reason)
    }

    /// Whether the next line is indented below a line of this level.
    func hasBlock(below level: Int) -> Bool { cursor < lines.count && lines[cursor].level > level }

    /// Reads the lines indented by one level below `level`, each with `body`, which may read what is below its line.
    mutating func readBlock(
        below level: Int,
        _ body: (inout GroupReader, inout LineScanner) throws(CatalogError) -> Void
    ) throws(CatalogError) {
        while hasBlock(below: level) {
            var line = scanner(at: cursor)
            guard line.level == level + 1 else { throw line.mistake("nothing can be indented below the line above") }
            cursor += 1
            try body(&self, &line)
            try line.expectEnd()
        }
    }

    /// Makes sure that nothing is indented below a line that has been read to its end.
    func expectNoBlock(below line: LineScanner) throws(CatalogError) {
        guard hasBlock(below: line.level) else { return }
        throw scanner(at: cursor).mistake("nothing can be indented below the line above")
    }

    /// The mistake of a keyword that does not exist.
    func unknown(
        _ what: String, _ name: String, of known: [String], in line: LineScanner
    ) -> CatalogError {
        line.mistake("unknown \(what) '\(name)'\(Suggestion.ending(for: name, in: known))")
    }
}

// MARK: - Declarations

extension GroupReader {
    private static let declarations = ["group", "resource", "type", "parameter", "operation"]

    private mutating func readHeader() throws(CatalogError) {
        guard !lines.isEmpty else { throw mistake(line: 1, "expected 'group \(group)', found an empty file") }
        var line = scanner(at: 0)
        guard line.skipWord("group") else { throw line.expected("'group \(group)'") }
        let name = try line.word("the group's name")
        guard name == group else { throw line.mistake("the group '\(name)' must be in a file of its name") }
        try line.expectEnd()
        cursor = 1
        try readBlock(below: 0) { reader, line throws(CatalogError) in
            let keyword = line.word()
            guard keyword == "about" else { throw reader.unknown("line", keyword, of: ["about"], in: line) }
            reader.summary = try line.rest("a sentence")
        }
        guard summary != nil else { throw mistake(line: 1, "the group has no 'about'") }
    }

    /// Notes where the types are, so that `include` finds them wherever they stand.
    mutating func findTypes() throws(CatalogError) {
        for index in lines.indices where lines[index].level == 0 {
            var line = scanner(at: index)
            guard line.skipWord("type") else { continue }
            let name = try line.word("the type's name")
            try line.expectEnd()
            guard name.isTypeName else {
                throw line.mistake("a type's name is written LikeThis, not '\(name)'")
            }
            if let first = typeDeclarations.updateValue(index, forKey: name) {
                throw line.mistake("the type '\(name)' is declared in line \(lines[first].number) already")
            }
        }
    }

    /// Reads the path parameters of the file, which operations above them may use.
    private mutating func readParameters() throws(CatalogError) {
        let start = cursor
        defer { cursor = start }
        for index in lines.indices where lines[index].level == 0 {
            var line = scanner(at: index)
            guard line.skipWord("parameter") else { continue }
            cursor = index + 1
            var field = try field(&line, in: .path)
            field.isRequired = true
            try line.expectEnd()
            try expectNoBlock(below: line)
            parameterLines[field.name] = line.number
            guard parameters.updateValue(field, forKey: field.name) == nil else {
                throw line.mistake("the parameter '\(field.name)' is declared twice")
            }
        }
    }

    private mutating func readDeclarations() throws(CatalogError) {
        for index in lines.indices.dropFirst() where lines[index].level == 0 {
            var line = scanner(at: index)
            cursor = index + 1
            switch line.word() {
            case "operation": try noteOperation(&line, at: index)
            case "resource": try readResource(&line)
            case "type", "parameter": break
            case "group": throw line.mistake("a file has one group, and its first line says which")
            case let word: throw unknown("declaration", word, of: Self.declarations, in: line)
            }
        }
    }

    private mutating func noteOperation(_ line: inout LineScanner, at index: Int) throws(CatalogError) {
        let name = try declaredName(&line, "operation")
        if let first = operationDeclarations.updateValue(index, forKey: name) {
            throw line.mistake("the operation '\(name)' is declared in line \(lines[first].number) already")
        }
        operationNames.append(name)
    }
}
