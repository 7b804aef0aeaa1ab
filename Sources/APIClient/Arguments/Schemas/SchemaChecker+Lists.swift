import Catalog
import JSON

extension SchemaChecker {
    mutating func checkMap(
        _ value: JSONValue, _ element: CompiledSchema, _ schema: CompiledSchema, _ isSecret: Bool
    ) -> JSONValue? {
        // A table of Lua without elements may have arrived as an empty list.
        if case .array(let items) = value, items.isEmpty { return .object([:]) }
        guard case .object(var object) = value else {
            refuse(value, expected: schema, isSecret: isSecret)
            return nil
        }
        guard mayDescend() else { return nil }
        var isChanged = false
        for member in object.members {
            path.enter(member: member.name)
            if let checked = check(member.value, element, isSecret: isSecret) {
                object[member.name] = checked
                isChanged = true
            }
            path.leave()
        }
        return isChanged ? .object(object) : nil
    }

    mutating func checkArray(
        _ value: JSONValue, _ element: CompiledSchema, _ schema: CompiledSchema, _ isSecret: Bool
    ) -> JSONValue? {
        let isEmptyTable = value.object?.isEmpty ?? false
        guard var items = isEmptyTable ? [] : value.array else {
            refuse(value, expected: schema, isSecret: isSecret)
            return nil
        }
        guard mayDescend() else { return nil }
        if let length = schema.length, !length.contains(items.count) {
            report(.wrongLength(length, unit: .items, found: items.count))
        }
        var isChanged = isEmptyTable
        for index in items.indices {
            path.enter(item: index)
            if let checked = check(items[index], element, isSecret: isSecret) {
                items[index] = checked
                isChanged = true
            }
            path.leave()
        }
        if schema.hasUniqueItems { checkThatItemsDiffer(items) }
        return isChanged ? .array(items) : nil
    }

    private mutating func checkThatItemsDiffer(_ items: [JSONValue]) {
        var firstIndices: [JSONValue: Int] = [:]
        for (index, item) in items.enumerated() {
            guard let first = firstIndices[item] else {
                firstIndices[item] = index
                continue
            }
            path.enter(item: index)
            report(.repeatedItem(first: first + 1))
            path.leave()
        }
    }
}
