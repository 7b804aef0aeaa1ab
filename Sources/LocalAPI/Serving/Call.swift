import Catalog
import HTTPMessage
import JSON

/// A request that has found its operation and may do it.
struct Call {
    var operation: Operation
    /// The path parameters' values, decoded.
    var arguments: [String: String]
    var request: HTTPRequest
    /// The members of the body; empty where the request has none.
    var body = JSONObject()
    /// Unix seconds.
    var now: Int64
    /// The types that the operation's schemas refer to.
    var types: [String: Schema]

    /// Where the caller reached the list that it asks for. Behind a proxy, or a server that speaks TLS,
    /// `x-forwarded-proto` tells the scheme.
    var location: ListLocation {
        let scheme = request.headers["x-forwarded-proto"] == "https" ? "https" : "http"
        return ListLocation(
            origin: scheme + "://" + (request.headers["host"] ?? "localhost"), path: String(request.path),
            query: request.queryItems)
    }

    /// The value of a path parameter, which the route has made sure of.
    func argument(_ name: String) -> String { arguments[name] ?? "" }
}

/// What an operation answers.
struct Answer: Sendable {
    var status: Int
    /// Nil for an answer without a body.
    var body: JSONText?
    var headers: [(name: String, value: String)] = []
}

extension Answer {
    /// The result under its root, with the documented status: `{"trigger": ...}`.
    static func result(_ root: String, _ value: JSONText, status: Int = 200) -> Answer {
        Answer(status: status, body: .object(root, value))
    }

    static let noContent = Answer(status: 204)
}

/// What handlers work with.
struct Services: Sendable {
    var store: Store
    var randomness: Randomness
    var limits: LocalAPI.Limits
}
