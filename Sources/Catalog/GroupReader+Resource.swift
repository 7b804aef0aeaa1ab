// `resource NAME` and the lines below it.

extension GroupReader {
    private static let keywords = [
        "type", "also", "about", "key", "label", "word", "columns", "list", "get", "create", "update", "delete",
        "method",
        "wait"
    ]

    mutating func readResource(_ header: inout LineScanner) throws(CatalogError) {
        let name = try declaredName(&header, "resource")
        if let first = resourceLines.updateValue(header.number, forKey: name) {
            throw header.mistake("the resource '\(name)' is declared in line \(first) already")
        }
        var resource = Resource(group: group, name: name, typeName: "")
        var seen: Set<String> = []
        try readBlock(below: header.level) { reader, line throws(CatalogError) in
            let keyword = line.word()
            guard ["key", "method"].contains(keyword) || seen.insert(keyword).inserted else {
                throw line.mistake("the resource has '\(keyword)' twice")
            }
            try reader.readLine(keyword, &line, of: &resource)
        }
        guard !resource.typeName.isEmpty else { throw header.mistake("the resource '\(name)' has no 'type'") }
        guard !resource.summary.isEmpty else { throw header.mistake("the resource '\(name)' has no 'about'") }
        resources.append(resource)
    }

    private mutating func readLine(
        _ keyword: String, _ line: inout LineScanner, of resource: inout Resource
    ) throws(CatalogError) {
        switch keyword {
        case "type": resource.typeName = try typeName(&line)
        case "also":
            repeat { resource.otherTypeNames.append(try typeName(&line)) } while !line.isAtEnd
        case "about": resource.summary = try line.rest("a sentence")
        case "key":
            let identity = try identity(&line, of: resource)
            resource.identity.append(identity)
            check(.key(identity), line, of: resource)
        case "label": resource.labelField = try fieldPath(try line.word("a field"), of: resource, in: line)
        case "word": resource.wordField = try fieldPath(try line.word("a field"), of: resource, in: line)
        case "columns":
            for column in try line.words("a field") {
                resource.columns.append(try fieldPath(column, of: resource, in: line))
            }
        case "list":
            resource.listOperation = try operationName(&line)
            check(.list, line, of: resource)
        case "get":
            resource.getOperation = try operationName(&line)
            check(.get, line, of: resource)
        case "create":
            resource.createOperation = try operationName(&line)
            check(.create, line, of: resource)
        case "update":
            repeat { resource.updateOperations.append(try operationName(&line)) } while !line.isAtEnd
            check(.update, line, of: resource)
        case "delete":
            resource.deleteOperation = try operationName(&line)
            check(.delete, line, of: resource)
        case "method":
            let method = try method(&line, of: resource)
            resource.methods.append(method)
            check(.method(method), line, of: resource)
        case "wait":
            let wait = try wait(&line, of: resource)
            resource.wait = wait
            check(.wait(wait), line, of: resource)
        default: throw unknown("line", keyword, of: Self.keywords, in: line)
        }
    }

    /// Notes a line to be checked once all files are read.
    private mutating func check(_ content: ResourceLine.Content, _ line: LineScanner, of resource: Resource) {
        resourceLinesToCheck.append(ResourceLine(resource: resource.name, line: line.number, content: content))
    }

    /// Notes the type instead of reading it: what a resource is can be told without.
    private mutating func typeName(_ line: inout LineScanner) throws(CatalogError) -> String {
        let name = try line.word("the name of a type")
        references.append(Reference(kind: .type, name: name.withoutGroup(group), line: line.number))
        resourceTypes.append((name.withoutGroup(group), line.number))
        return name
    }

    private mutating func identity(
        _ line: inout LineScanner, of resource: Resource
    ) throws(CatalogError) -> Resource.Identity {
        let parameter = try line.name("the name of a path parameter")
        guard !resource.identity.contains(where: { $0.parameter == parameter }) else {
            throw line.mistake("the key '\(parameter)' is there twice")
        }
        try line.expect("=")
        if line.skip("@") {
            return Resource.Identity(parameter: parameter, source: .call(try line.name("the name of an argument")))
        }
        let field = try fieldPath(try line.name("a field"), of: resource, in: line)
        return Resource.Identity(parameter: parameter, source: .field(field))
    }

    private mutating func operationName(_ line: inout LineScanner) throws(CatalogError) -> String {
        let name = qualified(try line.word("the name of an operation"))
        references.append(Reference(kind: .operation, name: name, line: line.number))
        return name
    }

    private mutating func method(
        _ line: inout LineScanner, of resource: Resource
    ) throws(CatalogError) -> Resource.Method {
        let name = try line.name("the method's name")
        guard LuaName.isIdentifier(name) else { throw line.mistake("'\(name)' is no name in Lua") }
        guard !resource.methods.contains(where: { $0.name == name }) else {
            throw line.mistake("the method '\(name)' is there twice")
        }
        try line.expect("=")
        let isIterator = line.skipWord("each")
        var method = Resource.Method(name: name, operation: try operationName(&line))
        method.isIterator = isIterator
        while !line.isAtEnd {
            let argument = try line.name("the name of an argument")
            try line.expect("=")
            method.fixedArguments[argument] =
                line.next == .quote ? try line.quotedString() : try line.word("the argument's value")
        }
        return method
    }

    private mutating func wait(_ line: inout LineScanner, of resource: Resource) throws(CatalogError) -> Resource.Wait {
        let field = try fieldPath(try line.word("a field"), of: resource, in: line)
        guard line.skipWord("ready") else { throw line.expected("'ready'") }
        let words = try line.words("a value")
        let parts = words.split(separator: "failed", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty }) else { throw line.mistake("expected a value beside 'failed'") }
        return Resource.Wait(
            field: field, readyValues: Array(parts[0]), failedValues: parts.count > 1 ? Array(parts[1]) : [])
    }

    /// The path to a field of the resource, as in `scheduled_details.cron`, once it is known to exist.
    private mutating func fieldPath(
        _ path: String, of resource: Resource, in line: LineScanner
    ) throws(CatalogError) -> String {
        guard !resource.typeName.isEmpty else { throw line.mistake("'type' must be the resource's first line") }
        fieldPaths.append(FieldPath(typeName: resource.typeName, path: path, line: line.number))
        return path
    }
}
