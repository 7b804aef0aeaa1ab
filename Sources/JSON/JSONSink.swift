/// Bytes of a string on their way from a source to a sink.
struct JSONText {
    var start: UnsafePointer<UInt8>
    var count: Int
    /// Whether the bytes are UTF-8 for certain; a sink must refuse those that are not.
    var isValidated: Bool
    /// Whether the bytes stay where they are until the sink is done, and lie in the text being read.
    var isInSource: Bool

    /// Where the bytes of an empty text may be said to lie. Never read: a text that lies there has none.
    static var nowhere: UnsafePointer<UInt8> { UnsafePointer(bitPattern: 1).unsafelyUnwrapped }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
}

extension JSONText {
    /// Whether two runs of `count` bytes are the same; eight bytes from the start of each must be readable.
    @inline(__always)
    static func areEqual(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard count >= 8 else {
            return count == 0 || (eightBytes(one) ^ eightBytes(other)) &<< UInt64(64 &- 8 &* count) == 0
        }
        var offset = 0
        while offset &+ 8 <= count {
            if eightBytes(one + offset) != eightBytes(other + offset) { return false }
            offset &+= 8
        }
        return eightBytes(one + (count &- 8)) == eightBytes(other + (count &- 8))
    }

    /// The first byte is the lowest.
    @inline(__always)
    static func eightBytes(_ start: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
    }
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
    /// Consumes the name at the scanner, which is at its opening quote, if it is one the sink foresaw: a sink that knows
    /// the last object of this kind need not have every name of the next one read. The default foresees nothing.
    mutating func foreseenName(at scanner: inout JSONScanner, in members: inout Members) -> Name?
    mutating func add(_ value: consuming Value, named name: consuming Name, to members: inout Members)
    mutating func endObject(_ members: consuming Members) -> Value

    /// Begins an array that is the member `name` of an object, or anything else where `name` is nil. A source that
    /// knows that no element will follow says so.
    mutating func beginArray(under name: Name?, isEmpty: Bool) -> Elements
    mutating func append(_ value: consuming Value, to elements: inout Elements)
    mutating func endArray(_ elements: consuming Elements) -> Value
}

extension JSONSink where Self: ~Copyable {
    @inline(__always)
    mutating func foreseenName(at scanner: inout JSONScanner, in members: inout Members) -> Name? { nil }
}
