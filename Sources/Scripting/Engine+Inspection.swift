public import Catalog
public import JSON
public import Lua

/// What a shell asks about values; nothing of it runs Lua code or sends a request.
extension Engine {
    /// The group or operation that the value at `position` stands for. Stack: unchanged.
    public func subject(at position: Int, on stack: Stack) -> Subject? { groups.subject(at: position, on: stack) }

    /// The call that returned the value at `position`, and what kind of thing it is. Stack: unchanged.
    public func origin(at position: Int, on stack: Stack) -> ObjectOrigin? { objects.origin(at: position, on: stack) }

    /// What a resource at `position` gives for a field or parameter that identifies a thing of its kind, or that its own path
    /// has; nil for other values. Stack: unchanged.
    public func identifier(at position: Int, for field: Field, on stack: Stack) -> JSONValue? {
        guard let object = objects.object(at: position, on: stack) else { return nil }
        guard field.resource == object.resource.qualifiedName else {
            return object.identity(for: field.name, at: position, on: stack)
        }
        return object.identifier(for: field.name, at: position, on: stack)
    }

    /// Gives every resource and every list a method, unless its kind has one of that name. The value is at 1.
    ///
    /// To be called before the first call of an operation.
    public func addResultMethod(_ name: String, _ function: @escaping Function) {
        let stack = interpreter.stack
        stack.push(function: function)
        objects.addCommonMethod(name, on: stack)
    }

    /// The names of what ``addResultMethod(_:_:)`` has added.
    public var resultMethods: [String] { objects.commonMethods.map(\.name) }

    /// The value at `position` as JSON. Stack: unchanged.
    ///
    /// - Throws: `JSONError` where JSON has no such value: a function, a table in a circle.
    public func jsonValue(at position: Int, on stack: Stack) throws(JSONError) -> JSONValue {
        try stack.jsonValue(at: position)
    }
}

extension Engine {
    /// Pushes a tree as Lua values; its depth is that of one that was read from Lua. Stack: pushes 1.
    package static func push(_ value: JSONValue, to stack: Stack) { stack.push(json: value) }

    /// Pushes a tree from elsewhere. Stack: pushes 1; nothing if it throws.
    ///
    /// - Throws: `JSONError` where it is nested too deep.
    package static func push(_ value: JSONValue, orThrowTo stack: Stack) throws(JSONError) {
        try LuaJSON.push(value, onto: stack.state)
    }
}
