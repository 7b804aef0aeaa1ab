public import APIClient
public import Catalog
public import JSON

/// A call that was answered with success: what `response(x)` tells, and where the identity of what came back lies.
public final class CompletedCall {
    /// Nil for `api.request`.
    public var operation: Operation? { response.call.operation }
    /// The values of the path parameters.
    public var pathArguments: JSONObject { response.call.pathArguments }
    /// The answer; that of the first page for a list of several, without its body.
    public let response: APIResponse
    /// How many pages a list has come in.
    public internal(set) var pages = 1

    init(_ response: APIResponse) {
        self.response = response
    }
}
