import Catalog
import JSON

/// Holds the steps of a file against what they show: a plan may come from anybody, and people look at its changes while its
/// arguments are what is sent.
final class StepVerification {
    private let catalog: Catalog
    private let checker: CallChecker
    private var rules: [String: UpdateRules] = [:]

    init(_ catalog: Catalog) {
        self.catalog = catalog
        checker = CallChecker(catalog)
    }

    /// - Throws: ``PlanFormatError`` where a step would do something else than it says.
    func verify(_ step: PlanStep) throws(PlanFormatError) {
        guard step.kind == .update || step.kind == .delete else { return }
        guard let resource = step.resource.flatMap(catalog.resource) else {
            throw PlanFormatError("no 'resource' of the catalog, which \(step.kind.rawValue)s have")
        }
        switch step.kind {
        case .create, .call: return
        case .update:
            guard step.before?.object != nil else { throw PlanFormatError("no 'before', which an update has") }
            try verifyUpdate(step, resource)
        case .delete:
            guard step.operation == resource.deleteOperation else {
                throw PlanFormatError("a deletion of a \(resource.name) by '\(step.operation)'")
            }
        }
        for member in step.identity.members where step.arguments[member.name].map({ $0 != member.value }) == true {
            throw PlanFormatError("arguments about another \(resource.name) than its 'identity'")
        }
    }

    private func verifyUpdate(_ step: PlanStep, _ resource: Resource) throws(PlanFormatError) {
        let before = step.before ?? .null
        let edited = step.changes.reduce(before) { value, change in
            // The values of secrets are in the arguments only.
            let sent = change.isSecret ? JSONValue.object(step.arguments).member(at: change.path) : change.after
            return value.replacing(change.path[...], by: sent)
        }
        let keys = step.keys(for: catalog.operation(step.operation))
        let subject = PlannedResource(resource, value: before.object ?? [:], keys: keys)
        let made = try? rules(of: resource).step(for: subject, to: edited.object ?? [:])
        let isSame = made.map { JSONValue.object($0.arguments).isSame(as: .object(step.arguments)) } ?? false
        guard isSame, made?.operation == step.operation else {
            throw PlanFormatError("arguments that are not what its 'changes' make of it")
        }
    }

    /// A plan has thousands of steps on few kinds of resources.
    private func rules(of resource: Resource) -> UpdateRules {
        if let known = rules[resource.qualifiedName] { return known }
        let made = UpdateRules(resource, catalog, checker)
        rules[resource.qualifiedName] = made
        return made
    }
}
