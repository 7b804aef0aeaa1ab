internal import Catalog
internal import JSON
internal import Lua

/// What `find` and `one` look for.
struct ItemFilter {
    enum Criterion {
        /// The value of the field by which a person knows the resource.
        case label(String, field: FieldPath)
        /// Values of fields; those of a table are looked for in the table there.
        case fields(JSONObject)
        /// A function of Lua that says whether an item is meant.
        case function(Reference)
    }

    let criterion: Criterion
    /// What the server can look for itself, by query parameter.
    let queryArguments: JSONObject

    /// Whether the item on top is meant. A function may make calls of its own, which wait in place. Stack: unchanged.
    func matches(on stack: Stack) throws(LuaError) -> Bool {
        let item = stack.top
        defer { stack.truncate(to: item) }
        if case .function(let function) = criterion {
            stack.push(function)
            stack.push(valueAt: item)
            try stack.call(arguments: 1, results: 1)
            return stack.boolean(at: -1)
        }
        guard stack.kind(at: item) == .table else { return false }
        switch criterion {
        case .label(let label, let field):
            field.push(of: item, on: stack)
            return stack.string(at: -1) == label
        case .fields(let wanted):
            return wanted.members.allSatisfy { member in
                stack.pushRaw(field: member.name, of: item)
                defer { stack.pop() }
                let found = stack.isNil(at: -1) ? .null : try? stack.jsonValue(at: stack.top)
                return found?.contains(member.value) ?? false
            }
        case .function: return false
        }
    }
}

extension JSONValue {
    /// Whether this is `wanted`, or an object with its members. A number is itself as an integer and as a float.
    fileprivate func contains(_ wanted: JSONValue) -> Bool {
        if let members = wanted.object?.members {
            return members.allSatisfy { (object?[$0.name] ?? .null).contains($0.value) }
        }
        return self == wanted || (number != nil && number == wanted.number)
    }
}

/// Reads the last argument of `find` and `one`.
struct FilterReader {
    /// As messages name the function: `functions.find_trigger`.
    let function: String
    let operation: Operation
    unowned let engine: Engine

    /// Reads the value on top. Stack: pops 1.
    func popFilter(on stack: Stack) throws -> ItemFilter {
        defer { stack.pop() }
        switch stack.kind(at: -1) {
        case .function: return ItemFilter(criterion: .function(stack.reference(at: -1)), queryArguments: [:])
        case .string: return try filter(byLabel: stack.string(at: -1) ?? "")
        case .table where engine.objects.origin(at: stack.top, on: stack) == nil:
            return try filter(byFields: fields(on: stack))
        default: throw LuaError("\(function): expected a name, a table of fields or a function to look for")
        }
    }

    private var resource: Resource? { engine.shapes.shape(of: operation).resource }

    private func filter(byLabel label: String) throws -> ItemFilter {
        guard let field = resource?.labelField else {
            throw LuaError("\(function): these have no name; look for fields, as in { field = value }")
        }
        let isQuery = operation.queryParameters.contains { $0.name == field }
        return ItemFilter(
            criterion: .label(label, field: FieldPath(field)), queryArguments: isQuery ? [field: .string(label)] : [:])
    }

    private func fields(on stack: Stack) throws -> JSONObject {
        do {
            let value = try stack.jsonValue(at: stack.top)
            if let object = value.object ?? (value.array?.isEmpty == true ? [:] : nil) { return object }
        } catch {
            throw LuaError("\(function): \(error.reason)")
        }
        throw LuaError("\(function): the table of fields has names for keys")
    }

    /// What is no field of the items, but a query parameter of the list, is left to the server.
    private func filter(byFields given: JSONObject) throws -> ItemFilter {
        let queries = operation.queryParameters.filter { !["page", "per_page"].contains($0.name) }
        var (wanted, queryArguments) = (JSONObject(), JSONObject())
        for member in given.members {
            if let field = itemFields?.first(where: { $0.luaNames.contains(member.name) }) {
                wanted[field.name] = member.value
            } else if queries.contains(where: { $0.luaNames.contains(member.name) }) {
                queryArguments[member.name] = member.value
            } else if let itemFields {
                let names = (itemFields + queries).map(\.name)
                throw LuaError(
                    "\(function): unknown field '\(member.name)'" + Suggestion.ending(for: member.name, in: names))
            } else {
                wanted[member.name] = member.value
            }
        }
        return ItemFilter(criterion: .fields(wanted), queryArguments: queryArguments)
    }

    /// The fields that the items are known to have; nil where they may have any.
    private var itemFields: [Field]? {
        guard let resource, let group = engine.catalog.group(resource.group),
            let type = group.type(named: resource.typeName).map({ group.resolved($0) }),
            case .object(let fields, isOpen: false) = type.shape
        else { return nil }
        return fields
    }
}
