/// Writes what it is told about as text.
///
/// The separators follow from the writer's place, so neither members nor elements need a state.
struct JSONTextSink: JSONSink, ~Copyable {
    var writer: JSONWriter

    mutating func null() { writer.null() }
    mutating func bool(_ value: Bool) { writer.bool(value) }
    @inline(__always)
    mutating func integer(_ value: Int64) { writer.integer(value) }
    mutating func number(_ value: Double) throws(JSONFailure) { try writer.number(value) }
    @inline(__always)
    mutating func string(_ text: JSONText) throws(JSONFailure) { try writer.string(text) }

    mutating func beginObject() { writer.openObject() }
    @inline(__always)
    mutating func name(_ text: JSONText, in members: inout Void) throws(JSONFailure) { try writer.name(text) }
    mutating func add(_ value: Void, named name: Void, to members: inout Void) {}
    mutating func endObject(_ members: Void) { writer.closeObject() }

    mutating func beginArray(under name: Void?, isEmpty: Bool) { writer.openArray() }
    mutating func append(_ value: Void, to elements: inout Void) {}
    mutating func endArray(_ elements: Void) { writer.closeArray() }
}
