/// Bytes of a string on their way from a source to a sink.
struct JSONText {
    var start: UnsafePointer<UInt8>
    var count: Int
    /// Whether the bytes are UTF-8 for certain; a sink must refuse those that are not.
    var isValidated: Bool
    /// Whether the bytes stay where they are until the sink is done, and lie in the text being read.
    var isInSource: Bool

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
}

/// A place JSON values go to, told about them in document order: a tree, the Lua stack, or a text.
///
/// Sources are `JSONParser` (a text), `LuaTableWalker` (the Lua stack) and `JSONValue.send(to:)` (a tree). Each pair is
/// specialized by the compiler, so the indirection costs nothing at run time.
protocol JSONSink: ~Copyable {
    /// What a finished value is to the sink: the value itself, or nothing where it is kept elsewhere.
    associatedtype Value
    associatedtype Name
    /// The state of an object or array that is being built.
    associatedtype Members
    associatedtype Elements

    mutating func null() -> Value
    mutating func bool(_ value: Bool) -> Value
    mutating func integer(_ value: Int64) -> Value
    mutating func number(_ value: Double) throws(JSONFailure) -> Value
    mutating func string(_ text: JSONText) throws(JSONFailure) -> Value

    mutating func beginObject() -> Members
    mutating func name(_ text: JSONText, in members: inout Members) throws(JSONFailure) -> Name
    mutating func add(_ value: consuming Value, named name: consuming Name, to members: inout Members)
    mutating func endObject(_ members: consuming Members) -> Value

    /// Begins an array that is the member `name` of an object, or anything else where `name` is nil.
    mutating func beginArray(under name: borrowing Name?) -> Elements
    mutating func append(_ value: consuming Value, to elements: inout Elements)
    mutating func endArray(_ elements: consuming Elements) -> Value
}
