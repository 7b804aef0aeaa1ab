import APIClient
import Catalog
import JSON

// What was updated gets its former values.
extension UndoBuilder {
    mutating func takeBackUpdate(_ index: Int, _ step: PlanStep, _ resource: Resource) throws(PlanError) {
        guard let before = step.before?.object else { throw problem(step, "what it was before is not in the journal") }
        let (secret, known) = (step.changes.filter(\.isSecret), step.changes.filter { !$0.isSecret })
        if !secret.isEmpty {
            let names = secret.map { $0.path.joined(separator: ".") }.joined(separator: ", ")
            guard !known.isEmpty else {
                throw problem(step, "its former \(names) was secret and is not in the journal")
            }
            note(index, "its former \(names) was secret and does not come back")
        }
        let made = known.reduce(JSONValue.object(before)) { $0.replacing($1.path[...], by: $1.after) }
        // What is secret is out of both, so that the request does not carry its mark.
        let (now, former) = (made.withoutMarks.object ?? [:], JSONValue.object(before).withoutMarks.object ?? [:])
        let subject = PlannedResource(resource, value: now, keys: keys(of: step))
        let rules = UpdateRules(resource, catalog.catalog, checker)
        guard let undo = try rules.step(for: subject, to: former) else { return }
        add(undo)
    }

    private func keys(of step: PlanStep) -> JSONObject { step.keys(for: catalog.entry(step.operation)?.operation) }

    func problem(_ step: PlanStep, _ text: String) -> PlanError { PlanError(step.label, text) }
}

// What was created is deleted.
extension UndoBuilder {
    mutating func takeBackCreation(_ index: Int, _ step: PlanStep, _ resource: Resource) throws(PlanError) {
        guard let delete = resource.deleteOperation.flatMap(catalog.entry) else {
            throw problem(step, "the API has no request that deletes a \(resource.name)")
        }
        guard let result = journal.results[index] else { throw problem(step, "what was created is not in the journal") }
        // One call may create several.
        for item in result.array ?? [result] {
            guard let identity = catalog.identity(of: item, createdBy: step, resource) else {
                throw problem(step, "what identifies it is not in the journal")
            }
            let subject = PlannedResource(resource, value: item.withoutMarks.object ?? [:], keys: identity)
            let arguments = try checker.pathArguments(of: delete.operation, for: subject, named: step.label)
            add(
                PlanStep(
                    .delete, operation: delete.operation.qualifiedName, arguments: arguments,
                    resource: resource.qualifiedName, label: subject.label, identity: identity,
                    before: .object(subject.value)))
        }
    }
}

// What was deleted is created again.
extension UndoBuilder {
    mutating func takeBackDeletion(_ index: Int, _ step: PlanStep, _ resource: Resource) throws(PlanError) {
        guard let create = resource.createOperation.flatMap(catalog.entry) else {
            throw problem(step, "the API has no request that creates a \(resource.name)")
        }
        guard let before = step.before?.object else { throw problem(step, "what it was is not in the journal") }
        var arguments = try pathArguments(of: create, step, before)
        let values = RequestValue(group: create.group, catalog: catalog.catalog)
        let body = create.operation.body.map { create.group.memberFields(of: $0.schema) } ?? []
        let plain = JSONValue.object(before).withoutMarks.object ?? [:]
        for field in body where !field.isReadOnly && arguments[field.name] == nil {
            guard let value = plain[field.name], let value = values.value(value, for: field) else { continue }
            arguments[field.name] = value
        }
        let call = Call(create.operation, of: create.group, arguments: arguments)
        let problems = checker.problems(of: call)
        guard problems.isEmpty else {
            throw PlanError(step.label, problems.map { .init($0.path, "it cannot be created again: \($0.text)") })
        }
        let number = add(
            PlanStep(
                .create, operation: create.operation.qualifiedName, arguments: arguments,
                resource: resource.qualifiedName, label: step.label))
        renew(keys(of: step), by: number, resource, given: arguments)
        noteLosses(index, step, resource, before, arguments)
    }

    private func pathArguments(
        of create: StepCatalog.Entry, _ step: PlanStep, _ before: JSONObject
    ) throws(PlanError) -> JSONObject {
        var arguments = JSONObject()
        let keys = keys(of: step)
        for parameter in create.operation.pathParameters {
            guard let value = keys[parameter.name] ?? before[parameter.name] else {
                throw problem(step, "its \(parameter.name) is not in the journal")
            }
            arguments[parameter.name] = value
        }
        return arguments
    }

    /// What people must know of the new one.
    private mutating func noteLosses(
        _ index: Int, _ step: PlanStep, _ resource: Resource, _ before: JSONObject, _ arguments: JSONObject
    ) {
        let identifiers = resource.identity.compactMap { key -> String? in
            guard case .field(let field) = key.source, before[field] != nil, arguments[field] == nil,
                arguments[key.parameter] == nil
            else { return nil }
            return field
        }
        if !identifiers.isEmpty { note(index, "it gets another \(identifiers.joined(separator: " and "))") }
        let secrets = secretNames(of: resource)
        if !secrets.isEmpty { note(index, "its \(secrets.joined(separator: " and ")) does not come back") }
        let parts = parts(of: resource)
        if !parts.isEmpty {
            note(index, "its \(parts.joined(separator: ", ")) come back only where the run deleted them one by one")
        }
        let kept = catalog.entry(resource.updateOperations.first ?? "").map { entry in
            entry.operation.body.map { entry.group.memberFields(of: $0.schema).map(\.name) } ?? []
        }
        let lost = (kept ?? []).filter { before[$0]?.nonNull != nil && arguments[$0] == nil }
        if !lost.isEmpty {
            note(index, "its \(lost.joined(separator: ", ")) cannot be given when it is created")
        }
    }

    /// The secrets that the API shows of it, if only once.
    private func secretNames(of resource: Resource) -> [String] {
        guard let group = catalog.catalog.group(resource.group) else { return [] }
        let fields = ([resource.typeName] + resource.otherTypeNames).flatMap { name in
            group.memberFields(of: Schema(.reference(name)))
        }
        var names: [String] = []
        for field in fields where field.isSecret && !names.contains(field.name) { names.append(field.name) }
        return names
    }

    /// The kinds of resources that are below it: those of its group that need it in their path.
    private func parts(of resource: Resource) -> [String] {
        guard let own = resource.identity.last?.parameter, let group = catalog.catalog.group(resource.group) else {
            return []
        }
        return group.resources.filter { other in
            other.name != resource.name && other.identity.dropLast().contains { $0.parameter == own }
        }.map { $0.name.split(separator: "_").joined(separator: " ") + "s" }
    }
}

extension JSONValue {
    /// The value with another at a place in it; nil removes.
    func replacing(_ path: ArraySlice<String>, by value: JSONValue?) -> JSONValue {
        guard let name = path.first else { return value ?? .null }
        var object = object ?? [:]
        object[name] = path.count == 1 ? value : (object[name] ?? [:]).replacing(path.dropFirst(), by: value)
        return .object(object)
    }

    /// The value without the members whose secrets are not in the journal.
    var withoutMarks: JSONValue {
        switch self {
        case .object(let object):
            .object(
                JSONObject(
                    object.members.filter { !SecretMark.isMark($0.value) }.map { ($0.name, $0.value.withoutMarks) }))
        case .array(let items): .array(items.filter { !SecretMark.isMark($0) }.map(\.withoutMarks))
        default: self
        }
    }
}
