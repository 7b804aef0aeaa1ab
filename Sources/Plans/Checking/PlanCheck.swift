public import APIClient
public import Catalog
import JSON

/// Reads again what a plan changes or deletes, and finds what has changed since it was made.
///
/// Resources that one list has are read with the list. Driven as ``PlanRun`` is; lives on the client's thread, and letting
/// go of it cancels what is under way.
public final class PlanCheck {
    public enum Event {
        /// There is nothing to do before the client has finished one of these calls, which must not be taken from it.
        case waiting(for: [Ticket])
        /// The conflicts, by the indices of the steps.
        case finished([Int: PlanConflict])
    }

    /// One reading, and the steps whose resources it tells.
    private struct Look {
        var call: Call
        var isList: Bool
        var steps: [Int]
        var reader: ResourceReader?
    }

    private let plan: Plan
    private let client: APIClient
    private let catalog: StepCatalog
    private let rules: ConflictRules
    private var looks: [Look] = []
    /// How many looks have begun.
    private var next = 0
    private var active: [Int] = []
    private var conflicts: [Int: PlanConflict] = [:]
    private let concurrency: Int

    /// How many resources have been read, of how many.
    public private(set) var done = 0
    public let total: Int

    /// - Parameter concurrency: How many readings are under way at most.
    public init(_ plan: Plan, by client: APIClient, concurrency: Int = 16, catalog: Catalog = .standard) {
        self.plan = plan
        self.client = client
        self.concurrency = max(1, concurrency)
        self.catalog = StepCatalog(catalog)
        rules = ConflictRules(catalog: self.catalog)
        let indices = plan.steps.indices.filter { index in
            let step = plan.steps[index]
            return (step.kind == .update || step.kind == .delete) && step.before != nil && !step.identity.isEmpty
        }
        total = indices.count
        looks = Self.looks(at: indices, of: plan, self.catalog)
    }

    /// Does what can be done without waiting.
    public func step() -> Event {
        while true {
            let hasEnded = takeAnswers()
            let hasBegun = beginLooks()
            guard hasEnded || hasBegun else { break }
        }
        let tickets = active.compactMap { looks[$0].reader?.ticket }
        return tickets.isEmpty ? .finished(conflicts) : .waiting(for: tickets)
    }

    // MARK: Looking

    private func beginLooks() -> Bool {
        var hasBegun = false
        while active.count < concurrency, next < looks.count {
            begin(next)
            next += 1
            hasBegun = true
        }
        return hasBegun
    }

    private func begin(_ number: Int) {
        do throws(ArgumentError) {
            looks[number].reader =
                looks[number].isList
                ? ResourceReader(listing: try client.pages(of: looks[number].call), by: client)
                : ResourceReader(reading: try client.prepare(looks[number].call), by: client)
            active.append(number)
        } catch {
            fail(number, error.description)
        }
    }

    private func takeAnswers() -> Bool {
        let count = active.count
        active.removeAll { number in
            guard let answer = looks[number].reader?.take() else { return false }
            looks[number].reader = nil
            settle(number, answer)
            return true
        }
        return active.count < count
    }

    private func settle(_ number: Int, _ answer: ResourceReader.Answer) {
        switch answer {
        case .item(let item): judge(looks[number].steps) { _ in item }
        case .gone: judge(looks[number].steps) { _ in nil }
        case .items(let items):
            let index = ItemIndex(items)
            judge(looks[number].steps, isListed: true) { index.item(of: $0, catalog) }
        case .failed(let error): fail(number, error.description)
        }
    }

    private func judge(_ steps: [Int], isListed: Bool = false, item: (PlanStep) -> JSONValue?) {
        for index in steps {
            let step = plan.steps[index]
            conflicts[index] = rules.conflict(of: step, for: item(step), isListed: isListed)
        }
        done += steps.count
    }

    private func fail(_ number: Int, _ reason: String) {
        for index in looks[number].steps { conflicts[index] = PlanConflict("it could not be read again: \(reason)") }
        done += looks[number].steps.count
    }
}

// Which readings there are.
extension PlanCheck {
    /// From how many resources of a list on the list is read, where it comes in one answer and where it may have many.
    private static let leastListed = (whole: 2, paged: 20)

    private static func looks(at indices: [Int], of plan: Plan, _ catalog: StepCatalog) -> [Look] {
        var lists: [Look] = []
        var places: [String: Int] = [:]
        var single: [Look] = []
        for index in indices {
            let step = plan.steps[index]
            guard let resource = catalog.resource(of: step) else { continue }
            guard let list = listCall(for: step, resource, catalog) else {
                single += itemLook(index, step, resource, catalog).map { [$0] } ?? []
                continue
            }
            let key = list.operation.qualifiedName + list.arguments.members.map { "/\($0.value)" }.joined()
            if let place = places[key] {
                lists[place].steps.append(index)
            } else {
                places[key] = lists.count
                lists.append(Look(call: list, isList: true, steps: [index]))
            }
        }
        return lists.flatMap { list in
            let least = list.call.operation.pagination == nil ? leastListed.whole : leastListed.paged
            let items = list.steps.compactMap { index -> Look? in
                let step = plan.steps[index]
                return catalog.resource(of: step).flatMap { itemLook(index, step, $0, catalog) }
            }
            return list.steps.count < least && items.count == list.steps.count ? items : [list]
        } + single
    }

    private static func itemLook(
        _ index: Int, _ step: PlanStep, _ resource: Resource, _ catalog: StepCatalog
    ) -> Look? {
        guard let get = resource.getOperation.flatMap(catalog.entry) else { return nil }
        let call = Call(get.operation, of: get.group, arguments: step.identity)
        return Look(call: call, isList: false, steps: [index])
    }

    /// The call that lists what the step is about; nil where its arguments or what tells the items apart are unknown.
    private static func listCall(for step: PlanStep, _ resource: Resource, _ catalog: StepCatalog) -> Call? {
        guard let list = resource.listOperation.flatMap(catalog.entry), ItemIndex.canTell(resource, catalog) else {
            return nil
        }
        var arguments = JSONObject()
        for parameter in list.operation.pathParameters {
            guard let value = step.identity[parameter.name] else { return nil }
            arguments[parameter.name] = value
        }
        return Call(list.operation, of: list.group, arguments: arguments)
    }
}
