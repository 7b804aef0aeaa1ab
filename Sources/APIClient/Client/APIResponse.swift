import Catalog
public import HTTPMessage
public import JSON

/// A successful answer.
public struct APIResponse: Sendable {
    public let call: PreparedCall
    /// 200 to 299.
    public let status: Int
    public let headers: HTTPHeaders
    public let body: [UInt8]
    /// How often the request was sent.
    public let attempts: Int
    /// The client that got it; nil for an answer that was made by hand.
    public let client: ClientMark?
    /// The dry run that made it without sending anything; nil for a real answer.
    public let dryRun: DryRunMark?

    package init(
        call: PreparedCall, status: Int, headers: HTTPHeaders, body: [UInt8], attempts: Int, client: ClientMark? = nil,
        dryRun: DryRunMark? = nil
    ) {
        self.call = call
        self.status = status
        self.headers = headers
        self.body = body
        self.attempts = attempts
        self.client = client
        self.dryRun = dryRun
    }

    /// The same without its body, to keep where the body has been read.
    package var withoutBody: APIResponse {
        APIResponse(
            call: call, status: status, headers: headers, body: [], attempts: attempts, client: client,
            dryRun: dryRun)
    }

    /// What the server calls this request, for its support.
    public var requestID: String? { headers["x-request-id"] }

    public var rateLimit: RateLimit? { RateLimit(headers) }

    /// Whether the body is a JSON text by the answer's own account, or else by the catalog's.
    public var isJSON: Bool {
        guard !body.isEmpty, let type = mediaType ?? call.operation?.success.mediaType else { return false }
        return type == "application/json" || type.hasSuffix("+json")
    }

    /// The media type of the body: `text/csv`. Nil where the answer names none.
    public var mediaType: String? { HTTPResponse(status: status, headers: headers).mediaType }

    /// The body as a value.
    ///
    /// - Throws: ``ClientError`` of kind `unreadable`, where it is not valid JSON.
    public func json() throws(ClientError) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue(parsing: body)
        } catch {
            throw unreadable(error)
        }
    }

    /// The error for a body that another reader found not to be JSON.
    public func unreadable(_ error: JSONError) -> ClientError {
        var problem = ClientError(.unreadable, call: call)
        problem.status = status
        problem.message = "the answer is not valid JSON: \(error.description)"
        problem.requestID = requestID
        problem.attempts = attempts
        return problem
    }
}
