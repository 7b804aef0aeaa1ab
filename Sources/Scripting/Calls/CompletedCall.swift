public import APIClient
public import Catalog
public import JSON

/// A call that was answered with success: what `response(x)` tells, and where the identity of what came back lies.
public final class CompletedCall {
    /// Nil for `api.request`.
    public let operation: Operation?
    /// The values of the path parameters.
    public let pathArguments: JSONObject
    public let response: APIResponse

    init(_ call: PreparedCall, response: APIResponse) {
        operation = call.operation
        pathArguments = call.pathArguments
        self.response = response
    }
}
