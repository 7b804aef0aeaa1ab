package import Catalog
package import JSON

/// Hides what a kind of resource keeps secret from whoever looks over a shoulder; `x.key` still reads it.
///
/// A secret that only the answer to a creation has is shown, since nobody sees it again: it is of another type than the
/// resource's.
package struct HiddenSecrets {
    private let group: Group

    package init(of group: Group) { self.group = group }

    /// The record with a note on how to read it in place of each secret, at any depth.
    package func hide(in record: JSONObject, of schema: Schema, at path: String = "") -> JSONObject {
        hide(in: record, group.memberFields(of: schema), at: path)
    }

    /// The records of one kind; looks the kind up once.
    package func hide(in records: [JSONValue], of schema: Schema) -> [JSONValue] {
        let occurring = Set(records.lazy.compactMap(\.object).flatMap(\.members).map(\.name))
        let fields = group.memberFields(of: schema).filter { field in
            var seen: Set<String> = []
            return occurring.contains(field.name) && (field.isSecret || holdsSecret(field.schema, &seen))
        }
        guard !fields.isEmpty else { return records }
        return records.map { record in record.object.map { .object(hide(in: $0, fields, at: "")) } ?? record }
    }

    private func hide(in record: JSONObject, _ fields: [Field], at path: String) -> JSONObject {
        var record = record
        for field in fields {
            guard let value = record[field.name] else { continue }
            let place = "\(path).\(field.luaNames[0])"
            record[field.name] =
                field.isSecret ? hidden(value, at: place) : hide(in: value, of: field.schema, at: place)
        }
        return record
    }

    /// Whether a value of this schema may have a secret somewhere.
    ///
    /// - Parameter seen: the named types that have been looked at; one that is being looked at has nothing to add.
    private func holdsSecret(_ schema: Schema, _ seen: inout Set<String>) -> Bool {
        switch schema.shape {
        case .reference(let name):
            seen.insert(name).inserted && group.type(named: name).map { holdsSecret($0, &seen) } == true
        case .array(let element): holdsSecret(element, &seen)
        case .object, .oneOf: group.memberFields(of: schema).contains { $0.isSecret || holdsSecret($0.schema, &seen) }
        default: false
        }
    }

    private func hide(in value: JSONValue, of schema: Schema, at path: String) -> JSONValue {
        switch value {
        case .object(let record): return .object(hide(in: record, of: schema, at: path))
        case .array(let items):
            guard case .array(let element) = group.resolved(schema).shape else { return value }
            return .array(
                items.enumerated().map { index, item in hide(in: item, of: element, at: "\(path)[\(index + 1)]") })
        default: return value
        }
    }

    /// Absent values and empty texts are no secrets.
    private func hidden(_ value: JSONValue, at path: String) -> JSONValue {
        switch value {
        case .null, .string(""): value
        default: .string("(hidden; \(path) reads it)")
        }
    }
}
