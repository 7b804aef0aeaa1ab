/// Builds a `JSONValue`.
struct JSONTreeSink: JSONSink {
    func null() -> JSONValue { .null }
    func bool(_ value: Bool) -> JSONValue { .bool(value) }
    func integer(_ value: Int64) -> JSONValue { .integer(value) }

    func number(_ value: Double) throws(JSONFailure) -> JSONValue {
        guard value.isFinite else { throw JSONFailure(problem: .notFinite) }
        return .number(value)
    }

    func string(_ text: JSONText) throws(JSONFailure) -> JSONValue { .string(try Self.string(text)) }

    func beginObject() -> [JSONObject.Member] { [] }

    func name(_ text: JSONText, in members: inout [JSONObject.Member]) throws(JSONFailure) -> String {
        try Self.string(text)
    }

    func add(_ value: consuming JSONValue, named name: consuming String, to members: inout [JSONObject.Member]) {
        members.append(JSONObject.Member(name: name, value: value))
    }

    func endObject(_ members: consuming [JSONObject.Member]) -> JSONValue { .object(JSONObject(members: members)) }

    func beginArray(under name: String?, isEmpty: Bool) -> [JSONValue] { [] }
    func append(_ value: consuming JSONValue, to elements: inout [JSONValue]) { elements.append(value) }
    func endArray(_ elements: consuming [JSONValue]) -> JSONValue { .array(elements) }

    private static func string(_ text: JSONText) throws(JSONFailure) -> String {
        if text.isValidated { return String(decoding: text.bytes, as: UTF8.self) }
        guard let string = String(validating: text.bytes, as: UTF8.self) else {
            throw JSONFailure(problem: .stringNotUTF8)
        }
        return string
    }
}
