import JSON

/// Short ways to members whose types the catalog has made sure of.
extension JSONObject {
    func string(_ name: String) -> String? { self[name]?.string }
    func integer(_ name: String) -> Int64? { self[name]?.integer }
    /// Whether a member is there and true.
    func flag(_ name: String) -> Bool { self[name]?.bool ?? false }
    func object(_ name: String) -> JSONObject? { self[name]?.object }

    /// The strings of an array; empty where there is none.
    func strings(_ name: String) -> [String] { self[name]?.array?.compactMap(\.string) ?? [] }

    /// The objects of an array; empty where there is none.
    func objects(_ name: String) -> [JSONObject] { self[name]?.array?.compactMap(\.object) ?? [] }

    /// An identifier that may be written as a number or a text: `123`, `"123"`, `"ubuntu-24-04-x64"`.
    func identifier(_ name: String) -> String? { self[name]?.identifier }

    /// The identifiers of an array, as `identifier(_:)` reads them.
    func identifiers(_ name: String) -> [String] { self[name]?.array?.compactMap(\.identifier) ?? [] }

    /// This object with the members of another one on top.
    func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        for member in other.members { merged[member.name] = member.value }
        return merged
    }
}

extension JSONValue {
    /// The text of a string or an integer; nil for other values.
    var identifier: String? { string ?? integer.map { "\($0)" } }

    /// An array of strings.
    static func strings(_ strings: some Sequence<String>) -> JSONValue { .array(strings.map(JSONValue.string)) }
}
