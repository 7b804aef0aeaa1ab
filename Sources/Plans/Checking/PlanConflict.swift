import Catalog
import JSON

/// Why a step must not be made any more.
public struct PlanConflict: Sendable, Equatable {
    /// A sentence without its period: `it has changed since: enabled was true, and is false`.
    public var reason: String
    /// What has changed: ``FieldChange/before`` as the plan knows it, ``FieldChange/after`` as it is now. Empty where it is
    /// gone, or another one.
    public var changes: [FieldChange]

    init(_ reason: String, changes: [FieldChange] = []) {
        self.reason = reason
        self.changes = changes
    }
}

/// Compares resources with what a plan was made for.
///
/// What counts are the fields that the request carries, changed or not: it would undo what somebody else made of them. Of a
/// deletion these are the fields that could be changed, or given at its creation. What the server moves by itself, such as
/// times of runs, does not count.
struct ConflictRules {
    let catalog: StepCatalog

    /// Why a step must not be made; nil where nothing speaks against it.
    ///
    /// - Parameters:
    ///   - current: The resource as it is now; nil where there is none.
    ///   - isListed: Whether it was read from a list, which may tell less of it.
    func conflict(of step: PlanStep, for current: JSONValue?, isListed: Bool) -> PlanConflict? {
        guard let before = step.before, let old = before.object else { return nil }
        guard let current, let new = current.object else {
            return step.kind == .delete ? nil : PlanConflict("it does not exist any more")
        }
        if let other = StepCheck.otherThing(before, current) { return PlanConflict(other) }
        let (names, takes) = relevantFields(of: step)
        let changes = old.keeping(names).changes(to: new.keeping(names)).filter { change in
            if isListed, let name = change.path.first, new[name] == nil { return false }
            if change.before.map(SecretMark.isWithin) == true { return false }
            return takes(change.path) && !step.changes.contains { $0.path == change.path && $0.isMade(in: current) }
        }
        return changes.isEmpty ? nil : PlanConflict(Self.reason(changes), changes: changes)
    }

    private static func reason(_ changes: [FieldChange]) -> String {
        let texts = changes.prefix(4).map { change in
            let was = change.before?.shown ?? "absent"
            return "\(change.path.joined(separator: ".")) was \(was), and is \(change.after?.shown ?? "absent")"
        }
        let more = changes.count > texts.count ? " and \(changes.count - texts.count) more fields" : ""
        return "it has changed since the plan was made: " + texts.joined(separator: "; ") + more
    }

    /// The fields that count, and which places in them.
    private func relevantFields(of step: PlanStep) -> (names: Set<String>, takes: ([String]) -> Bool) {
        if step.kind == .update, let endpoint = UpdateEndpoint(step.operation, in: catalog.catalog) {
            let sent = step.arguments["body"]?.object ?? step.arguments
            return (Set(sent.names).intersection(endpoint.fieldNames), endpoint.takes)
        }
        guard let resource = catalog.resource(of: step) else { return ([], { _ in true }) }
        let endpoints = resource.updateOperations.compactMap { UpdateEndpoint($0, in: catalog.catalog) }
        if !endpoints.isEmpty {
            return (Set(endpoints.flatMap(\.fieldNames)), { path in endpoints.contains { $0.takes(path) } })
        }
        let creation = resource.createOperation.flatMap { UpdateEndpoint($0, in: catalog.catalog) }
        return (Set(creation?.fieldNames ?? []), creation?.takes ?? { _ in true })
    }
}

extension JSONObject {
    /// The members of these names.
    fileprivate func keeping(_ names: Set<String>) -> JSONObject {
        JSONObject(members.filter { names.contains($0.name) }.map { ($0.name, $0.value) })
    }
}
