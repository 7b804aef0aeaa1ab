internal import Catalog
internal import JSON
internal import Lua

/// What Lua cannot see of a resource: its kind, and the call it came from.
struct ResourceObject {
    let resource: Resource
    let call: CompletedCall

    /// The value of a path parameter as the resource at `position` tells it. Stack: unchanged.
    func identity(for parameter: String, at position: Int, on stack: Stack) -> JSONValue? {
        guard let identity = resource.identity.first(where: { $0.parameter == parameter }) else { return nil }
        return value(of: identity, at: position, on: stack)
    }

    /// The identifier for a parameter that may have another name than in the paths. Stack: unchanged.
    func identifier(for parameter: String, at position: Int, on stack: Stack) -> JSONValue? {
        if let value = identity(for: parameter, at: position, on: stack) { return value }
        return resource.identity.last.flatMap { value(of: $0, at: position, on: stack) }
    }

    /// The name that people know the resource at `position` by; nil where it has none. Stack: unchanged.
    func label(at position: Int, on stack: Stack) -> String? {
        for field in [resource.labelField, "name", "label"].compactMap(\.self) {
            defer { stack.pop() }
            if FieldPath(field).push(of: position, on: stack) == .string { return stack.string(at: -1) }
        }
        return nil
    }

    private func value(of identity: Resource.Identity, at position: Int, on stack: Stack) -> JSONValue? {
        switch identity.source {
        case .call(let argument): return call.pathArguments[argument]
        case .field(let name):
            defer { stack.pop() }
            switch FieldPath(name).push(of: position, on: stack) {
            case .string, .number: return try? stack.jsonValue(at: stack.top)
            default: return nil
            }
        }
    }
}
