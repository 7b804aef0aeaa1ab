public import Catalog
public import JSON

/// An operation together with the arguments it was called with, not yet checked.
public struct Call: Sendable {
    public var operation: Operation
    /// The group that declares the operation, for the named types its schemas refer to.
    public var group: Group
    /// Path, query, header and body parameters in one flat table, under their names on the wire or their names for Lua;
    /// a whole body may stand under `body` instead of its fields.
    ///
    /// A parameter goes before a field of the body with the same name; that one is given in a whole body or in
    /// ``bodyArguments``.
    public var arguments: JSONObject
    /// Fields of the body beside those in ``arguments``, for names that are those of parameters, too.
    public var bodyArguments = JSONObject()
    /// The body as it is, in place of one made of ``arguments``, for an endpoint that takes another form than JSON.
    public var content: [UInt8]?
    /// What is wrong already before the check, at arguments that had no form to stand in ``arguments``. Whatever stands
    /// there in their place is not judged.
    package var problems: [ArgumentError.Problem] = []

    /// The name that people know the thing by which the call is about: ``PreparedCall/subjectLabel``.
    package var subjectLabel: String?
    /// That thing as its caller has it: ``PreparedCall/subject``.
    package var subject: JSONValue?

    /// The server that the resource came from which the call is about. Its access key is used where none is given, for the
    /// same address only.
    package var origin: OtherServer?

    public init(_ operation: Operation, of group: Group, arguments: JSONObject = [:], content: [UInt8]? = nil) {
        self.operation = operation
        self.group = group
        self.arguments = arguments
        self.content = content
    }
}
