public import Catalog
public import HTTPMessage
public import JSON

/// A request that may be sent: checked against the catalog, or written by hand for `api.request`.
///
/// Does not hold the account's token, which joins the request inside the transport. What another server is sent in its
/// place is in ``server``, and shows itself nowhere.
public struct PreparedCall: Sendable, Equatable {
    /// Nil for a request written by hand.
    public let operation: Operation?
    /// The request without its `authorization` field.
    public let request: HTTPRequest
    /// Where the request goes instead of the API's own address; nil for nearly every operation.
    ///
    /// The account's token is not sent there.
    public let server: OtherServer?
    /// The values of the path parameters, under their names on the wire; a secret address is not among them.
    public let pathArguments: JSONObject
    /// The body as a value; nil where there is none or it is not JSON.
    public let body: JSONValue?
    /// What the user should know though it is no mistake: `ignored id: only the server sets it`.
    public let notes: [String]
    /// Of a request written by hand: the operation of the catalog that it reaches all the same.
    public let counterpart: Operation?
    /// The name that people know the thing by which the call is about, where its caller knows it: `report-daily`.
    public var subjectLabel: String?
    /// That thing as its caller has it, for a dry run.
    package var subject: JSONValue?

    package init(
        operation: Operation?, request: HTTPRequest, server: OtherServer? = nil, pathArguments: JSONObject = [:],
        body: JSONValue? = nil, notes: [String] = [], counterpart: Operation? = nil
    ) {
        self.operation = operation
        self.request = request
        self.server = server
        self.pathArguments = pathArguments
        self.body = body
        self.notes = notes
        self.counterpart = counterpart
    }

    /// The path as it may be shown: without the query, and as the catalog has it where it is secret.
    public var shownPath: String {
        if server?.secretTarget != nil, let operation { return operation.path.description }
        return String(request.path)
    }

    /// What messages call it: `functions.create_trigger`, or `api.request`.
    public var name: String { operation?.qualifiedName ?? "api.request" }

    /// How much it can change. A request written by hand is as dangerous as the operation it reaches; where it reaches none
    /// of the catalog, it is judged by its method.
    public var danger: Operation.Danger {
        if let operation = operation ?? counterpart { return operation.danger }
        return switch request.method {
        case "GET", "HEAD", "OPTIONS": .read
        case "POST": .create
        case "DELETE": .delete
        default: .update
        }
    }
}
