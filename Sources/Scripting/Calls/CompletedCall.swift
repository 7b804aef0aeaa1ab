public import APIClient
public import Catalog
public import JSON

/// A call that was answered with success: what `response(x)` tells, and where the identity of what came back lies.
public final class CompletedCall {
    /// Nil for `api.request`.
    public var operation: Operation? { response.call.operation }
    /// The values of the path parameters.
    public var pathArguments: JSONObject { response.call.pathArguments }
    public let response: APIResponse

    init(_ response: APIResponse) {
        self.response = response
    }
}
