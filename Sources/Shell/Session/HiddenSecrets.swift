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
        var record = record
        for field in group.memberFields(of: schema) {
            guard let value = record[field.name] else { continue }
            let place = "\(path).\(field.luaNames[0])"
            record[field.name] =
                field.isSecret ? hidden(value, at: place) : hide(in: value, of: field.schema, at: place)
        }
        return record
    }

    /// The records of one kind; looks the kind up once.
    package func hide(in records: [JSONValue], of schema: Schema) -> [JSONValue] {
        let fields = Dictionary(
            group.memberFields(of: schema).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return records.map { record in
            guard case .object(let object) = record else { return record }
            return .object(JSONObject(object.members.map { ($0.name, hide($0, fields[$0.name])) }))
        }
    }

    private func hide(_ member: JSONObject.Member, _ field: Field?) -> JSONValue {
        guard let field else { return member.value }
        let place = ".\(field.luaNames[0])"
        return field.isSecret ? hidden(member.value, at: place) : hide(in: member.value, of: field.schema, at: place)
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
