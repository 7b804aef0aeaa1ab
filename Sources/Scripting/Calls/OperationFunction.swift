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

    init(_ operation: Operation, engine: Engine, method: Resource.Method? = nil) {
        self.operation = operation
        self.engine = engine
        self.method = method
    }

    /// Stack: pushes 1.
    func push(to stack: Stack) {
        stack.push(function: { try call($0) })
    }

    private func call(_ stack: Stack) throws -> Int {
        let call = try CallArguments(operation: operation, engine: engine).call(of: method, from: stack)
        return try engine.send(call, on: stack) { [method] stack in
            guard method?.isIterator == true else { return 1 }
            return pushIterator(on: stack)
        }
    }
}

extension Engine {
    /// Checks and starts a call, and suspends the coroutine until it is answered. `finish` may replace the result, which
    /// it finds on top; it returns the number of results.
    func send(_ call: Call, on stack: Stack, finish: @escaping (Stack) throws -> Int = { _ in 1 }) throws -> Int {
        let client = try client()
        let prepared: PreparedCall
        do {
            prepared = try client.prepare(call)
        } catch {
            throw ArgumentsFailure(error, position: stack.callerPosition)
        }
        return try send(prepared, by: client, on: stack, finish: finish)
    }

    func send(
        _ prepared: PreparedCall, by client: APIClient, on stack: Stack,
        finish: @escaping (Stack) throws -> Int = { _ in 1 }
    ) throws -> Int {
        let position = stack.callerPosition
        for note in prepared.notes { noteHandler?("\(prepared.name): \(note)") }
        let ticket = client.start(prepared)
        return try stack.suspend(until: connection.ticket(for: ticket)) { [unowned self] stack in
            switch client.take(ticket) {
            case .success(let response)?:
                let completed = CompletedCall(response)
                lastCall = completed
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
