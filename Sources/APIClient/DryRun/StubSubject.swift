import Catalog
import HTTPMessage
import JSON

/// A call as the stubs see it: the operation, with the values of its path and its body.
struct StubSubject {
    let operation: Operation
    let group: Group
    let pathArguments: JSONObject
    let arguments: JSONObject
    /// The resource that the call is about, as its caller had it.
    let resource: JSONValue?

    /// Nil for a request that the catalog does not know.
    init?(_ call: PreparedCall, in catalog: Catalog) {
        var path = call.pathArguments
        if let operation = call.operation {
            self.operation = operation
        } else {
            let segments = (call.request.pathSegments ?? []).filter { !$0.isEmpty }
            guard
                case .operation(let operation, let values) = catalog.route(
                    method: call.request.method, segments: segments), operation.server == nil
            else { return nil }
            self.operation = operation
            for name in operation.path.parameterNames {
                path[name] = values[name].map { text in Int64(text).map { .integer($0) } ?? .string(text) }
            }
        }
        guard let group = catalog.group(operation.group) else { return nil }
        self.group = group
        pathArguments = path
        arguments = call.body?.object ?? [:]
        resource = call.subject
    }

    /// The kind of resource that the path ends with.
    func pathResource(in catalog: Catalog) -> Resource? {
        guard case .parameter? = operation.path.segments.last else { return nil }
        return operation.pathParameters.last?.resource.flatMap { catalog.resource($0) }
    }
}

extension JSONValue {
    /// A scalar as it stands in a path.
    var pathText: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        default: nil
        }
    }
}
