import HTTPMessage
import HTTPServer
import TestSupport

/// A server that answers with what it got: the request line, the header fields, an empty line, the body.
func echo(_ request: HTTPRequest) -> HTTPResponse {
    let fields = request.headers.fields.map { "\($0.name): \($0.value)\n" }.joined()
    let head = "\(request.method) \(request.target)\n\(fields)\n"
    return HTTPResponse(status: 200, headers: ["content-type": "text/plain"], body: Array(head.utf8) + request.body)
}

/// The configuration of most tests: any port, few threads.
func configuration(_ change: (inout HTTPServer.Configuration) -> Void = { _ in }) -> HTTPServer.Configuration {
    var configuration = HTTPServer.Configuration()
    configuration.threads = 2
    change(&configuration)
    return configuration
}

extension RawHTTPClient {
    /// Sends one request and reads its answer.
    func exchange(_ text: String) throws -> Response {
        try send(text)
        return try readResponse(toHead: text.hasPrefix("HEAD"))
    }
}
