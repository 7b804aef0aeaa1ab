internal import JSON

/// Records cut down to the members that somebody asked for.
enum ChosenMembers {
    /// Each record as an object of these members alone, each under the path that was asked for; what a record does not
    /// have is null. Other values stay as they are.
    static func of(_ value: JSONValue, paths: [String]) -> JSONValue {
        guard !paths.isEmpty else { return value }
        switch value {
        case .array(let records): return .array(records.map { of($0, paths: paths) })
        case .object:
            return .object(JSONObject(paths.map { ($0, TableColumns.value(of: $0, in: value) ?? .null) }))
        default: return value
        }
    }
}
