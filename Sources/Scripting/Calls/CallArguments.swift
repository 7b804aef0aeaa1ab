internal import APIClient
internal import Catalog
internal import JSON
internal import Lua

/// Reads the arguments of a Lua call: path parameters in the order of the path, then a table of everything else; or one
/// table with all of them. A resource stands for its identifier.
struct CallArguments {
    let operation: Operation
    unowned let engine: Engine

    /// `group.operation(...)`.
    func read(from stack: Stack) throws(LuaError) -> JSONObject {
        try read(from: stack, positions: 1...max(1, stack.top), known: [:])
    }

    /// `resource:method(...)`: the resource gives the path parameters it knows.
    func read(methodCall method: Resource.Method, from stack: Stack) throws(LuaError) -> JSONObject {
        guard let object = engine.objects.object(at: 1, on: stack) else {
            throw LuaError("call \(method.name) with ':' on a resource: x:\(method.name)(...)")
        }
        var known = JSONObject()
        for name in operation.path.parameterNames {
            known[name] = object.identity(for: name, at: 1, on: stack)
        }
        for (name, value) in method.fixedArguments { known[name] = .string(value) }
        return try read(from: stack, positions: 2...max(2, stack.top), known: known)
    }

    private func read(from stack: Stack, positions: ClosedRange<Int>, known: JSONObject) throws(LuaError) -> JSONObject
    {
        var arguments = known
        var last = positions.upperBound
        while last >= positions.lowerBound, stack.isNil(at: last) { last -= 1 }
        var options = JSONObject()
        if last >= positions.lowerBound, stack.kind(at: last) == .table,
            engine.objects.object(at: last, on: stack) == nil
        {
            options = try readOptions(at: last, from: stack)
            last -= 1
        }
        try readPositional(positions.lowerBound..<max(positions.lowerBound, last + 1), from: stack, into: &arguments)
        for member in options.members {
            guard arguments[member.name] == nil else {
                throw LuaError("\(operation.qualifiedName): '\(member.name)' is given twice")
            }
            arguments[member.name] = member.value
        }
        return arguments
    }

    private func readPositional(_ positions: Range<Int>, from stack: Stack, into arguments: inout JSONObject)
        throws(LuaError)
    {
        var missing = operation.path.parameterNames.filter { arguments[$0] == nil }
        for position in positions {
            guard let name = missing.first else {
                throw LuaError(
                    "\(operation.qualifiedName): too many arguments before the table (\(usage(engine.catalog)))")
            }
            if stack.isNil(at: position) {
                // Left out: told with everything else that is missing.
                missing.removeFirst()
            } else if let object = engine.objects.object(at: position, on: stack) {
                // A resource may know several: a trigger gives its namespace and its own name.
                let given = try identities(of: object, at: position, filling: missing, on: stack)
                for (name, value) in given { arguments[name] = value }
                missing.removeAll { name in given.contains { $0.name == name } }
            } else {
                arguments[name] = try scalar(at: position, for: name, from: stack)
                missing.removeFirst()
            }
        }
    }

    /// The path parameters that a resource fills: the first missing one alone where it is of the resource's kind, else
    /// all up to the resource's own.
    private func identities(
        of object: ResourceObject, at position: Int, filling missing: [String], on stack: Stack
    ) throws(LuaError) -> [(name: String, value: JSONValue)] {
        let kinds = missing.map { name in operation.pathParameters.first { $0.name == name }?.resource }
        guard let own = kinds.firstIndex(of: object.resource.qualifiedName) else {
            let wanted = kinds.first.flatMap { $0 } ?? "an identifier"
            throw LuaError("\(operation.qualifiedName): expected \(wanted), found \(object.resource.qualifiedName)")
        }
        return try missing[...own].map { (name) throws(LuaError) in
            guard let value = object.identity(for: name, at: position, on: stack) else {
                throw LuaError("\(operation.qualifiedName): this \(object.resource.name) does not tell its \(name)")
            }
            return (name, value)
        }
    }

    private func scalar(at position: Int, for name: String, from stack: Stack) throws(LuaError) -> JSONValue {
        switch stack.kind(at: position) {
        case .string, .number, .boolean: return try jsonValue(of: name, at: position, from: stack)
        default:
            throw LuaError(
                "\(operation.qualifiedName): expected a string or number for \(name), found "
                    + stack.kind(at: position).name)
        }
    }

    private func readOptions(at position: Int, from stack: Stack) throws(LuaError) -> JSONObject {
        var members: [(String, JSONValue)] = []
        try stack.forEachPair(in: position) { () throws(LuaError) in
            guard let name = stack.string(at: -2) else {
                throw LuaError(
                    "\(operation.qualifiedName): the table of arguments has names for keys, found a "
                        + stack.kind(at: -2).name)
            }
            members.append((name, try value(of: name, at: stack.top, from: stack)))
        }
        // What a decoded table keeps as null is given, too.
        for name in LuaJSON.nullNames(stack.state, at: Int32(clamping: position)) {
            if !members.contains(where: { $0.0 == name }) { members.append((name, .null)) }
        }
        return JSONObject(members.sorted { $0.0 < $1.0 })
    }

    /// The value on top, a resource or a list of resources replaced by identifiers where the field identifies one.
    private func value(of name: String, at position: Int, from stack: Stack) throws(LuaError) -> JSONValue {
        guard stack.kind(at: position) == .table, let field = operation.field(named: name, in: engine.catalog),
            field.resource != nil
        else { return try jsonValue(of: name, at: position, from: stack) }
        if let object = engine.objects.object(at: position, on: stack) {
            return try identifier(of: object, for: field, at: position, on: stack)
        }
        var items: [JSONValue] = []
        for index in 0..<stack.rawLength(at: position) {
            stack.pushRaw(element: index + 1, of: position)
            defer { stack.pop() }
            let item = stack.top
            let object = engine.objects.object(at: item, on: stack)
            if let object {
                items.append(try identifier(of: object, for: field, at: item, on: stack))
            } else {
                items.append(try jsonValue(of: name, at: item, from: stack))
            }
        }
        return .array(items)
    }

    private func jsonValue(of name: String, at position: Int, from stack: Stack) throws(LuaError) -> JSONValue {
        do throws(JSONError) {
            return try stack.jsonValue(at: position)
        } catch {
            throw LuaError("\(operation.qualifiedName): \(name): \(error.reason)")
        }
    }

    private func identifier(
        of object: ResourceObject, for field: Field, at position: Int, on stack: Stack
    ) throws(LuaError) -> JSONValue {
        guard field.resource == object.resource.qualifiedName,
            let value = object.identifier(for: field.name, at: position, on: stack)
        else {
            throw LuaError(
                "\(operation.qualifiedName): expected \(field.resource ?? "") for \(field.name), found "
                    + object.resource.qualifiedName)
        }
        return value
    }

    private func usage(_ catalog: Catalog) -> String {
        let places = operation.path.parameterNames.joined(separator: ", ")
        return places.isEmpty ? "\(operation.qualifiedName){...}" : "\(operation.qualifiedName)(\(places), {...})"
    }
}

extension Operation {
    /// The path, query, header or body field that Lua knows under this name.
    fileprivate func field(named name: String, in catalog: Catalog) -> Field? {
        let bodyFields = body.flatMap { catalog.group(group)?.fields(of: $0.schema) } ?? []
        return (pathParameters + queryParameters + headerParameters + bodyFields).first { $0.luaNames.contains(name) }
    }
}
