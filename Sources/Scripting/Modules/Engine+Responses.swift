internal import APIClient
internal import Catalog
internal import HTTPMessage
internal import JSON
internal import Lua

extension Engine {
    /// Installs `response(x)`: a table about the call that returned `x`, or about the last call without `x`.
    func installResponses(on stack: Stack) {
        stack.push(function: { [unowned self] stack in
            guard let call = stack.top == 0 ? lastCall : objects.origin(at: 1, on: stack)?.call else {
                throw LuaError(
                    stack.top == 0
                        ? "response: no call was made yet"
                        : "response: expected a value that a call returned, found \(stack.kind(at: 1).name)")
            }
            stack.push(json: call.summary)
            return 1
        })
        stack.setRaw(global: "response")
    }
}

extension CompletedCall {
    /// What `response(x)` gives: `status`, `headers` (names in lower case), `request_id`, `rate_limit`, `attempts`,
    /// `operation`, `method`, `path`, and `pages` for a list that came in several.
    fileprivate var summary: JSONValue {
        var headers = JSONObject()
        for field in response.headers.fields { headers[field.name.lowercased()] = .string(field.value) }
        var summary: JSONObject = [
            "status": .integer(Int64(response.status)), "headers": .object(headers),
            "attempts": .integer(Int64(response.attempts)), "method": .string(response.call.request.method),
            "path": .string(response.call.shownPath)
        ]
        summary["operation"] = operation.map { .string($0.qualifiedName) }
        summary["pages"] = pages > 1 ? .integer(Int64(pages)) : nil
        summary["request_id"] = response.requestID.map { .string($0) }
        if let rate = response.rateLimit {
            summary["rate_limit"] = [
                "limit": .integer(Int64(rate.limit)), "remaining": .integer(Int64(rate.remaining)),
                "reset": .integer(rate.reset)
            ]
        }
        return .object(summary)
    }
}
