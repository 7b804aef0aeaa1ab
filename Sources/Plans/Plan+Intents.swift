public import APIClient
public import Catalog
import JSON

extension Plan {
    /// Up to how many steps each is an intent of its own; more are counted by operation.
    private static let tellsEach = 20

    /// What carrying it out means, for the one question about it.
    ///
    /// - Parameter indices: The steps that are left to do; nil: all.
    public func intents(of indices: [Int]? = nil, _ catalog: Catalog = .standard) -> [Intent] {
        let steps = (indices ?? Array(steps.indices)).map { self.steps[$0] }
        let operations = steps.reduce(into: [String: Operation]()) { operations, step in
            if operations[step.operation] == nil { operations[step.operation] = catalog.operation(step.operation) }
        }
        guard steps.count > Self.tellsEach else {
            return steps.compactMap { step in
                operations[step.operation].map { Intent($0, label: step.label, identifier: step.place) }
            }
        }
        var counts: [(operation: String, count: Int)] = []
        for step in steps {
            if let index = counts.firstIndex(where: { $0.operation == step.operation }) {
                counts[index].count += 1
            } else {
                counts.append((step.operation, 1))
            }
        }
        return counts.compactMap { entry in operations[entry.operation].map { Intent($0, count: entry.count) } }
    }
}

extension PlanStep {
    /// What it is in, or else what it is called by: the identifier of a trigger's namespace, the number of a droplet. Nil
    /// where the label says it all.
    public var place: String? {
        let texts = identity.members.compactMap { PlannedResource.text($0.value) }
        if texts.count > 1 { return texts.first }
        return texts.first == label ? nil : texts.first
    }
}
