public import Catalog
public import JSON

/// An operation together with the arguments it was called with, not yet checked.
public struct Call: Sendable {
    public var operation: Operation
    /// The group that declares the operation, for the named types its schemas refer to.
    public var group: Group
    /// Path, query, header and body parameters in one flat table, under their names on the wire or their names for Lua;
    /// a whole body may stand under `body` instead of its fields.
    public var arguments: JSONObject

    public init(_ operation: Operation, of group: Group, arguments: JSONObject = [:]) {
        self.operation = operation
        self.group = group
        self.arguments = arguments
    }
}
