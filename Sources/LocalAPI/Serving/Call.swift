import Catalog
import HTTPMessage
import JSON

/// A request that has found its operation and may do it.
struct Call {
    var operation: Operation
    /// The path parameters' values, decoded.
    var arguments: [String: String]
    var request: HTTPRequest
    /// The members of the body as they were sent; empty where the request has none. See ``input`` for what they mean.
    var body = JSONObject()
    var moment: Moment
    /// The types that the operation's schemas refer to.
    var types: [String: Schema]

    /// Unix seconds.
    var now: Int64 { moment.now }
    var services: Services { moment.services }

    /// Where the caller reached the list that it asks for. Behind a proxy, or a server that speaks TLS,
    /// `x-forwarded-proto` tells the scheme.
    var location: ListLocation {
        let scheme = request.headers["x-forwarded-proto"] == "https" ? "https" : "http"
        return ListLocation(
            origin: scheme + "://" + (request.headers["host"] ?? "localhost"), path: String(request.path),
            query: request.queryItems)
    }

    /// The page of a list that the caller asks for; nil where the operation gives all at once.
    var page: Page? { operation.pagination == nil ? nil : Page(request.queryItems) }

    /// The value of a path parameter, which the route has made sure of.
    func argument(_ name: String) -> String { arguments[name] ?? "" }

    /// The identifier that the path names a resource of a kind by; empty where it names none.
    func identifier(of kind: ResourceKind) -> String {
        arguments[kind.parameter] ?? kind.otherParameters.lazy.compactMap { arguments[$0] }.first ?? ""
    }

    /// The value of a query parameter; of several the last. Nil where it is absent or empty.
    func query(_ name: String) -> String? {
        guard let text = request.queryItems.last(where: { $0.name == name })?.value, !text.isEmpty else { return nil }
        return text
    }

    /// Whether a query parameter is true.
    func queryFlag(_ name: String) -> Bool { query(name) == "true" }
}
