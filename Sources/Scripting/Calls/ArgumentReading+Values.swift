internal import APIClient
internal import CLua
internal import Catalog
internal import JSON
internal import Lua

// Values of Lua as values of arguments.
extension ArgumentReading {
    /// How deep tables are looked through for resources; deeper ones are taken as they are.
    private static let maximumDepth = 32

    /// Reads the table of arguments.
    mutating func readOptions(at position: Int, on stack: Stack) throws(LuaError) {
        let places = engine.places.places(of: operation, in: group).members
        var members: [(name: String, value: JSONValue)] = []
        var problems: [(name: String, found: [ClientArgumentError.Problem])] = []
        try stack.forEachPair(in: position) { () throws(LuaError) in
            guard let key = stack.string(at: -2) else {
                let kind = stack.kind(at: -2).name
                throw LuaError("\(name): the table of arguments has names for keys, found a \(kind)")
            }
            if key == "body", readContent(at: stack.top, on: stack) { return }
            let countBefore = call.problems.count
            members.append((key, value(at: stack.top, in: places[key], path: key, on: stack)))
            if call.problems.count > countBefore { problems.append((key, Array(call.problems[countBefore...]))) }
        }
        // What a decoded table keeps as null is given, too.
        for key in LuaJSON.nullNames(stack.state, at: Int32(clamping: position)) {
            if !members.contains(where: { $0.name == key }) { members.append((key, .null)) }
        }
        // The order of a table of Lua changes from run to run; that of messages and requests does not.
        members.sort { $0.name < $1.name }
        let foundHere = problems.sorted { $0.name < $1.name }.flatMap(\.found)
        call.problems.replaceSubrange((call.problems.count - foundHere.count)..., with: foundHere)
        try add(members)
    }

    private mutating func add(_ members: [(name: String, value: JSONValue)]) throws(LuaError) {
        guard !call.arguments.isEmpty else {
            call.arguments = JSONObject(members.map { ($0.name, $0.value) })
            return
        }
        for member in members {
            guard call.arguments[member.name] == nil else {
                // The parameter has its value already: this one is the body's.
                if isParameter(member.name), bodyFields.contains(where: { $0.name == member.name }) {
                    call.bodyArguments[member.name] = member.value
                    continue
                }
                let isFixed = method?.fixedArguments[member.name] != nil
                throw LuaError("\(name): '\(member.name)' is given \(isFixed ? "by \(method?.name ?? "")" : "twice")")
            }
            call.arguments[member.name] = member.value
        }
    }

    private func isParameter(_ name: String) -> Bool {
        let parameters = operation.pathParameters + operation.queryParameters + operation.headerParameters
        return parameters.contains { $0.name == name }
    }

    /// Takes the bytes of a whole body where the endpoint takes no JSON: they need not be text.
    private mutating func readContent(at position: Int, on stack: Stack) -> Bool {
        guard let body = operation.body, !body.mediaTypes.contains("application/json") else { return false }
        let bytes = stack.bytes(at: position) { Array($0) }
        call.content = bytes
        return bytes != nil
    }

    /// The value for one field.
    mutating func value(at position: Int, of field: Field, on stack: Stack) -> JSONValue {
        let place = engine.places.places(of: operation, in: group).members[field.name]
        if stack.kind(at: position) != .table || place != nil || engine.planned.isPlanned(at: position, on: stack) {
            return value(at: position, in: place, path: field.name, on: stack)
        }
        // What goes into no path may be anything.
        guard hasPath else { return plainValue(at: position, path: field.name, on: stack) }
        let found = engine.objects.object(at: position, on: stack)?.resource.qualifiedName ?? "table"
        return refuse(field.name, .wrongType(expected: "a string or a number", found: "a \(found)"))
    }

    /// The value at an absolute position, resources in it replaced by their identifiers where these are wanted.
    private mutating func value(
        at position: Int, in place: ResourcePlace?, path: String, depth: Int = 0, on stack: Stack
    ) -> JSONValue {
        guard let place, stack.kind(at: position) == .table, depth < Self.maximumDepth, stack.ensure(slots: 8) else {
            return plainValue(at: position, path: path, on: stack)
        }
        if let kind = place.kind, let object = engine.objects.object(at: position, on: stack) {
            return identifier(of: object, kind, place, at: position, path: path, on: stack)
        }
        if let element = place.element, stack.rawLength(at: position) > 0 {
            return items(at: position, element, path: path, depth: depth, on: stack)
        }
        guard place.element != nil || !place.members.isEmpty else {
            return plainValue(at: position, path: path, on: stack)
        }
        return members(at: position, place, path: path, depth: depth, on: stack)
    }

    private mutating func identifier(
        of object: ResourceObject, _ kind: String, _ place: ResourcePlace, at position: Int, path: String,
        on stack: Stack
    ) -> JSONValue {
        if let objection = engine.objection(to: object.call) { refuse(path, objection) }
        let isOfKind = object.resource.qualifiedName == kind
        guard isOfKind, let value = object.identifier(for: place.field, at: position, on: stack) else {
            refuse(object, at: path, wanted: kind)
            return .null
        }
        return value
    }

    private mutating func items(
        at position: Int, _ element: ResourcePlace, path: String, depth: Int, on stack: Stack
    ) -> JSONValue {
        let count = stack.rawLength(at: position)
        guard stack.isSequence(at: position, count: count) else {
            // Its reason tells what is wrong with the table.
            return plainValue(at: position, path: path, on: stack)
        }
        var items: [JSONValue] = []
        items.reserveCapacity(count)
        for index in 1...count {
            stack.pushRaw(element: index, of: position)
            let itemPath = "\(path)[\(index)]"
            items.append(value(at: stack.top, in: element, path: itemPath, depth: depth + 1, on: stack))
            stack.pop()
        }
        return .array(items)
    }

    private mutating func members(
        at position: Int, _ place: ResourcePlace, path: String, depth: Int, on stack: Stack
    ) -> JSONValue {
        // Names, nulls and what is wrong with keys are found as for every table; then the places are read again.
        let countBefore = call.problems.count
        let plain = plainValue(at: position, path: path, on: stack)
        guard call.problems.count == countBefore, case .object(var object) = plain else { return plain }
        for key in object.names {
            guard let inner = place.members[key] ?? place.element else { continue }
            stack.pushRaw(field: key, of: position)
            if stack.kind(at: -1) == .table {
                object[key] = value(
                    at: stack.top, in: inner, path: "\(path).\(key)", depth: depth + 1, on: stack)
            }
            stack.pop()
        }
        return .object(object)
    }

    private mutating func plainValue(at position: Int, path: String, on stack: Stack) -> JSONValue {
        do throws(JSONError) {
            return try stack.jsonValue(at: position)
        } catch {
            let inner = error.path.hasPrefix("[") || error.path.isEmpty ? error.path : "." + error.path
            return refuse(path + inner, .unwritable(error.reasonWithoutPath))
        }
    }

    // MARK: Problems

    /// Reports a problem; what stands in the value's place is not judged.
    @discardableResult
    private mutating func refuse(_ path: String, _ kind: ClientArgumentError.Kind) -> JSONValue {
        call.problems.append(.init(path, kind))
        return .null
    }

    /// Reports that a resource may not be used, and why.
    mutating func refuse(_ path: String, _ objection: String) { refuse(path, .unwritable(objection)) }

    /// Refuses a resource of another kind than the wanted one, or one that does not tell its identifier.
    mutating func refuse(_ object: ResourceObject, at path: String, wanted: String?) {
        let found = object.resource.qualifiedName
        if found == wanted {
            refuse(path, .unwritable("this \(object.resource.name) does not tell its \(path)"))
        } else if let wanted {
            refuse(path, .wrongResource(expected: wanted, found: found))
        } else {
            refuse(path, .wrongType(expected: "a string or a number", found: "a \(found)"))
        }
    }
}

extension Stack {
    /// Whether the keys of the table at `position` are the integers from 1 to `count`. Stack: unchanged.
    fileprivate func isSequence(at position: Int, count: Int) -> Bool {
        let table = Int32(clamping: absolute(position))
        var pairs = 0
        pushNil()
        // lua_next cannot fail: the keys are the table's own, and nothing changes it meanwhile.
        while lua_next(state, table) != 0 {
            guard lua_isinteger(state, -2) != 0, (1...count).contains(Int(lua_tointegerx(state, -2, nil))) else {
                pop(2)
                return false
            }
            pairs += 1
            pop()
        }
        return pairs == count
    }
}
