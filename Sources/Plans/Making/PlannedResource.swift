public import Catalog
public import JSON

/// A resource that a plan is to change, as it was read.
public struct PlannedResource: Sendable {
    public var resource: Resource
    /// Its fields as they were read.
    public var value: JSONObject
    /// What fills the paths of its operations, by the names of the parameters: for a trigger its namespace and its name.
    public var keys: JSONObject

    public init(_ resource: Resource, value: JSONObject, keys: JSONObject) {
        self.resource = resource
        self.value = value
        self.keys = keys
    }

    /// What people know it by: `nightly`. A kind and a key where it has no name.
    public var label: String {
        if let field = resource.labelField, let text = Self.text(JSONValue.object(value).member(at: field.fieldNames)) {
            return text
        }
        return keys.members.last.flatMap { Self.text($0.value) } ?? resource.name
    }

    static func text(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text)?: text.isEmpty ? nil : text
        case .integer(let number)?: String(number)
        default: nil
        }
    }
}

extension String {
    /// The names in the path to a field: `scheduled_details.cron`.
    var fieldNames: [String] { split(separator: ".").map(String.init) }
}
