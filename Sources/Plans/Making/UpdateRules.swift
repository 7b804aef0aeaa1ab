import APIClient
import Catalog
import JSON

/// How the resources of one kind are changed. Lives on the thread of its owner.
final class UpdateRules {
    let resource: Resource
    private let group: Group?
    /// The fields of the resource.
    private let fields: [Field]
    private let endpoints: [UpdateEndpoint]
    private let checker: CallChecker

    init(_ resource: Resource, _ catalog: Catalog, _ checker: CallChecker) {
        self.resource = resource
        self.checker = checker
        group = catalog.group(resource.group)
        fields = group.map { $0.memberFields(of: Schema(.reference(resource.typeName))) } ?? []
        endpoints = resource.updateOperations.compactMap { UpdateEndpoint($0, in: catalog) }
    }

    /// Names that Lua knows fields by, replaced by those on the wire: `function` for `func`.
    func renamed(_ object: JSONObject) -> JSONObject {
        let bodyFields = endpoints.flatMap { $0.variants.joined() }
        let names = (fields + bodyFields).reduce(into: [String: String]()) { names, field in
            for name in field.luaNames where name != field.name && names[name] == nil { names[name] = field.name }
        }
        guard object.names.contains(where: { names[$0] != nil }) else { return object }
        return JSONObject(object.members.map { (names[$0.name] ?? $0.name, $0.value) })
    }

    /// An edited copy with identifiers in the place of whole resources that earlier steps create.
    ///
    /// - Throws: ``PlanError`` where none of that kind is wanted.
    func narrowed(
        _ edited: JSONObject, _ results: [Int: PlannedResult], of subject: PlannedResource
    ) throws(PlanError) -> JSONObject {
        guard !JSONValue.object(edited).references.isEmpty, let endpoint = endpoints.first else { return edited }
        var places = ReferencePlaces(endpoint.group, results: results)
        let fields = endpoints.flatMap { $0.variants.joined() } + self.fields
        let narrowed = places.narrowed(edited, fields)
        guard places.problems.isEmpty else {
            throw PlanError("\(resource.qualifiedName) \(subject.label)", places.problems)
        }
        return narrowed
    }

    /// The step that makes `edited` of a resource; nil where they are equal.
    ///
    /// - Throws: ``PlanError`` with every field that cannot be changed and every value that is refused.
    func step(for subject: PlannedResource, to edited: JSONObject) throws(PlanError) -> PlanStep? {
        let changes = subject.value.changes(to: edited)
        guard !changes.isEmpty else { return nil }
        let name = "\(resource.qualifiedName) \(subject.label)"
        guard let endpoint = endpoint(for: changes) else { throw PlanError(name, unchangeable, hint: otherWays) }
        let names = Set(changes.compactMap(\.path.first))
        var problems = self.problems(of: changes, with: endpoint)
        guard problems.isEmpty, let fields = endpoint.variant(taking: names, for: edited) else {
            if problems.isEmpty { problems = [.init("", Self.notTogether(changes))] }
            throw PlanError(name, operation: endpoint.operation.qualifiedName, problems, hint: hint(about: endpoint))
        }
        let body = endpoint.body(changing: names, to: edited, fields: fields)
        let arguments = try self.arguments(of: endpoint, for: subject, named: name, body: body.fields)
        problems =
            body.problems + checker.problems(of: Call(endpoint.operation, of: endpoint.group, arguments: arguments))
        guard problems.isEmpty else { throw PlanError(name, operation: endpoint.operation.qualifiedName, problems) }
        return PlanStep(
            .update, operation: endpoint.operation.qualifiedName, arguments: arguments,
            resource: resource.qualifiedName, label: subject.label, identity: checker.identity(of: subject),
            before: .object(subject.value), changes: changes)
    }

    /// The first that can make all the changes, or else the one that can make most of them.
    private func endpoint(for changes: [FieldChange]) -> UpdateEndpoint? {
        var best: (endpoint: UpdateEndpoint, count: Int)?
        for endpoint in endpoints {
            let count = changes.count { endpoint.takes($0.path) }
            if count > best?.count ?? -1 { best = (endpoint, count) }
        }
        return best?.endpoint
    }

    private func arguments(
        of endpoint: UpdateEndpoint, for subject: PlannedResource, named name: String, body: JSONObject
    ) throws(PlanError) -> JSONObject {
        var arguments = try checker.pathArguments(of: endpoint.operation, for: subject, named: name)
        let isClashing = body.names.contains { arguments[$0] != nil }
        if isClashing {
            arguments["body"] = .object(body)
        } else {
            for member in body.members { arguments[member.name] = member.value }
        }
        return arguments
    }
}

// What cannot be done.
extension UpdateRules {
    private func problems(of changes: [FieldChange], with endpoint: UpdateEndpoint) -> [PlanError.Problem] {
        let known = fields.map(\.name) + endpoint.fieldNames
        return changes.filter { !endpoint.takes($0.path) }.map { change in
            let path = change.path.joined(separator: ".")
            guard let first = change.path.first, !known.contains(first) else {
                return .init(path, "'\(path)' cannot be changed")
            }
            return .init(path, "unknown field '\(path)'" + Suggestion.ending(for: first, in: known))
        }
    }

    private func hint(about endpoint: UpdateEndpoint) -> String {
        "\(endpoint.operation.qualifiedName) changes \(endpoint.fieldNames.joined(separator: ", "))"
    }

    private static func notTogether(_ changes: [FieldChange]) -> String {
        let names = changes.compactMap(\.path.first).reduce(into: [String]()) { names, name in
            if !names.contains(name) { names.append(name) }
        }
        return "only one of \(names.joined(separator: ", ")) can be changed at a time"
    }

    private var unchangeable: String { "the API has no request that changes fields of a \(resource.name)" }

    /// The methods that change it in other ways: `p:call takes droplets.rename`.
    private var otherWays: String? {
        let operations = resource.methods.filter { !$0.isIterator && $0.operation != resource.deleteOperation }
        let names = operations.filter { !$0.fixedArguments.isEmpty || $0.name.contains("update") }.map(\.operation)
        guard let first = names.first else { return nil }
        return "p:call plans other requests, such as \(first)"
    }
}
