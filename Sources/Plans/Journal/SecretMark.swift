package import JSON

/// What stands in a journal where a secret stood: `{"$secret": true}`.
package enum SecretMark {
    static let name = "$secret"
    package static let value: JSONValue = [name: true]

    package static func isMark(_ value: JSONValue) -> Bool {
        value.object.map { $0.count == 1 && $0[name] == true } ?? false
    }

    /// The names of the members that are marks, at any depth: `destination.password`.
    package static func places(in object: JSONObject, below path: String = "") -> [String] {
        object.members.flatMap { member in places(in: member.value, at: path + member.name) }
    }

    private static func places(in value: JSONValue, at path: String) -> [String] {
        switch value {
        case .object(let object): isMark(value) ? [path] : places(in: object, below: path + ".")
        case .array(let items):
            items.enumerated().flatMap { index, item in places(in: item, at: "\(path)[\(index + 1)]") }
        default: []
        }
    }

    /// What is not a secret of a value: the members that are no marks.
    package static func isWithin(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let object): isMark(value) || object.members.contains { isWithin($0.value) }
        case .array(let items): items.contains(where: isWithin)
        default: false
        }
    }
}
