import APIClient
import Catalog
import JSON

/// How one finds out whether a step was carried out.
struct FateInquiry {
    /// What the look has shown.
    enum Verdict {
        /// It was; with what it returned, of a creation.
        case made(JSONValue?)
        case notMade
        /// It was not, or not alone: things are otherwise than before and after.
        case changed(reason: String)
        /// It cannot be told.
        case undecided(reason: String)
    }

    /// What to look at.
    enum Look {
        case item(Call)
        case list(Call)
        case impossible(reason: String)
    }

    let step: PlanStep
    let resource: Resource?
    let catalog: StepCatalog

    init(_ step: PlanStep, _ catalog: StepCatalog) {
        self.step = step
        self.catalog = catalog
        resource = catalog.resource(of: step)
    }

    var look: Look {
        guard let resource else {
            return .impossible(reason: "the catalog does not say how to look at what it is about")
        }
        switch step.kind {
        case .update, .delete: return look(at: step.identity, of: resource)
        case .create:
            guard let identity = catalog.identity(ofNew: step, resource) else { return list(resource) }
            return look(at: identity, of: resource)
        case .call: return .impossible(reason: "it does not show whether it was carried out")
        }
    }

    /// Reads it where it can be read, else its list.
    private func look(at identity: JSONObject, of resource: Resource) -> Look {
        guard let get = resource.getOperation.flatMap(catalog.entry), !identity.isEmpty else { return list(resource) }
        return .item(Call(get.operation, of: get.group, arguments: identity))
    }

    private func list(_ resource: Resource) -> Look {
        guard let list = resource.listOperation.flatMap(catalog.entry) else {
            return .impossible(reason: "a \(resource.qualifiedName) can be neither read nor listed")
        }
        var arguments = JSONObject()
        let fields = catalog.entry(step.operation)?.operation.pathParameters ?? []
        for parameter in list.operation.pathParameters {
            let value = step.identity[parameter.name] ?? step.arguments.value(named: parameter.name, in: fields)
            guard let value else {
                return .impossible(reason: "it does not say which '\(parameter.name)' to list")
            }
            arguments[parameter.name] = value
        }
        return .list(Call(list.operation, of: list.group, arguments: arguments))
    }

    /// Judges a resource that was read; nil where there is none.
    func verdict(on current: JSONValue?) -> Verdict {
        switch step.kind {
        case .update: current.map(verdictOnUpdate) ?? .changed(reason: "it does not exist any more")
        case .delete: current.map(verdictOnDeletion) ?? .made(nil)
        case .create: current.map(verdictOnCreation) ?? .notMade
        case .call: .undecided(reason: "it does not show whether it was carried out")
        }
    }

    private func verdictOnUpdate(_ current: JSONValue) -> Verdict {
        if let before = step.before, let other = StepCheck.otherThing(before, current) {
            return .changed(reason: other)
        }
        let comparable = step.changes.filter { !$0.isSecret }
        guard !comparable.isEmpty else {
            return isRepeatable ? .notMade : .undecided(reason: "what it changes does not show in the resource")
        }
        if comparable.allSatisfy({ $0.isMade(in: current) }) {
            return comparable.count == step.changes.count ? .made(nil) : .notMade
        }
        if let refusal = StepCheck.refusal(of: step, for: current) { return .changed(reason: refusal) }
        return .notMade
    }

    /// Whether doing it twice is the same as doing it once.
    private var isRepeatable: Bool { catalog.entry(step.operation)?.operation.method == "PUT" }

    /// A new one of the same name shows that the old one is gone.
    private func verdictOnDeletion(_ current: JSONValue) -> Verdict {
        if let before = step.before, StepCheck.otherThing(before, current) != nil { return .made(nil) }
        return .notMade
    }

    /// Of something whose name is the caller's there can be one only. It is ours where it is as we asked for it.
    private func verdictOnCreation(_ current: JSONValue) -> Verdict {
        if let difference = CreationMatch(step, catalog).difference(of: current) {
            return .undecided(reason: "there is one of that name, but its \(difference)")
        }
        return .made(current)
    }

    /// The item of a list that has the step's identity; nil where there is none.
    func own(among items: [JSONValue]) -> JSONValue? {
        guard let resource else { return nil }
        return items.first { item in
            resource.identity.allSatisfy { key in
                guard case .field(let field) = key.source, let wanted = step.identity[key.parameter] else {
                    return true
                }
                return item[field].map { $0.agrees(with: wanted) } ?? false
            }
        }
    }
}
