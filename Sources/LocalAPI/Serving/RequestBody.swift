import HTTPMessage
import JSON
import YAML

/// Reads the JSON object of a request.
enum RequestBody {
    /// 10 MiB.
    static let limit = 10 * 1_024 * 1_024

    /// An absent body is an empty object: what it lacks is the operation's to say.
    ///
    /// - Parameter mayBeYAML: Whether the operation takes its body in that form too.
    static func object(of request: HTTPRequest, mayBeYAML: Bool = false) throws(Refusal) -> JSONObject {
        guard !request.body.isEmpty else { return JSONObject() }
        guard request.body.count <= limit else {
            throw Refusal(status: 413, id: "request_too_large", message: "The request body is larger than 10 MiB.")
        }
        let isYAML = mayBeYAML && mediaType(of: request) == "application/yaml"
        if !isYAML { try checkMediaType(of: request) }
        let value = isYAML ? try parse(yaml: request.body) : try parse(request.body)
        guard let object = value.object else {
            throw .invalidPayload("expected a JSON object, found \(value.kindInWords)")
        }
        return object
    }

    private static func mediaType(of request: HTTPRequest) -> String? {
        request.headers["content-type"].map { $0.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased() }
    }

    /// A request that does not say is taken for JSON.
    private static func checkMediaType(of request: HTTPRequest) throws(Refusal) {
        guard let type = mediaType(of: request) else { return }
        guard type == "application/json" || type.hasSuffix("+json") else {
            throw Refusal(
                status: 415, id: "unsupported_media_type",
                message: "expected the content type application/json, found \(printable(type))")
        }
    }

    private static func parse(_ bytes: [UInt8]) throws(Refusal) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue(parsing: bytes)
        } catch {
            throw .invalidPayload("\(error)")
        }
    }

    private static func parse(yaml bytes: [UInt8]) throws(Refusal) -> JSONValue {
        do throws(YAMLError) {
            return try JSONValue(yaml: bytes)
        } catch {
            throw .invalidPayload("\(error)")
        }
    }

    private static func printable(_ text: String) -> String {
        String(text.unicodeScalars.prefix(80).map { $0.isASCII && $0.value >= 0x20 ? Character($0) : "?" })
    }
}

extension JSONValue {
    /// The kind of value, as a sentence names it: `a string`.
    var kindInWords: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
