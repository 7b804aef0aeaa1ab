import JSON

extension JSONValue {
    /// The same with the members of every object by name: a table of Lua gives them in an order of its own every time.
    var ordered: JSONValue {
        switch self {
        case .array(let items): .array(items.map(\.ordered))
        case .object(let object): .object(object.ordered)
        default: self
        }
    }
}

extension JSONObject {
    /// As ``JSON/JSONValue/ordered``.
    var ordered: JSONObject {
        let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return JSONObject(sorted.map { ($0.name, $0.value.ordered) })
    }

    /// The members in their order, and what is in them by name.
    var withOrderedValues: JSONObject { JSONObject(members.map { ($0.name, $0.value.ordered) }) }
}

extension [FieldChange] {
    /// By the fields in their order, then by path.
    func sorted(by fields: [String]) -> [FieldChange] {
        let places = Dictionary(fields.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return sorted { a, b in
            let (first, second) = (places[a.path[0]] ?? .max, places[b.path[0]] ?? .max)
            return first == second ? a.path.lexicographicallyPrecedes(b.path) : first < second
        }
    }
}
