internal import APIClient
internal import Catalog
internal import HTTPMessage
internal import JSON
internal import Lua

extension Engine {
    /// Installs `api` and `curl`.
    ///
    /// - `api.request{ method=, path=, query=, headers=, body= }` reaches any endpoint with the same token, retries and
    ///   policy; the answer is not unwrapped.
    /// - `api.operations()` lists every operation of the catalog.
    /// - `api.rate()` tells how much of the API's rate limits is used.
    /// - `api.strict = true` tells of every answer that is not as the catalog describes it.
    /// - `curl(operation, ...)` is the equivalent command line, with the token as a variable: see ``installCurl(on:)``.
    func installAPI(on stack: Stack) {
        stack.pushTable(fields: 3)
        stack.push(function: { [unowned self] in try request($0) })
        stack.setRaw(field: "request", of: -2)
        stack.push(function: { [unowned self] in try listOperations($0) })
        stack.setRaw(field: "operations", of: -2)
        stack.push(function: { [unowned self] in try pushRate($0) })
        stack.setRaw(field: "rate", of: -2)
        installStrictness(on: stack)
        stack.setRaw(global: "api")
        installCurl(on: stack)
    }

    private func request(_ stack: Stack) throws -> Int {
        guard stack.kind(at: 1) == .table, case .object(let options) = try stack.jsonArgument(at: 1) else {
            throw stack.typeError(at: 1, expected: "table with method, path, query, headers, body")
        }
        let client = try client()
        let prepared: PreparedCall
        do {
            prepared = try RawRequest(options: options).prepared()
        } catch let error as ClientArgumentError {
            throw ArgumentsFailure(error, position: stack.callerPosition)
        }
        return try send(prepared, by: client, on: stack)
    }

    private func listOperations(_ stack: Stack) throws -> Int {
        let operations = catalog.allOperations
        stack.pushTable(elements: operations.count)
        for (index, operation) in operations.enumerated() {
            stack.push(json: operation.summaryValue)
            stack.setRaw(element: index + 1, of: -2)
        }
        return 1
    }
}

extension Stack {
    fileprivate func jsonArgument(at position: Int) throws -> JSONValue {
        do {
            return try jsonValue(at: position)
        } catch {
            throw LuaError(error.description)
        }
    }
}

extension RawRequest {
    fileprivate init(options: JSONObject) throws {
        let known = ["method", "path", "query", "headers", "body"]
        for name in options.names where !known.contains(name) {
            throw LuaError("api.request: unknown field '\(name)'" + Suggestion.ending(for: name, in: known))
        }
        guard let path = options["path"]?.string else {
            throw LuaError("api.request: expected a path, such as /v2/account")
        }
        var headers = HTTPHeaders()
        for member in options["headers"]?.object?.members ?? [] {
            guard let value = member.value.string else {
                throw LuaError("api.request: expected a string for the header \(member.name)")
            }
            headers.add(member.name, value)
        }
        self.init(
            method: options["method"]?.string ?? "GET", path: path, query: options["query"]?.object ?? [:],
            headers: headers, body: options["body"])
    }
}

extension Operation {
    /// An item of `api.operations()`.
    fileprivate var summaryValue: JSONValue {
        [
            "name": .string(qualifiedName), "method": .string(method), "path": .string(path.description),
            "group": .string(group), "summary": .string(summary),
            "scopes": .array(Set(scopes.joined()).sorted().map { .string($0) }), "paginated": .bool(pagination != nil),
            "danger": .string(danger.rawValue)
        ]
    }
}
