internal import Catalog
internal import Plans

/// The steps of a large plan that a person sees.
///
/// What reaches beyond one resource and what costs money is always among them, however long the plan; then come a few of
/// each kind of resource, then the others from the first on.
struct ShownSteps {
    /// Ascending.
    let indices: [Int]

    /// Of how many steps at least each kind of resource is represented.
    private static let least = 3

    init(of plan: Plan, limit: Int?, catalog: Catalog) {
        guard let limit, plan.steps.count > limit else {
            indices = Array(plan.steps.indices)
            return
        }
        var chosen = Set(Self.remarkable(plan, catalog).prefix(limit))
        var counts: [String: Int] = [:]
        for (index, step) in plan.steps.enumerated() where chosen.count < limit {
            let kind = "\(step.resource ?? step.operation) \(step.kind)"
            guard counts[kind, default: 0] < Self.least else { continue }
            counts[kind, default: 0] += 1
            chosen.insert(index)
        }
        for index in plan.steps.indices where chosen.count < limit { chosen.insert(index) }
        indices = chosen.sorted()
    }

    private static func remarkable(_ plan: Plan, _ catalog: Catalog) -> [Int] {
        var known: [String: Bool] = [:]
        return plan.steps.indices.filter { index in
            let name = plan.steps[index].operation
            if let isRemarkable = known[name] { return isRemarkable }
            let operation = catalog.operation(name)
            let isRemarkable = operation?.danger == .wide || operation?.costsMoney == true
            known[name] = isRemarkable
            return isRemarkable
        }
    }
}
