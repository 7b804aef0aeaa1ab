public import Catalog
public import HTTPMessage
public import JSON

/// A request that may be sent: checked against the catalog, or written by hand for `api.request`.
///
/// Holds no credentials: the token joins the request inside the transport.
public struct PreparedCall: Sendable, Equatable {
    /// Nil for a request written by hand.
    public let operation: Operation?
    /// The request without its `authorization` field.
    public let request: HTTPRequest
    /// The values of the path parameters, under their names on the wire.
    public let pathArguments: JSONObject
    /// The body as a value; nil where there is none or it is not JSON.
    public let body: JSONValue?
    /// What the user should know though it is no mistake: `ignored id: only the server sets it`.
    public let notes: [String]

    package init(
        operation: Operation?, request: HTTPRequest, pathArguments: JSONObject = [:], body: JSONValue? = nil,
        notes: [String] = []
    ) {
        self.operation = operation
        self.request = request
        self.pathArguments = pathArguments
        self.body = body
        self.notes = notes
    }

    /// What messages call it: `functions.create_trigger`, or `api.request`.
    public var name: String { operation?.qualifiedName ?? "api.request" }

    /// How much it can change; a request written by hand is judged by its method.
    public var danger: Operation.Danger {
        if let operation { return operation.danger }
        return switch request.method {
        case "GET", "HEAD", "OPTIONS": .read
        case "POST": .create
        case "DELETE": .delete
        default: .update
        }
    }
}
