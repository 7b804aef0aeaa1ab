/// Reads all files of a catalog and checks what no file can know by itself.
struct CatalogCheck {
    private let files: [CatalogFile]
    private var readers: [GroupReader] = []
    private var groups: [String: Group] = [:]

    init(_ files: [CatalogFile]) { self.files = files }

    /// All groups by name.
    func run() throws(CatalogError) -> [String: Group] {
        var check = self
        let library = TypeLibrary(Dictionary(files.map { ($0.group, $0) }, uniquingKeysWith: { first, _ in first }))
        for file in files {
            var reader = try GroupReader(file, library: library)
            try reader.readOutline()
            try reader.readRest()
            let group = Group(whole: reader)
            try reader.check(group)
            guard check.groups.updateValue(group, forKey: file.group) == nil else {
                throw CatalogError(file: file.name, line: 1, reason: "there are two files of this name")
            }
            check.readers.append(reader)
        }
        try check.checkNames()
        try check.checkRoutes()
        try check.checkReferences()
        let arguments = check.argumentNames
        for reader in check.readers {
            try ResourceCheck(reader, in: check.groups, arguments: arguments).run()
        }
        return check.groups
    }

    private var argumentNames: Set<String> {
        var names: Set<String> = []
        for group in groups.values {
            for operation in group.operations { names.formUnion(group.argumentFields(of: operation).map(\.name)) }
        }
        return names
    }

    private func checkNames() throws(CatalogError) {
        var names: Set<String> = Set(groups.values.flatMap { $0.operations.map(\.qualifiedName) })
        for reader in readers {
            for operation in groups[reader.group]?.operations ?? [] {
                for alias in operation.aliases where !names.insert(alias).inserted {
                    let line = reader.operationDeclarations[operation.name].map { reader.lines[$0].number }
                    throw reader.mistake(line: line ?? 1, "the alias '\(alias)' is the name of another operation")
                }
            }
        }
    }

    private func checkRoutes() throws(CatalogError) {
        var routes = RouteTable()
        var operations: [Operation] = []
        for reader in readers {
            for operation in groups[reader.group]?.operations ?? [] {
                let other = routes.add(operation.path, method: operation.method, place: operations.count)
                if let other {
                    throw reader.mistake(
                        line: reader.routeLines[operation.name] ?? 1,
                        "\(operation.method) \(operation.path) is '\(operations[other].qualifiedName)' already")
                }
                operations.append(operation)
            }
        }
    }

    private func checkReferences() throws(CatalogError) {
        let operations = Set(groups.values.flatMap { $0.operations.map(\.qualifiedName) })
        let resources = Set(groups.values.flatMap { $0.resources.map(\.qualifiedName) })
        for reader in readers {
            for reference in reader.references where reference.kind != .type {
                let names = reference.kind == .operation ? operations : resources
                guard !names.contains(reference.name) else { continue }
                let ending = Suggestion.ending(for: reference.name, in: names)
                throw reader.mistake(
                    line: reference.line, "unknown \(reference.kind.rawValue) '\(reference.name)'\(ending)")
            }
        }
    }
}
