import HTTPMessage
import JSON

/// What the body of an error says. The API has two shapes; proxies and load balancers on the way send HTML.
struct ErrorBody {
    var id = ""
    var message = ""
    var requestID: String?
    var value: JSONValue?

    init(_ response: HTTPResponse) {
        if let value = try? JSONValue(parsing: response.body, depthLimit: 64), let object = value.object {
            read(object)
            self.value = value
        } else {
            message = Self.excerpt(of: response)
        }
        requestID = requestID ?? response.headers["x-request-id"].map(bounded)
    }

    /// `{id, message, request_id}`, or `{error, messages, root_causes}` as the tags' endpoints send it.
    private mutating func read(_ object: JSONObject) {
        id = bounded(object["id"]?.string ?? "")
        requestID = object["request_id"]?.string.map(bounded)
        let messages = (object["messages"]?.array ?? []).compactMap(\.string)
        let sentences = [object["message"]?.string ?? object["error"]?.string ?? ""] + messages
        message = bounded(sentences.filter { !$0.isEmpty }.joined(separator: "; "))
    }

    /// The beginning of a body that is not the API's.
    private static func excerpt(of response: HTTPResponse) -> String {
        let type = response.mediaType ?? "no media type"
        let text = bounded(String(decoding: response.body.prefix(2_000), as: UTF8.self))
        return text.isEmpty ? "an empty answer" : "not an answer of the API but \(type): \(quoted(text))"
    }
}
