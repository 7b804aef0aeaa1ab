internal import APIClient
internal import JSON
internal import Lua

/// The call of a function of the program.
struct ApplicationCall {
    private let function: ApplicationFunction
    private unowned let engine: Engine

    init(_ function: ApplicationFunction, engine: Engine) {
        self.function = function
        self.engine = engine
    }

    /// Reads and checks the arguments, calls the function, and pushes what it returns.
    func run(_ stack: Stack) throws -> Int {
        let position = stack.callerPosition
        let arguments = try arguments(from: stack, position: position)
        switch function.body {
        case .immediate(let body): return try finish(on: stack, position) { try body(arguments) }
        case .concurrent(let body):
            let outcome = WorkOutcome<JSONValue?>()
            let ticket = engine.connection.start {
                do {
                    outcome.set(.success(try await body(arguments)))
                } catch {
                    outcome.set(.failure(error))
                }
            }
            return try stack.suspend(until: ticket) { stack in
                // The ticket completes after the outcome is there.
                try finish(on: stack, position) { try outcome.get() ?? nil }
            }
        }
    }

    /// Pushes what the body returns, or raises what it throws.
    private func finish(on stack: Stack, _ position: String, _ body: () throws -> JSONValue?) throws -> Int {
        let result: JSONValue?
        do {
            result = try body()
        } catch let error as LuaError {
            throw error
        } catch {
            throw ApplicationFailure(function.name, error, position: position)
        }
        guard let result else { return 0 }
        guard !result.isNull else {
            stack.pushNil()
            return 1
        }
        do throws(JSONError) {
            try LuaJSON.push(result, onto: stack.state)
            return 1
        } catch {
            let message = "it returned a value that Lua cannot have: \(error)"
            throw ApplicationFailure(function.name, message: message, position: position)
        }
    }

    private func arguments(from stack: Stack, position: String) throws -> JSONObject {
        var reading = ArgumentReading(function.operation, of: function.group, engine: engine)
        try reading.readPositions(from: 1, on: stack)
        do throws(ClientArgumentError) {
            let checked = try engine.applicationFunctions.checker.prepare(reading.call)
            guard case .object(let others)? = checked.body else { return checked.pathArguments }
            return JSONObject((checked.pathArguments.members + others.members).map { ($0.name, $0.value) })
        } catch {
            throw ArgumentsFailure(error, position: position)
        }
    }
}
