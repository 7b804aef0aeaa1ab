public import Catalog
import HTTPMessage
public import JSON

/// A request that a dry run did not send. It shows itself without secrets.
public struct DryRequest: Sendable, Equatable {
    /// The operation's full name, or `api.request`.
    public let operation: String
    public let danger: Operation.Danger
    public let method: String
    /// The path with its query, after the address where that is not the API's own.
    public let target: String
    /// Without secrets; nil where there is none or it is not JSON.
    public let body: JSONValue?
    /// The length of a body that is not JSON.
    let byteCount: Int

    init(_ call: PreparedCall, in catalog: Catalog) {
        operation = call.name
        danger = call.danger
        method = call.request.method
        let target = call.server?.secretTarget == nil ? call.request.target : call.shownPath
        self.target =
            ((call.server?.secretTarget == nil ? call.server?.url.description : nil) ?? "") + target.withoutTokens
        let operation = call.operation ?? call.counterpart
        let group = operation.flatMap { catalog.group($0.group) }
        body = call.body?.redacted(operation?.body?.schema, in: group)
        byteCount = call.request.body.count
    }

    /// One line: `DRY POST /v2/functions/namespaces {"label":"jobs"}`.
    public var text: String {
        var line = "DRY \(method) \(target)"
        if let body, let bytes = try? body.serialized(.sortedKeys) {
            line += " " + String(decoding: bytes, as: UTF8.self)
        } else if byteCount > 0 {
            line += " (\(byteCount) bytes)"
        }
        return line
    }

    /// The same as data: `operation`, `danger`, `method`, `path`, `body`.
    public var value: JSONValue {
        var value: JSONObject = [
            "operation": .string(operation), "danger": .string(danger.rawValue), "method": .string(method),
            "path": .string(target)
        ]
        value["body"] = body
        return .object(value)
    }
}
