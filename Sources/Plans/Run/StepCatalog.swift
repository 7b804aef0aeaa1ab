import Catalog
import JSON

/// What the catalog says about the steps of plans. Keeps what it has looked up; lives on the thread of its owner.
final class StepCatalog {
    /// An operation, what belongs to it, and what it says of secrets.
    struct Entry {
        let operation: Operation
        let group: Group
        let secrets: SecretFields
    }

    let catalog: Catalog
    private var entries: [String: Entry] = [:]
    private var resources: [String: Resource?] = [:]

    init(_ catalog: Catalog) { self.catalog = catalog }

    func entry(_ name: String) -> Entry? {
        if let known = entries[name] { return known }
        guard let operation = catalog.operation(name), let group = catalog.group(operation.group) else { return nil }
        let entry = Entry(operation: operation, group: group, secrets: SecretFields(ofArguments: operation, group))
        entries[name] = entry
        return entry
    }

    /// The resource that a step is about, by its own account or else by what its operation returns. Plans name it by its
    /// full name, or by that of its type.
    func resource(of step: PlanStep) -> Resource? {
        let key = step.resource ?? "\(step.operation) returns"
        if let known = resources[key] { return known }
        let found = step.resource.flatMap(resource(named:)) ?? entry(step.operation).flatMap(returnedResource)
        resources[key] = .some(found)
        return found
    }

    private func resource(named name: String) -> Resource? {
        if let resource = catalog.resource(name) { return resource }
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        return parts.count == 2 ? catalog.group(parts[0])?.resource(ofType: parts[1]) : nil
    }

    private func returnedResource(_ entry: Entry) -> Resource? {
        guard case .reference(let type)? = entry.group.resultSchema(of: entry.operation)?.shape else { return nil }
        return entry.group.resource(ofType: type)
    }

    /// What a step is done to: the path down to it, the outermost first, as one text each. A creation has the place of what
    /// it creates where the caller names it, else only those above it.
    func places(of step: PlanStep) -> [String] {
        guard let entry = entry(step.operation), !entry.operation.pathParameters.isEmpty || step.kind == .create else {
            return []
        }
        var place = ""
        var places: [String] = []
        for parameter in entry.operation.pathParameters {
            guard let value = step.arguments.value(of: parameter) else { break }
            place += "/\(parameter.name)=\(Self.text(value))"
            places.append(place)
        }
        guard step.kind == .create, let resource = resource(of: step), let identity = identity(ofNew: step, resource),
            let last = identity.members.last
        else { return places }
        return places + [place + "/\(last.name)=\(Self.text(last.value))"]
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        default: (try? value.jsonText) ?? ""
        }
    }

    /// The arguments by which a resource that a step creates can be read, where all of them are the caller's choice; nil
    /// where the server gives one of them.
    func identity(ofNew step: PlanStep, _ resource: Resource) -> JSONObject? {
        guard let names = keyNames(of: resource), let entry = entry(step.operation) else { return nil }
        var identity = JSONObject()
        for name in names {
            guard let key = resource.identity.first(where: { $0.parameter == name }) else { return nil }
            let given = value(of: key, in: step.arguments, entry)
            guard let value = given ?? step.arguments.value(named: name, in: entry.operation.pathParameters) else {
                return nil
            }
            identity[name] = value
        }
        return identity.isEmpty ? nil : identity
    }

    private func value(of key: Resource.Identity, in arguments: JSONObject, _ entry: Entry) -> JSONValue? {
        switch key.source {
        case .field(let name): arguments.value(named: name, in: entry.group.argumentFields(of: entry.operation))
        case .call(let name): arguments.value(named: name, in: entry.operation.pathParameters)
        }
    }

    /// The arguments by which a resource that a step has created can be read.
    func identity(of item: JSONValue, createdBy step: PlanStep, _ resource: Resource) -> JSONObject? {
        guard let names = keyNames(of: resource), let entry = entry(step.operation) else { return nil }
        var identity = JSONObject()
        for name in names {
            guard let key = resource.identity.first(where: { $0.parameter == name }) else { return nil }
            let fromItem: JSONValue? = if case .field(let field) = key.source { item[field] } else { nil }
            let value = fromItem ?? value(of: key, in: step.arguments, entry)
            guard let value = value ?? step.arguments.value(named: name, in: entry.operation.pathParameters) else {
                return nil
            }
            identity[name] = value
        }
        return identity
    }

    /// The parameters that tell a resource from others of its kind: those in the path by which it is read, or all of its
    /// keys where it cannot be.
    func keyNames(of resource: Resource) -> [String]? {
        let reading = resource.getOperation.flatMap { entry($0) }?.operation.pathParameters.map(\.name)
        let names = reading ?? resource.identity.map(\.parameter)
        return names.isEmpty ? nil : names
    }
}

extension JSONObject {
    /// The value of a field, under its name on the wire or one of those for Lua, in the flat table or in a whole body.
    func value(of field: Field) -> JSONValue? {
        if let value = self[field.name] { return value }
        return field.luaNames.lazy.compactMap { self[$0] }.first ?? self["body"]?.object?[field.name]
    }

    func value(named name: String, in fields: [Field]) -> JSONValue? {
        guard let field = fields.first(where: { $0.name == name }) else { return nil }
        return value(of: field)
    }
}
