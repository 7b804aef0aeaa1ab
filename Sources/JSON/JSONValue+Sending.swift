extension JSONValue {
    /// Tells `sink` about this value and all below it.
    func send<Sink: JSONSink & ~Copyable>(
        to sink: inout Sink, under name: Sink.Name? = nil, sortingNames: Bool, depth: Int = 0
    ) throws(JSONFailure) -> Sink.Value {
        switch self {
        case .null: return sink.null()
        case .bool(let value): return sink.bool(value)
        case .integer(let value): return sink.integer(value)
        case .number(let value): return try sink.number(value)
        case .string(let value): return try value.withJSONText { text throws(JSONFailure) in try sink.string(text) }
        case .array(let elements):
            try Self.check(depth)
            var state = sink.beginArray(under: name, isEmpty: elements.isEmpty)
            for element in elements {
                let value = try element.send(to: &sink, sortingNames: sortingNames, depth: depth + 1)
                sink.append(value, to: &state)
            }
            return sink.endArray(state)
        case .object(let object):
            try Self.check(depth)
            var state = sink.beginObject()
            for member in sortingNames ? object.sortedMembers : object.members {
                let name = try member.name.withJSONText { text throws(JSONFailure) in
                    try sink.name(text, in: &state)
                }
                let value = try member.value.send(
                    to: &sink, under: name, sortingNames: sortingNames, depth: depth + 1)
                sink.add(value, named: name, to: &state)
            }
            return sink.endObject(state)
        }
    }

    /// How deep arrays and objects nest, counted up to one more than the maximum.
    var depth: Int { depth(below: 0) }

    private func depth(below levels: Int) -> Int {
        guard levels <= Self.maximumDepthLimit else { return levels }
        return switch self {
        case .array(let elements): elements.reduce(levels + 1) { max($0, $1.depth(below: levels + 1)) }
        case .object(let object): object.members.reduce(levels + 1) { max($0, $1.value.depth(below: levels + 1)) }
        default: levels
        }
    }

    private static func check(_ depth: Int) throws(JSONFailure) {
        guard depth < maximumDepthLimit else {
            throw JSONFailure(problem: .nestedTooDeep(limit: maximumDepthLimit))
        }
    }
}

extension JSONObject {
    fileprivate var sortedMembers: [Member] {
        members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}

extension String {
    /// Lends the UTF-8 bytes for the time of the call.
    fileprivate func withJSONText<Result>(
        _ body: (JSONText) throws(JSONFailure) -> Result
    ) throws(JSONFailure) -> Result {
        var copy = self
        let result = copy.withUTF8 { bytes in
            let start = bytes.baseAddress ?? JSONText.nowhere
            let text = JSONText(start: start, count: bytes.count, isValidated: true, isInSource: false)
            return Swift.Result { () throws(JSONFailure) in try body(text) }
        }
        return try result.get()
    }
}
