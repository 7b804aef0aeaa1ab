import Catalog
import JSON

/// Holds the steps of a file against what they show: a plan may come from anybody, and people look at its changes while its
/// arguments are what is sent.
struct StepVerification {
    private let catalog: Catalog
    private let checker: CallChecker

    init(_ catalog: Catalog) {
        self.catalog = catalog
        checker = CallChecker(catalog)
    }

    /// - Throws: ``PlanFormatError`` where a step would do something else than it says.
    func verify(_ step: PlanStep) throws(PlanFormatError) {
        guard step.kind == .update || step.kind == .delete else { return }
        guard let resource = self.resource(of: step) else {
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
        var keys = step.identity
        for parameter in catalog.operation(step.operation)?.pathParameters ?? [] where keys[parameter.name] == nil {
            keys[parameter.name] = step.arguments.value(of: parameter)
        }
        let subject = PlannedResource(resource, value: before.object ?? [:], keys: keys)
        let made = try? UpdateRules(resource, catalog, checker).step(for: subject, to: edited.object ?? [:])
        let isSame = made.map { JSONValue.object($0.arguments).isSame(as: .object(step.arguments)) } ?? false
        guard isSame, made?.operation == step.operation else {
            throw PlanFormatError("arguments that are not what its 'changes' make of it")
        }
    }

    private func resource(of step: PlanStep) -> Resource? {
        guard let name = step.resource else { return nil }
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let group = catalog.group(parts[0]) else { return nil }
        return group.resources.first { $0.qualifiedName == name }
    }
}
