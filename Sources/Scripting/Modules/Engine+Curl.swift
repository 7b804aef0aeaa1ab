internal import APIClient
internal import Catalog
internal import Lua

extension Engine {
    /// Installs `curl(call, ...)`: the command line that sends the same request, which is not sent.
    ///
    /// The call is an operation or its name with the call's arguments, or any function that makes one: a method with its
    /// resource, an iterator, `api.request`, one of the script. Of several requests the first counts.
    func installCurl(on stack: Stack) {
        stack.push(function: { [unowned self] stack in
            let client = try client()
            let call = try preparedCall(by: client, on: stack)
            let baseURL = (client.transport as? CurlTransport)?.settings.baseURL ?? .digitalOcean
            stack.push(call.curlCommand(baseURL: baseURL))
            return 1
        })
        stack.setRaw(global: "curl")
    }

    private func preparedCall(by client: APIClient, on stack: Stack) throws -> PreparedCall {
        let named = stack.string(at: 1).flatMap { catalog.operation($0) }
        guard let operation = named ?? groups.operation(at: 1, on: stack) else {
            guard stack.kind(at: 1) == .function else {
                throw LuaError(
                    "curl: expected an operation, such as functions.create_trigger, its name, or a function that makes a call"
                )
            }
            return try capturedCall(on: stack)
        }
        stack.remove(at: 1)
        let call = try CallArguments(operation: operation, engine: self).call(from: stack)
        do throws(ClientArgumentError) {
            return try client.prepare(call)
        } catch {
            throw ArgumentsFailure(error, position: stack.callerPosition)
        }
    }

    /// The first call that the function at 1 makes with the arguments above it. The error that ends it there is expected.
    private func capturedCall(on stack: Stack) throws -> PreparedCall {
        let run = DryRun(capturingIn: catalog)
        let context = interpreter.taskContext as? DryScopes ?? DryScopes()
        interpreter.taskContext = context
        let scope = DryScope(run, in: context, on: stack)
        defer { scope.end() }
        do throws(LuaError) {
            try stack.call(arguments: stack.top - 1, results: 0)
        } catch {
            guard run.captured != nil else { throw error }
        }
        guard let call = run.captured else { throw LuaError("curl: the function made no call") }
        return call
    }
}
