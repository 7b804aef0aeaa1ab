package import JSON

extension JSONValue {
    /// Whether two values mean the same to the API: 1 and 1.0, a member that is null and one that is not there, an empty
    /// table and an empty list.
    package func isSame(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.integer(let a), .number(let b)), (.number(let b), .integer(let a)): Double(a) == b
        case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
        case (.object(let a), .object(let b)): a.isSame(as: b)
        case (.array(let items), .object(let object)), (.object(let object), .array(let items)):
            items.isEmpty && object.isEmpty
        default: self == other
        }
    }

    /// The value, or nil for a null.
    var nonNull: JSONValue? { isNull ? nil : self }

    /// The value of a member of a member; nil where there is none.
    package func member(at path: some Sequence<String>) -> JSONValue? {
        var value = self
        for name in path {
            guard let member = value[name] else { return nil }
            value = member
        }
        return value
    }
}

extension JSONObject {
    /// As ``JSON/JSONValue/isSame(as:)`` for the members.
    package func isSame(as other: JSONObject) -> Bool {
        let names = names + other.names.filter { self[$0] == nil }
        return names.allSatisfy { name in
            switch (self[name]?.nonNull, other[name]?.nonNull) {
            case (let a?, let b?): a.isSame(as: b)
            case (nil, nil): true
            default: false
            }
        }
    }
}
