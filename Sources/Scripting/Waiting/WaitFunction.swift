internal import APIClient
internal import Catalog
internal import JSON
internal import Lua

/// `wait(x, {timeout=, interval=, gone=})`, and `x:wait{...}`: reads a resource, or each of a list, until it is ready.
struct WaitFunction {
    unowned let engine: Engine

    /// Stack: pushes 1.
    func push(to stack: Stack) {
        stack.push(function: { try call($0) })
    }

    private func call(_ stack: Stack) throws -> Int {
        let position = stack.callerPosition
        let options = try options(at: 2, of: stack)
        stack.truncate(to: 1)
        let waited: [WaitedResource]
        let isList = stack.kind(at: 1) == .table && engine.objects.object(at: 1, on: stack) == nil
        if isList {
            waited = try (0..<stack.rawLength(at: 1)).map { index in
                stack.pushRaw(element: index + 1, of: 1)
                defer { stack.pop() }
                return try resource(at: stack.top, options, on: stack)
            }
        } else {
            waited = [try resource(at: 1, options, on: stack)]
        }
        let wait = ResourceWait(
            waited, options, isList: isList, engine: engine, client: try engine.client(), position: position)
        return try SuspensionLoop { stack in try wait.step(stack) }.run(on: stack)
    }

    private func resource(at index: Int, _ options: PollState.Options, on stack: Stack) throws -> WaitedResource {
        guard let object = engine.objects.object(at: index, on: stack) else {
            throw LuaError("wait: expected a resource or a list of resources, found \(stack.kind(at: index).name)")
        }
        let resource = object.resource
        if let objection = engine.objection(to: object.call) {
            throw LuaError("wait: this \(resource.name): \(objection)")
        }
        guard options.isForDeletion || resource.wait != nil else {
            throw LuaError(
                "wait: a \(resource.qualifiedName) is ready at once; { gone = true } waits until it is deleted")
        }
        guard let operation = resource.getOperation.flatMap({ engine.catalog.operation($0) }) else {
            throw LuaError("wait: a \(resource.qualifiedName) cannot be read again")
        }
        var arguments = JSONObject()
        let names = operation.path.parameterNames
        for name in names {
            arguments[name] =
                names.count == 1
                ? object.identifier(for: name, at: index, on: stack) : object.identity(for: name, at: index, on: stack)
        }
        do {
            var reading = engine.call(operation, arguments)
            reading.origin = object.call.response.call.server
            let call = try engine.client().prepare(reading)
            let identifier = names.last.flatMap { arguments[$0] }?.plainText
            let name = [resource.qualifiedName, identifier].compactMap(\.self).joined(separator: " ")
            let label = Self.label(at: index, on: stack) ?? identifier
            return WaitedResource(
                call: call, wait: resource.wait, name: name,
                label: [resource.name, label].compactMap(\.self).joined(separator: " "))
        } catch let error as ClientArgumentError {
            throw ArgumentsFailure(error, position: stack.callerPosition)
        }
    }

    /// The name that people gave it; nil where it has none. Stack: unchanged.
    private static func label(at index: Int, on stack: Stack) -> String? {
        guard stack.kind(at: index) == .table else { return nil }
        let base = stack.top
        defer { stack.truncate(to: base) }
        for field in ["name", "label"] where stack.pushRaw(field: field, of: index) == .string {
            return stack.string(at: -1)
        }
        return nil
    }

    private func options(at position: Int, of stack: Stack) throws -> PollState.Options {
        var options = PollState.Options()
        guard !stack.isNil(at: position) else { return options }
        guard stack.kind(at: position) == .table else { throw stack.typeError(at: position, expected: "table") }
        try stack.forEachPair(in: position) { () throws(LuaError) in
            switch stack.string(at: -2) {
            case "timeout": options.timeout = try stack.duration("timeout", at: stack.top, for: "wait")
            case "interval":
                let interval = try stack.duration("interval", at: stack.top, for: "wait")
                guard interval > .zero else { throw LuaError("wait: the interval is more than 0 seconds") }
                options.interval = interval
            case "gone": options.isForDeletion = stack.boolean(at: -1)
            case let name:
                let known = ["timeout", "interval", "gone"]
                let ending = name.map { Suggestion.ending(for: $0, in: known) } ?? ""
                throw LuaError("wait: unknown option '\(name ?? stack.kind(at: -2).name)'\(ending)")
            }
        }
        return options
    }
}

extension Engine {
    /// Installs `wait`.
    func installWaiting(on stack: Stack) {
        WaitFunction(engine: self).push(to: stack)
        stack.setRaw(global: "wait")
    }
}
