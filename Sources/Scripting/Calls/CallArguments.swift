internal import APIClient
internal import Catalog
internal import JSON
internal import Lua

/// Reads the arguments of a Lua call: path parameters in the order of the path, then a table of everything else; or one
/// table with all of them. A resource stands for its identifier.
///
/// A method of a resource takes more before the table: the required fields of the body that identify a resource, in
/// their order, and then the only other required field where that is a scalar. A body without a required field gives
/// its only field. So `volume:attach(droplet)`, `droplet:rename("web-2")` and `firewall:assign_droplets(droplets)`.
struct CallArguments {
    let operation: Operation
    unowned let engine: Engine

    /// The call that `group.operation(...)` makes, or `resource:method(...)` where a method is given.
    ///
    /// - Throws: ``LuaError`` where the values have no place.
    func call(of method: Resource.Method? = nil, from stack: Stack) throws(LuaError) -> Call {
        guard let group = engine.catalog.group(operation.group) else {
            preconditionFailure("the operation's own group is in the catalog")
        }
        var reading = ArgumentReading(operation, of: group, engine: engine)
        if let method { try reading.begin(method, from: stack) }
        try reading.readPositions(from: method == nil ? 1 : 2, on: stack)
        return reading.call
    }

    /// The arguments of `group.operation(...)`.
    ///
    /// - Throws: As ``call(of:from:)``, and ``ArgumentsFailure`` for values that cannot be arguments.
    func read(from stack: Stack) throws -> JSONObject {
        try checkedArguments(of: call(from: stack), on: stack)
    }

    /// The arguments of `resource:method(...)`: the resource gives the path parameters it knows.
    ///
    /// - Throws: As ``read(from:)``.
    func read(methodCall method: Resource.Method, from stack: Stack) throws -> JSONObject {
        try checkedArguments(of: call(of: method, from: stack), on: stack)
    }

    /// The arguments as they are; where reading has found problems, they are told together with those of the check.
    private func checkedArguments(of call: Call, on stack: Stack) throws -> JSONObject {
        guard !call.problems.isEmpty else { return call.arguments }
        do throws(ClientArgumentError) {
            _ = try ArgumentChecker().prepare(call)
            return call.arguments
        } catch {
            throw ArgumentsFailure(error, position: stack.callerPosition)
        }
    }
}
