import JSON

/// A reference that has no value.
struct MissingReference: Error {
    let reference: StepReference

    /// Completes the sentence "skipped: ".
    var reason: String {
        let field = reference.path.joined(separator: ".")
        return field.isEmpty
            ? "what step \(reference.step) returned is not known" : "step \(reference.step) returned no '\(field)'"
    }
}

/// Which steps of a plan refer to which.
struct PlanReferences {
    /// By the index of a step: the references in its arguments. Most plans have none.
    private(set) var references: [Int: [StepReference]] = [:]
    /// The indices of the steps that others refer to.
    private(set) var targets: Set<Int> = []

    init(_ plan: Plan) {
        for (index, step) in plan.steps.enumerated() {
            var found: [StepReference] = []
            Self.collect(.object(step.arguments), into: &found)
            Self.collect(.object(step.identity), into: &found)
            found += step.after.map { StepReference(step: $0, path: []) }
            guard !found.isEmpty else { continue }
            references[index] = found
            targets.formUnion(found.map { $0.step - 1 })
        }
    }

    private static func collect(_ value: JSONValue, into found: inout [StepReference]) {
        switch value {
        case .object(let object):
            if let reference = StepReference(value) { return found.append(reference) }
            for member in object.members { collect(member.value, into: &found) }
        case .array(let items): for item in items { collect(item, into: &found) }
        default: break
        }
    }

    /// The step with what it refers to in the places of the references.
    func resolved(
        _ step: PlanStep, at index: Int, results: [Int: JSONValue]
    ) throws(MissingReference) -> PlanStep {
        guard references[index] != nil else { return step }
        var step = step
        step.arguments = try Self.resolved(.object(step.arguments), results).object ?? [:]
        step.identity = try Self.resolved(.object(step.identity), results).object ?? [:]
        return step
    }

    private static func resolved(_ value: JSONValue, _ results: [Int: JSONValue]) throws(MissingReference) -> JSONValue
    {
        switch value {
        case .object(let object):
            if let reference = StepReference(value) { return try self.value(of: reference, results) }
            var result = JSONObject()
            for member in object.members { result[member.name] = try resolved(member.value, results) }
            return .object(result)
        case .array(let items):
            return .array(try items.map { item throws(MissingReference) in try resolved(item, results) })
        default: return value
        }
    }

    private static func value(
        of reference: StepReference, _ results: [Int: JSONValue]
    ) throws(MissingReference) -> JSONValue {
        let value = results[reference.step - 1]?.value(at: reference.path)
        guard let value, !SecretMark.isMark(value) else { throw MissingReference(reference: reference) }
        return value
    }
}

extension JSONValue {
    /// The value of a member of a member; nil where there is none.
    func value(at path: some Sequence<String>) -> JSONValue? {
        var value = self
        for name in path {
            guard let member = value[name] else { return nil }
            value = member
        }
        return value
    }
}
