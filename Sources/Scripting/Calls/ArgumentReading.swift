internal import APIClient
internal import Catalog
internal import JSON
internal import Lua
internal import Plans

/// The reading of one call's arguments off the stack of Lua.
struct ArgumentReading {
    let operation: Operation
    let group: Group
    unowned let engine: Engine
    /// What was found so far.
    var call: Call
    /// The method that is called, for its name.
    var method: Resource.Method?
    /// The fields that values before the table fill next.
    var openPlaces: [Field]
    /// All the fields that values before the table fill.
    private var places: [Field]

    init(_ operation: Operation, of group: Group, engine: Engine) {
        self.operation = operation
        self.group = group
        self.engine = engine
        call = Call(operation, of: group)
        openPlaces = operation.pathParameters
        places = openPlaces
    }

    var name: String { operation.qualifiedName }

    /// Takes what the method itself and the resource before the colon give.
    mutating func begin(_ method: Resource.Method, from stack: Stack) throws(LuaError) {
        guard let object = engine.objects.object(at: 1, on: stack) else {
            throw LuaError("call \(method.name) with ':' on a resource: x:\(method.name)(...)")
        }
        self.method = method
        noteSubject(object, at: 1, on: stack)
        call.origin = object.call.response.call.server
        for place in openPlaces {
            call.arguments[place.name] = object.identity(for: place.name, at: 1, on: stack)
        }
        if let objection = engine.objection(to: object.call) { refuse("this \(object.resource.name)", objection) }
        for (name, text) in method.fixedArguments { call.arguments[name] = fixedValue(text, of: name) }
        openPlaces.removeAll { call.arguments[$0.name] != nil }
        openPlaces += bodyPlaces
        places = openPlaces
    }

    /// Reads everything from this position on: values for the open places, then the table.
    mutating func readPositions(from first: Int, on stack: Stack) throws(LuaError) {
        var last = stack.top
        while last >= first, stack.isNil(at: last) { last -= 1 }
        guard first <= last else { return }
        try engine.refuseGroup(at: first, on: stack)
        for position in first...last {
            if position == last, isOptions(at: position, on: stack) {
                try readOptions(at: position, on: stack)
            } else {
                try readValue(at: position, on: stack)
            }
        }
    }

    /// Whether the table of arguments stands there, not a value for the next place: a resource, or a list.
    private func isOptions(at position: Int, on stack: Stack) -> Bool {
        guard stack.kind(at: position) == .table, !engine.planned.isPlanned(at: position, on: stack) else {
            return false
        }
        if let origin = engine.objects.origin(at: position, on: stack) {
            return !origin.isList && origin.resource == nil
        }
        guard case .array? = openPlaces.first.map({ group.resolved($0.schema).shape }) else { return true }
        return stack.rawLength(at: position) == 0
    }

    private mutating func readValue(at position: Int, on stack: Stack) throws(LuaError) {
        guard let place = openPlaces.first else {
            // A loop calls the function it is given with nil, and with what that returned before.
            if stack.isNil(at: position), stack.kind(at: stack.top) == .function {
                throw LuaError("\(name): found a function; a loop takes a call, as in: for x in each() do")
            }
            throw LuaError("\(name): too many arguments before the table (\(usage))")
        }
        if stack.isNil(at: position) {
            // Left out: told with everything else that is missing.
            openPlaces.removeFirst()
        } else if isPathParameter(place), let object = engine.objects.object(at: position, on: stack) {
            fillPath(from: object, at: position, on: stack)
        } else if isPathParameter(place), let result = engine.planned.result(at: position, on: stack) {
            fillPath(from: result)
        } else {
            openPlaces.removeFirst()
            call.arguments[place.name] = value(at: position, of: place, on: stack)
        }
    }

    /// Whether a request is made of it, and it is no function of the embedding program.
    var hasPath: Bool { !operation.path.segments.isEmpty }

    /// Whether the value goes into the path of the request.
    private func isPathParameter(_ field: Field) -> Bool {
        hasPath && operation.pathParameters.contains { $0.name == field.name }
    }

    /// Fills the open path parameters from a resource, which may know several: the first alone where it is of the
    /// resource's kind, else all up to the resource's own. A trigger gives its namespace and its own name.
    private mutating func fillPath(from object: ResourceObject, at position: Int, on stack: Stack) {
        call.origin = object.call.response.call.server
        noteSubject(object, at: position, on: stack)
        if let objection = engine.objection(to: object.call) { refuse("this \(object.resource.name)", objection) }
        let own = openPlaces.firstIndex { isPathParameter($0) && $0.resource == object.resource.qualifiedName }
        for place in openPlaces[...(own ?? 0)] {
            let value = own == nil ? nil : object.identity(for: place.name, at: position, on: stack)
            call.arguments[place.name] = value ?? .null
            if value == nil { refuse(object, at: place.name, wanted: place.resource) }
        }
        openPlaces.removeFirst((own ?? 0) + 1)
    }

    /// The same from what an earlier step of a plan will return.
    private mutating func fillPath(from result: PlannedResult) {
        let kind = result.resource?.qualifiedName
        let own = openPlaces.firstIndex { isPathParameter($0) && $0.resource == kind }
        for place in openPlaces[...(own ?? 0)] {
            let value = own == nil ? nil : result.identifier(for: place.name)
            call.arguments[place.name] = value ?? result.reference.jsonValue
        }
        openPlaces.removeFirst((own ?? 0) + 1)
    }

    /// Keeps the name that people know the resource by, where the call is about it: questions and plans tell it.
    private mutating func noteSubject(_ object: ResourceObject, at position: Int, on stack: Stack) {
        guard operation.pathParameters.last?.resource == object.resource.qualifiedName else { return }
        call.subjectLabel = object.label(at: position, on: stack)
        if engine.isDry { call.subject = try? stack.jsonValue(at: position) }
    }

    private var usage: String {
        let names = places.map(\.name).joined(separator: ", ")
        let function = method.map { "x:\($0.name)" } ?? name
        return names.isEmpty ? "\(function){...}" : "\(function)(\(names), {...})"
    }
}
