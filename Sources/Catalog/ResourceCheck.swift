internal import JSON

/// Checks that the lines of one file's resources fit the operations and types they name.
struct ResourceCheck {
    private let reader: GroupReader
    private let groups: [String: Group]
    /// The names of all arguments of all operations.
    private let arguments: Set<String>

    /// - Parameters:
    ///   - groups: all of the catalog, by name.
    ///   - arguments: the names of all arguments of all operations.
    init(_ reader: GroupReader, in groups: [String: Group], arguments: Set<String>) {
        self.reader = reader
        self.groups = groups
        self.arguments = arguments
    }

    func run() throws(CatalogError) {
        for line in reader.resourceLinesToCheck {
            guard let resource = groups[reader.group]?.resource(named: line.resource) else { continue }
            if let reason = reason(against: line.content, of: resource) {
                throw reader.mistake(line: line.line, reason)
            }
        }
    }

    private func reason(against content: GroupReader.ResourceLine.Content, of resource: Resource) -> String? {
        switch content {
        case .key(let identity): reason(against: identity, of: resource)
        case .get: resource.getOperation.flatMap { reason(againstPathOf: $0, of: resource) }
        case .create: resource.createOperation.flatMap { reason(againstMethodOf: $0, ["POST", "PUT"]) }
        case .update: resource.updateOperations.lazy.compactMap { reason(againstUpdate: $0, of: resource) }.first
        case .delete:
            resource.deleteOperation.flatMap {
                reason(againstMethodOf: $0, ["DELETE"]) ?? reason(againstPathOf: $0, of: resource)
            }
        case .list: resource.listOperation.flatMap(reason(againstList:))
        case .method(let method): reason(against: method, of: resource)
        case .wait(let wait): reason(against: wait, of: resource)
        }
    }

    private func operation(_ name: String) -> Operation? {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        return parts.count == 2 ? groups[parts[0]]?.operation(named: parts[1]) : nil
    }
}

// MARK: - Keys

extension ResourceCheck {
    /// A key that no operation asks for would never be used.
    private func reason(against key: Resource.Identity, of resource: Resource) -> String? {
        if !arguments.contains(key.parameter) {
            return "no operation has an argument for the key '\(key.parameter)' of the resource '\(resource.name)'"
                + Suggestion.ending(for: key.parameter, in: arguments)
        }
        guard case .call(let argument) = key.source, !arguments.contains(argument) else { return nil }
        return "no operation has the argument '\(argument)'" + Suggestion.ending(for: argument, in: arguments)
    }

    /// To read, change or delete a resource, it must know the whole path.
    private func reason(againstPathOf name: String, of resource: Resource) -> String? {
        let keys = resource.identity.map(\.parameter)
        let missing = operation(name)?.path.parameterNames.first { !keys.contains($0) }
        guard let missing else { return nil }
        return "'\(name)' needs '\(missing)', which is no key of the resource '\(resource.name)'"
    }
}

// MARK: - Changes

extension ResourceCheck {
    private func reason(againstMethodOf name: String, _ methods: [String]) -> String? {
        guard let operation = operation(name), !methods.contains(operation.method) else { return nil }
        return "'\(name)' is a \(operation.method), not a \(methods.joined(separator: " or a "))"
    }

    private func reason(againstUpdate name: String, of resource: Resource) -> String? {
        if let reason = reason(againstMethodOf: name, ["PUT", "PATCH", "POST"]) { return reason }
        if operation(name)?.body == nil { return "'\(name)' has no body" }
        return reason(againstPathOf: name, of: resource)
    }
}

// MARK: - Lists and methods

extension ResourceCheck {
    private func reason(againstList name: String) -> String? {
        guard let operation = operation(name), let group = groups[operation.group] else { return nil }
        switch group.resultSchema(of: operation).map({ group.resolved($0).shape }) {
        case .array?, .any?: return nil
        default: return "'\(name)' returns no list"
        }
    }

    private func reason(against method: Resource.Method, of resource: Resource) -> String? {
        guard let operation = operation(method.operation), let group = groups[operation.group] else { return nil }
        let names = operation.path.parameterNames
        if !names.isEmpty, !resource.identity.contains(where: { names.contains($0.parameter) }) {
            return "the path of '\(method.operation)' has no key of the resource '\(resource.name)'"
        }
        if method.isIterator, let reason = reason(againstList: method.operation) { return reason }
        for (name, value) in method.fixedArguments.sorted(by: { $0.key < $1.key }) {
            if let reason = reason(against: value, for: name, of: operation, in: group) { return reason }
        }
        return nil
    }

    private func reason(
        against value: String, for name: String, of operation: Operation, in group: Group
    ) -> String? {
        let fields = group.argumentFields(of: operation)
        let wanted = fields.filter { $0.name == name || $0.luaName == name }
        guard !wanted.isEmpty else {
            let ending = Suggestion.ending(for: name, in: fields.map(\.name))
            return "'\(operation.qualifiedName)' has no argument '\(name)'\(ending)"
        }
        let choices = wanted.map { WordChoice($0.schema, in: group) }
        guard !choices.contains(where: { $0.allows(value) }) else { return nil }
        let ending = Suggestion.ending(for: value, in: choices.flatMap(\.words))
        return "'\(name)' of '\(operation.qualifiedName)' is never '\(value)'\(ending)"
    }
}

// MARK: - Waiting

extension ResourceCheck {
    private func reason(against wait: Resource.Wait, of resource: Resource) -> String? {
        if let both = wait.readyValues.first(where: wait.failedValues.contains) {
            return "'\(both)' is both ready and failed"
        }
        guard let group = groups[resource.group],
            let schema = group.schema(at: wait.field, of: Schema(.reference(resource.typeName)))
        else { return nil }
        let choice = WordChoice(schema, in: group)
        let wrong = (wait.readyValues + wait.failedValues).first { !choice.allows($0) }
        guard let wrong else { return nil }
        return "'\(wait.field)' is never '\(wrong)'\(Suggestion.ending(for: wrong, in: choice.words))"
    }
}

/// Which words, as they stand in a catalog file, are values that a schema allows.
private struct WordChoice {
    /// The allowed ones, where they are listed.
    var words: [String] = []
    /// Whether a word that is not listed is allowed.
    private var isOther: (String) -> Bool = { _ in false }

    init(_ schema: Schema, in group: Group) {
        let schema = group.resolved(schema)
        switch schema.shape {
        case .any: isOther = { _ in true }
        case .string:
            words = schema.allowedValues.compactMap(\.string)
            if words.isEmpty { isOther = { _ in true } }
        case .boolean: words = ["true", "false"]
        case .integer: isOther = { Int64($0) != nil }
        case .number: isOther = { Double($0) != nil }
        case .oneOf(let union):
            let parts = union.variants.map { WordChoice($0.schema, in: group) }
            words = parts.flatMap(\.words)
            isOther = { word in parts.contains { $0.allows(word) } }
        case .object, .array, .map, .reference: break
        }
    }

    func allows(_ word: String) -> Bool { words.contains(word) || isOther(word) }
}
