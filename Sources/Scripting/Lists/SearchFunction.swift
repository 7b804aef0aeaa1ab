internal import APIClient
internal import Catalog
internal import JSON
internal import Lua

/// `find` and `one`: reads a list and picks from it.
struct SearchFunction {
    private let function: DerivedFunction
    private unowned let engine: Engine
    /// Whether the first argument is the resource that the list belongs to.
    private let isMethod: Bool
    private let name: String

    init(_ function: DerivedFunction, ofGroup group: String, engine: Engine) {
        self.function = function
        self.engine = engine
        isMethod = false
        name = "\(group).\(function.name)"
    }

    init(_ function: DerivedFunction, of resource: Resource, engine: Engine) {
        self.function = function
        self.engine = engine
        isMethod = true
        name = "\(resource.name):\(function.name)"
    }

    /// Stack: pushes 1.
    func push(to stack: Stack) {
        stack.push(function: { try call($0) })
    }

    private func call(_ stack: Stack) throws -> Int {
        if stack.top < (isMethod ? 2 : 1) { stack.pushNil() }
        try engine.refuseGroup(at: 1, on: stack)
        let position = stack.callerPosition
        let filter = try FilterReader(function: name, operation: function.operation, engine: engine)
            .popFilter(on: stack)
        let reader = CallArguments(operation: function.operation, engine: engine)
        let method = Resource.Method(name: function.name, operation: function.operation.qualifiedName)
        let given = try isMethod ? reader.read(methodCall: method, from: stack) : reader.read(from: stack)
        var arguments = given
        for member in filter.queryArguments.members { arguments[member.name] = member.value }
        let all = filter.queryArguments.isEmpty ? nil : engine.call(function.operation, given)
        return try engine.send(engine.call(function.operation, arguments), on: stack) { stack in
            try pushMatches(of: filter, on: stack)
            guard function.kind == .one else { return 1 }
            return try pushOnly(of: filter, amongAllOf: all, position: position, on: stack)
        }
    }

    /// Pushes a list of the items of the list on top that are meant. Stack: pushes 1.
    private func pushMatches(of filter: ItemFilter, on stack: Stack) throws {
        let list = stack.top
        stack.pushTable()
        guard stack.kind(at: list) == .table else { return }
        var count = 0
        for index in 0..<stack.rawLength(at: list) {
            stack.pushRaw(element: index + 1, of: list)
            if try filter.matches(on: stack) {
                count += 1
                stack.setRaw(element: count, of: list + 1)
            } else {
                stack.pop()
            }
        }
        if count == 0 { LuaJSON.markAsArray(stack.state, at: -1) }
        if let origin = engine.objects.origin(at: list, on: stack) {
            engine.objects.mark(as: origin, engine: engine, on: stack)
        }
    }

    /// Pushes the only match, or throws what to do instead. Stack: the list and the matches are on top; pushes 1.
    private func pushOnly(of filter: ItemFilter, amongAllOf all: Call?, position: String, on stack: Stack) throws -> Int
    {
        let matches = stack.top
        if stack.rawLength(at: matches) == 1 {
            stack.pushRaw(element: 1, of: matches)
            return 1
        }
        var failure = SearchFailure(name, filter, shape.resource, position: position)
        if stack.rawLength(at: matches) > 1 {
            failure.candidates = texts(ofListAt: matches, on: stack) { identifier(on: $0) }
            throw failure
        }
        guard case .label(_, let field) = filter.criterion else { throw failure }
        guard var all else { throw failure.nearest(among: labels(field, ofListAt: matches - 1, on: stack)) }
        // The server has looked, so that what is there is yet unknown; one page is enough to propose a name.
        all.arguments["per_page"] = all.arguments["per_page"] ?? 200
        return try engine.send(all, on: stack) { stack in
            throw failure.nearest(among: labels(field, ofListAt: stack.top, on: stack))
        }
    }

    private var shape: AnswerShape { engine.shapes.shape(of: function.operation) }

    private func labels(_ field: FieldPath, ofListAt position: Int, on stack: Stack) -> [String] {
        texts(ofListAt: position, on: stack) { stack in
            defer { stack.pop() }
            return field.push(of: stack.top, on: stack) == .string ? stack.string(at: -1) : nil
        }
    }

    /// Stack: unchanged.
    private func texts(ofListAt position: Int, on stack: Stack, _ text: (Stack) -> String?) -> [String] {
        guard stack.kind(at: position) == .table else { return [] }
        return (0..<stack.rawLength(at: position)).compactMap { index in
            defer { stack.pop() }
            return stack.pushRaw(element: index + 1, of: position) == .table ? text(stack) : nil
        }
    }

    /// The value that identifies the resource on top. Stack: unchanged.
    private func identifier(on stack: Stack) -> String? {
        guard let object = engine.objects.object(at: stack.top, on: stack),
            let last = object.resource.keysOfItself(in: engine.catalog).last
        else { return nil }
        return object.identifier(for: last.parameter, at: stack.top, on: stack)?.plainText
    }
}

extension JSONValue {
    /// A string or number as it is read: `web-1`, `3164494`.
    var plainText: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): "\(number)"
        default: nil
        }
    }
}
