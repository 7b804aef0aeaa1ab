import HTTPMessage
public import JSON

/// Why a call has no result. Holds no token: texts of the server are cleaned of it, of control characters and of length.
public struct ClientError: Error, Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// The API answered with a status from 400 on.
        case api
        /// The API answered with a redirect, which is not followed.
        case redirect
        /// The answer is a success, but not in the form it must have.
        case unreadable
        /// There is no answer.
        case transport(TransportError.Kind)
        /// The policy forbids the call, or a person said no; nothing was sent.
        case refused
        /// Dropped while under way.
        case cancelled
    }

    public var kind: Kind
    /// `functions.create_trigger`, or `api.request`.
    public var operation: String
    public var method: String
    /// The path with its arguments, without the query.
    public var path: String
    /// Nil where there is no answer.
    public var status: Int?
    /// The API's name for the error: `not_found`. Empty where it gives none.
    public var id = ""
    /// The API's sentence, or ours.
    public var message = ""
    /// What the server calls this request, for its support.
    public var requestID: String?
    /// The pause the server asks for.
    public var retryAfter: Duration?
    /// How often the request was sent; 0 where it was not.
    public var attempts = 0
    /// Whether the request may have been carried out all the same: the connection broke before the answer, or an earlier
    /// attempt did.
    public var mayHaveBeenApplied = false
    /// Where the token comes from, for a rejected one: `the context 'prod' of doctl`.
    public var tokenOrigin: String?
    /// For a call to another server that rejected its credentials: the argument that has them, `access_key`.
    public var rejectedArgument: String?
    /// For a forbidden call: alternatives of scopes of which the token needs one, as the catalog says. Empty where unknown.
    public var neededScopes: [Set<String>] = []
    /// What the answer's body says beyond the message, as it came.
    public var body: JSONValue?

    package init(_ kind: Kind, call: PreparedCall) {
        self.kind = kind
        operation = call.name
        method = call.request.method
        path = call.shownPath
    }

    /// For what is refused before it is a call.
    init(_ kind: Kind, operation: String) {
        self.kind = kind
        self.operation = operation
        method = ""
        path = ""
    }

    /// Whether other credentials are needed.
    public var isAuthenticationFailure: Bool { kind == .api && status == 401 }
}
