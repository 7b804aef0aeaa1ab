public import HTTPMessage

/// The API itself, on this machine: a function from request to response over a store of its own.
///
/// It answers what the catalog describes, statefully: what is created is listed, found, changed and gone after deletion.
/// It knows no sockets: hand it to a server, or call it in process.
///
/// ```swift
/// let api = try LocalAPI()
/// let answer = api.respond(to: HTTPRequest(
///     method: "GET", target: "/v2/functions/namespaces",
///     headers: ["authorization": "Bearer \(LocalAPI.exampleToken)"]))
/// ```
///
/// Safe to use from any thread. Several instances, in one process or in several, may share one file.
public final class LocalAPI: Sendable {
    /// A token that every instance takes, unless its configuration names the tokens it takes.
    public static let exampleToken = "dop_v1_" + String(repeating: "0", count: 64)

    let configuration: Configuration

    /// Opens the store, and makes it where there is none.
    ///
    /// - Throws: `StoreError` where the file cannot be opened, is not one of ours, or was made by a newer version. Such a
    ///   file is left as it was.
    public init(_ configuration: Configuration = Configuration()) throws(StoreError) {
        self.configuration = configuration
    }

    /// Answers one request. What it has answered survives the end of the process by whatever means (``Configuration/Storage/file(path:)``).
    ///
    /// A failing store is answered with status 500 and an error object that says why.
    public func respond(to request: HTTPRequest) -> HTTPResponse {
        HTTPResponse(status: 501)
    }
}
