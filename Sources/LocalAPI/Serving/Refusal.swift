import Catalog

/// A request that is answered with an error object.
struct Refusal: Error {
    var status: Int
    /// The word for programs: `not_found`.
    var id: String
    /// The sentence for people.
    var message: String
    var headers: [(name: String, value: String)] = []
}

extension Refusal {
    static func badRequest(_ message: String, status: Int = 400) -> Refusal {
        Refusal(status: status, id: "bad_request", message: message)
    }

    static func invalidPayload(_ problem: String, status: Int = 400) -> Refusal {
        badRequest("Invalid request payload: \(problem)", status: status)
    }

    static func notFound(_ what: String) -> Refusal {
        Refusal(status: 404, id: "not_found", message: "\(what) not found")
    }

    static func unprocessable(_ message: String) -> Refusal {
        Refusal(status: 422, id: "unprocessable_entity", message: message)
    }

    static let unauthorized = Refusal(
        status: 401, id: "unauthorized", message: "Unable to authenticate you.",
        headers: [("www-authenticate", "Bearer")])
    /// The documented answer for a resource that is not there, and for a path that is not.
    static let missing = Refusal(
        status: 404, id: "not_found", message: "The resource you requested could not be found.")
    /// 412, documented for what must not be deleted yet.
    static func preconditionFailed(_ message: String) -> Refusal {
        Refusal(status: 412, id: "precondition_failed", message: message)
    }

    static func forbidden(_ message: String) -> Refusal { Refusal(status: 403, id: "forbidden", message: message) }

    static let conflict = Refusal(
        status: 409, id: "conflict", message: "The request could not be completed due to a conflict.")
    static let tooManyRequests = Refusal(status: 429, id: "too_many_requests", message: "API rate limit exceeded.")

    /// Of a request whose answer a fault keeps from its client.
    static let undelivered = Refusal(status: 500, id: "server_error", message: "The answer was not delivered.")

    static func methodNotAllowed(_ method: String, allowed: [String]) -> Refusal {
        let methods = allowed.joined(separator: ", ")
        return Refusal(
            status: 405, id: "method_not_allowed", message: "\(method) is not allowed here; allowed: \(methods)",
            headers: [("allow", methods)])
    }

    static func failed(_ error: any Error) -> Refusal {
        Refusal(status: 500, id: "server_error", message: "Unexpected server-side error: \(error)")
    }
}

extension Refusal {
    static let brokenPath = badRequest("The path has a % that two hexadecimal digits do not follow, or is not UTF-8.")

    static func notImplemented(_ operation: Operation) -> Refusal {
        Refusal(
            status: 501, id: "not_implemented",
            message: "The local API does not answer \(operation.qualifiedName) yet.")
    }

    static func elsewhere(_ operation: Operation) -> Refusal {
        Refusal(
            status: 501, id: "not_implemented",
            message: "\(operation.qualifiedName) is at another server of DigitalOcean's, not in the local API.")
    }

    /// Names what the token would need.
    static func forbidden(_ operation: Operation) -> Refusal {
        let alternatives = operation.scopes.map { $0.sorted().joined(separator: " and ") }.sorted()
        let what = operation.name.split(separator: "_").joined(separator: " ")
        return Refusal(
            status: 403, id: "forbidden",
            message: "not allowed to \(what): the token needs the scope \(alternatives.joined(separator: " or "))")
    }
}
