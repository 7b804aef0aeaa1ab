// `operation NAME` and the lines below it.

extension GroupReader {
    private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
    private static let keywords = [
        "id", "alias", "about", "scopes", "path", "query", "header", "body", "returns", "errors", "pages", "danger",
        "costs", "deprecated", "rate", "note", "server", "replaces"
    ]

    /// Reads the lines below an operation's header, at which the cursor stands.
    mutating func readOperation(named name: String, _ header: LineScanner) throws(CatalogError) -> Operation {
        var draft = OperationDraft(group: group, name: name)
        try readBlock(below: header.level) { reader, line throws(CatalogError) in
            try reader.readLine(&line, of: &draft)
        }
        routeLines[name] = draft.routeLine
        return try finished(draft, header)
    }

    /// The name of a declaration: a Lua identifier, so that it can be called.
    func declaredName(_ line: inout LineScanner, _ what: String) throws(CatalogError) -> String {
        let name = try line.word("the \(what)'s name")
        guard LuaName.isIdentifier(name) else { throw line.mistake("'\(name)' is no name in Lua") }
        try line.expectEnd()
        return name
    }

    private mutating func readLine(_ line: inout LineScanner, of draft: inout OperationDraft) throws(CatalogError) {
        let keyword = line.term()
        guard keyword == "alias" || keyword == "note" || !draft.seen.contains(keyword) else {
            throw line.mistake("the operation has '\(keyword)' twice")
        }
        draft.seen.append(keyword)
        switch keyword {
        case "id": draft.identifier = try line.word("the vendor's operationId")
        case "alias": draft.aliases.append(try alias(&line))
        case "about": draft.summary = try line.rest("a sentence")
        case "note": draft.notes.append(try line.rest("a sentence"))
        case "scopes": draft.scopes = try scopes(&line)
        case "path": draft.pathParameters = try fields(below: line.level, in: .path)
        case "query": draft.queryParameters = try fields(below: line.level, in: .request)
        case "header": draft.headerParameters = try fields(below: line.level, in: .request)
        case "body": draft.body = try readBody(&line)
        case "returns":
            successLines[draft.name] = line.number
            draft.success = try readSuccess(&line)
        case "errors": draft.errorStatuses = try statuses(&line)
        case _ where Self.methods.contains(keyword): try readRoute(keyword, &line, of: &draft)
        default: try readTrait(keyword, &line, of: &draft)
        }
    }

    /// The lines that say how an operation behaves.
    private func readTrait(
        _ keyword: String, _ line: inout LineScanner, of draft: inout OperationDraft
    ) throws(CatalogError) {
        switch keyword {
        case "pages":
            draft.pagination =
                line.skipWord("by") ? .token(parameter: try line.name("the name of a query parameter")) : .pages
        case "danger":
            let word = try line.word("a danger class")
            guard let danger = Operation.Danger(rawValue: word) else {
                throw unknown("danger class", word, of: Operation.Danger.allCases.map(\.rawValue), in: line)
            }
            draft.danger = danger
        case "costs":
            guard line.skipWord("money") else { throw line.expected("'money'") }
            draft.costsMoney = true
        case "deprecated": draft.isDeprecated = true
        case "replaces":
            guard line.skipWord("all") else { throw line.expected("'all'") }
            draft.isReplacement = true
        case "server": draft.server = try server(&line)
        case "rate": draft.rateLimit = try rateLimit(&line)
        default: throw unknown("line", keyword, of: Self.keywords + Self.methods, in: line)
        }
    }

    private func readRoute(
        _ method: String, _ line: inout LineScanner, of draft: inout OperationDraft
    ) throws(CatalogError) {
        guard draft.method == nil else { throw line.mistake("the operation has two paths") }
        let text = try line.word("a path")
        guard text.hasPrefix("/") else { throw line.mistake("a path begins with '/', and '\(text)' does not") }
        let path = PathTemplate(text)
        for case .literal(let segment) in path.segments where segment.utf8.contains(where: Self.isReserved) {
            throw line.mistake("a parameter is a whole segment of the path, and '\(segment)' is not")
        }
        draft.method = method
        draft.path = path
        draft.routeLine = line.number
    }

    private func server(_ line: inout LineScanner) throws(CatalogError) -> String {
        let address = try line.word("an address")
        let isArgument = address.hasPrefix("{") && address.hasSuffix("}")
        guard address.hasPrefix("https://") || isArgument else {
            throw line.mistake("a server's address begins with 'https://', and '\(address)' does not")
        }
        return address
    }

    private static func isReserved(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "?") || byte == .hash
    }

    private func alias(_ line: inout LineScanner) throws(CatalogError) -> String {
        let alias = try line.word("GROUP.NAME")
        let parts = alias.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy(LuaName.isIdentifier) else {
            throw line.mistake("an alias is GROUP.NAME, not '\(alias)'")
        }
        return alias
    }

    private func scopes(_ line: inout LineScanner) throws(CatalogError) -> [Set<String>] {
        var sets: [Set<String>] = [[]]
        for word in try line.words("a scope") {
            if word == "|" { sets.append([]) } else { sets[sets.count - 1].insert(word) }
        }
        guard sets.allSatisfy({ !$0.isEmpty }) else { throw line.mistake("an alternative of the scopes is empty") }
        return sets
    }

    private func statuses(_ line: inout LineScanner) throws(CatalogError) -> [Int] {
        var statuses: [Int] = []
        repeat { statuses.append(try status(&line, in: 400...599)) } while !line.isAtEnd
        guard zip(statuses, statuses.dropFirst()).allSatisfy(<) else {
            throw line.mistake("the statuses must ascend")
        }
        return statuses
    }

    func status(_ line: inout LineScanner, in range: ClosedRange<Int>) throws(CatalogError) -> Int {
        let status = try line.integer("a status")
        guard range.contains(status) else {
            throw line.mistake("\(status) is no status from \(range.lowerBound) to \(range.upperBound)")
        }
        return status
    }

    private func rateLimit(_ line: inout LineScanner) throws(CatalogError) -> Operation.RateLimit {
        let name = try line.word("the limit's name")
        let requests = try line.integer("a number of requests")
        guard line.skipWord("per") else { throw line.expected("'per'") }
        return Operation.RateLimit(name: name, requests: requests, seconds: try line.integer("a number of seconds"))
    }
}
