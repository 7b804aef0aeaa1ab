internal import APIClient
internal import Catalog
internal import JSON
internal import Lua

/// An operation as a Lua function.
///
/// The call yields while its request is in flight, where Lua can yield; elsewhere it waits.
struct OperationFunction {
    private let operation: Operation
    private unowned let engine: Engine
    /// How a resource's method calls it; nil for the function of the group.
    private let method: Resource.Method?
    /// Whether it goes through the list instead of returning it.
    private let isIterator: Bool

    init(_ operation: Operation, engine: Engine, method: Resource.Method) {
        self.operation = operation
        self.engine = engine
        self.method = method
        isIterator = method.isIterator
    }

    init(_ operation: Operation, engine: Engine, isIterator: Bool = false) {
        self.operation = operation
        self.engine = engine
        method = nil
        self.isIterator = isIterator
    }

    /// Stack: pushes 1.
    func push(to stack: Stack) {
        stack.push(function: { try call($0) })
    }

    private func call(_ stack: Stack) throws -> Int {
        let call = try CallArguments(operation: operation, engine: engine).call(of: method, from: stack)
        return try isIterator ? engine.stream(call, on: stack) : engine.send(call, on: stack)
    }
}

extension Engine {
    /// An operation of the catalog with its arguments.
    func call(_ operation: Operation, _ arguments: JSONObject) -> Call {
        guard let group = catalog.group(operation.group) else {
            preconditionFailure("the operation's own group is in the catalog")
        }
        return Call(operation, of: group, arguments: arguments)
    }

    /// Checks and starts a call, and suspends the coroutine until it is answered; a list is read with all its pages.
    /// `finish` may replace the result, which it finds on top; it returns the number of results.
    func send(_ call: Call, on stack: Stack, finish: @escaping (Stack) throws -> Int = { _ in 1 }) throws -> Int {
        let client = try client()
        do {
            if call.operation.pagination != nil, !call.selectsPage {
                return try read(client.pages(of: call), of: call.operation, on: stack, finish: finish)
            }
            return try send(client.prepare(call), by: client, on: stack, finish: finish)
        } catch let error as ClientArgumentError {
            throw ArgumentsFailure(error, position: stack.callerPosition)
        }
    }

    private func read(
        _ pages: PagedCall, of operation: Operation, on stack: Stack, finish: @escaping (Stack) throws -> Int
    ) throws -> Int {
        tellNotes(of: pages.call)
        let reading = ListReading(
            pages, of: operation, engine: self, position: stack.callerPosition, finish: finish)
        return try SuspensionLoop { stack in try reading.step(stack) }.run(on: stack)
    }

    /// Pushes what a generic `for` takes to go through the items of a list.
    func stream(_ call: Call, on stack: Stack) throws -> Int {
        guard call.operation.pagination != nil else {
            return try send(call, on: stack) { stack in pushIterator(on: stack) }
        }
        guard call.arguments["page"] == nil else {
            throw LuaError("\(call.operation.qualifiedName): an iterator reads every page; leave out 'page'")
        }
        do {
            let pages = try client().pages(of: call, mode: .stream)
            tellNotes(of: pages.call)
            return try ItemStream(pages, of: call.operation, engine: self, position: stack.callerPosition)
                .begin(on: stack)
        } catch let error as ClientArgumentError {
            throw ArgumentsFailure(error, position: stack.callerPosition)
        }
    }

    private func tellNotes(of prepared: PreparedCall) {
        for note in prepared.notes { noteHandler?("\(prepared.name): \(note)") }
    }

    func send(
        _ prepared: PreparedCall, by client: APIClient, on stack: Stack,
        finish: @escaping (Stack) throws -> Int = { _ in 1 }
    ) throws -> Int {
        try refuseChangeInPlan(prepared)
        let position = stack.callerPosition
        tellNotes(of: prepared)
        let progress = ProgressMeter(.call, prepared.name, engine: self)
        let ticket = client.start(prepared)
        return try stack.suspend(until: connection.ticket(for: ticket)) { [unowned self] stack in
            progress.end()
            switch client.take(ticket) {
            case .success(let response)?:
                let completed = CompletedCall(response)
                lastCall = completed
                checkAnswer(response)
                do {
                    try pushResult(of: completed, on: stack)
                } catch let error as JSONError {
                    throw CallFailure(response.unreadable(error), position: position)
                }
                return try finish(stack)
            case .failure(let error)?: throw CallFailure(error, position: position)
            case nil: throw LuaError("\(prepared.name): canceled")
            }
        }
    }
}

/// Replaces the list on top by a function for a generic `for` that returns one item after the other.
/// Stack: pops 1, pushes 1.
private func pushIterator(on stack: Stack) -> Int {
    guard stack.kind(at: -1) == .table else { return 1 }
    let list = stack.popReference()
    var index = 0
    stack.push(function: { stack in
        index += 1
        stack.push(list)
        stack.pushRaw(element: index, of: -1)
        return 1
    })
    return 1
}
