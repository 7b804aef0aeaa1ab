import Catalog
import JSON

/// Which steps must wait for which others to end, whatever becomes of those.
///
/// Steps on one resource keep their order, and so do a change of a resource and those of what is below it: a namespace is
/// deleted after its triggers were, and a trigger is created after its namespace was. What is below what is told by the
/// parameters in the paths of the operations.
struct PlanOrder {
    /// By the index of a step: the steps that come after it.
    private(set) var successors: [[Int]]
    /// By the index of a step: how many it waits for.
    private(set) var waitCounts: [Int]
    /// By the path down to a resource: the step that last updated or deleted it.
    private var changers: [String: Int] = [:]
    /// By the path down to a resource: the steps since then on it and what is below it.
    private var users: [String: [Int]] = [:]

    init(_ plan: Plan, _ references: PlanReferences, catalog: StepCatalog) {
        successors = Array(repeating: [], count: plan.steps.count)
        waitCounts = Array(repeating: 0, count: plan.steps.count)
        for (index, step) in plan.steps.enumerated() { add(step, at: index, references, catalog) }
        changers = [:]
        users = [:]
    }

    private mutating func add(_ step: PlanStep, at index: Int, _ references: PlanReferences, _ catalog: StepCatalog) {
        var predecessors = (references.references[index] ?? []).map { $0.step - 1 }
        let places = catalog.places(of: step)
        for place in places {
            if let changer = changers[place] { predecessors.append(changer) }
        }
        if step.kind != .create, let own = places.last {
            predecessors += users[own] ?? []
            changers[own] = index
            users[own] = []
        }
        for place in places { users[place, default: []].append(index) }
        guard !predecessors.isEmpty else { return }
        for predecessor in Set(predecessors) where (0..<index).contains(predecessor) {
            successors[predecessor].append(index)
            waitCounts[index] += 1
        }
    }
}
