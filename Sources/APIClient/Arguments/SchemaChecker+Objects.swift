import Catalog
import JSON

extension SchemaChecker {
    mutating func checkObject(
        _ value: JSONValue, _ fields: [Field], isOpen: Bool, _ schema: Schema, _ place: Place
    ) -> JSONValue {
        guard let members = members(of: value) else {
            refuse(value, at: place.shownPath, expected: schema, isSecret: place.isSecret)
            return value
        }
        var checked = JSONObject()
        var given: [String: [String]] = [:]
        for member in members {
            guard let field = fields.first(where: { $0.isNamed(member.name) }) else {
                if isOpen { checked[member.name] = member.value } else { reportUnknown(member.name, fields, place) }
                continue
            }
            given[field.name, default: []].append(member.name)
            if field.isReadOnly {
                ignored.append(place.child(field.name))
            } else {
                let path = place.child(field.name)
                checked[field.name] = check(member.value, field.schema, at: path, isSecret: field.isSecret)
            }
        }
        reportMissing(fields, given, place)
        return .object(checked)
    }

    /// The members of an object. A table of Lua without elements may have arrived as an empty list.
    private func members(of value: JSONValue) -> [JSONObject.Member]? {
        value == .array([]) ? [] : value.object?.members
    }

    private mutating func reportMissing(_ fields: [Field], _ given: [String: [String]], _ place: Place) {
        for field in fields {
            let names = given[field.name] ?? []
            if names.isEmpty, field.isRequired, !field.isReadOnly { report(place.child(field.name), .missing) }
            if names.count > 1 { report(place.child(field.name), .givenTwice(as: names)) }
        }
    }

    private mutating func reportUnknown(_ name: String, _ fields: [Field], _ place: Place) {
        let known = fields.filter { !$0.isReadOnly }
        let names = known.flatMap { [$0.name, $0.luaName].compactMap(\.self) }
        let nearest =
            nearestName(to: name, among: names + (place.path.isEmpty ? operation.parameterNames : []))
            ?? known.first { hasField($0.schema, named: name) }.map { "\($0.name).\(name)" }
        report(place.child(shownName(name)), .unknown(nearest: nearest))
    }

    /// Whether a schema is an object with this field: `cron` was probably meant to be inside `scheduled_details`.
    private func hasField(_ schema: Schema, named name: String) -> Bool {
        guard case .object(let fields, _) = resolved(schema).shape else { return false }
        return fields.contains { $0.isNamed(name) && !$0.isReadOnly }
    }

    mutating func checkMap(_ value: JSONValue, _ element: Schema, _ schema: Schema, _ place: Place) -> JSONValue {
        guard let members = members(of: value) else {
            refuse(value, at: place.shownPath, expected: schema, isSecret: place.isSecret)
            return value
        }
        var checked = JSONObject()
        for member in members {
            let path = place.child(shownName(member.name))
            checked[member.name] = check(member.value, element, at: path, isSecret: place.isSecret)
        }
        return .object(checked)
    }

    mutating func checkArray(_ value: JSONValue, _ element: Schema, _ schema: Schema, _ place: Place) -> JSONValue {
        let isEmptyTable = value.object?.isEmpty ?? false
        guard let items = isEmptyTable ? [] : value.array else {
            refuse(value, at: place.shownPath, expected: schema, isSecret: place.isSecret)
            return value
        }
        if let length = schema.length, !length.contains(items.count) {
            report(place.shownPath, .wrongLength(length, unit: .items, found: items.count))
        }
        var firstIndices: [JSONValue: Int] = [:]
        var checked: [JSONValue] = []
        for (index, item) in items.enumerated() {
            checked.append(check(item, element, at: place.item(index), isSecret: place.isSecret))
            guard schema.hasUniqueItems else { continue }
            if let first = firstIndices[item] {
                report(place.item(index), .repeatedItem(first: first + 1))
            } else {
                firstIndices[item] = index
            }
        }
        return .array(checked)
    }
}
