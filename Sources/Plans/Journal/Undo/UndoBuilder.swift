import Catalog
import JSON

/// Makes the plan that takes a run back, step by step from its last one.
struct UndoBuilder {
    let journal: Journal
    let catalog: StepCatalog
    let checker: CallChecker
    private let references: PlanReferences
    private var undoing: Undoing
    /// What has got another identifier by being created again: by its parameter and its old value.
    private var renewed: [String: StepReference] = [:]
    /// The resources that the run deleted, by the paths down to them: what was below them went with them.
    private var deleted: Set<String> = []

    init(_ journal: Journal, _ catalog: Catalog) {
        self.journal = journal
        self.catalog = StepCatalog(catalog)
        checker = CallChecker(catalog)
        references = PlanReferences(journal.plan)
        let title = journal.plan.title.map { "undo of \($0)" } ?? "undo of \(journal.name)"
        undoing = Undoing(plan: Plan(target: journal.plan.target, title: title))
    }

    mutating func built() -> Undoing {
        for index in journal.plan.steps.indices.reversed() {
            switch journal.outcomes[index] {
            case .done: takeBack(index)
            case .unknown: leaveOut(index, "whether it was done is not known; resume the run first")
            case .notStarted, .failed, .skipped: continue
            }
        }
        return undoing
    }

    private mutating func takeBack(_ index: Int) {
        guard let step = try? references.resolved(journal.plan.steps[index], at: index, results: journal.results) else {
            return leaveOut(index, "what it refers to is not in the journal")
        }
        guard let resource = catalog.resource(of: step) else {
            return leaveOut(index, "the catalog does not say how it is taken back")
        }
        let places = catalog.places(of: step)
        let isBelowDeleted = places.dropLast().contains(where: deleted.contains)
        guard step.kind == .delete || !isBelowDeleted else {
            return leaveOut(index, "what it was below was deleted afterwards, and it went with that")
        }
        do throws(PlanError) {
            switch step.kind {
            case .create: try takeBackCreation(index, step, resource)
            case .update: try takeBackUpdate(index, step, resource)
            case .delete:
                if let place = places.last { deleted.insert(place) }
                try takeBackDeletion(index, step, resource)
            case .call: leaveOut(index, "nobody knows how to take back a \(step.operation)")
            }
        } catch {
            leaveOut(index, error.problems.map(\.text).joined(separator: "; "))
        }
    }

    // MARK: Results

    /// The number of the step that it becomes.
    @discardableResult
    mutating func add(_ step: PlanStep) -> Int {
        var step = step
        step.arguments = renewed(step.arguments)
        step.identity = renewed(step.identity)
        undoing.plan.steps.append(step)
        return undoing.plan.steps.count
    }

    mutating func note(_ index: Int, _ text: String) { add(note: text, index, isLeftOut: false) }
    private mutating func leaveOut(_ index: Int, _ text: String) { add(note: text, index, isLeftOut: true) }

    private mutating func add(note text: String, _ index: Int, isLeftOut: Bool) {
        let step = journal.plan.steps[index]
        let subject = [step.resource ?? step.operation, step.label].joined(separator: " ")
        undoing.notes.append(.init(step: index, subject: subject, text: text, isLeftOut: isLeftOut))
    }

    // MARK: New identifiers

    /// Later steps are to find what was created again under its new identifiers.
    mutating func renew(_ old: JSONObject, by number: Int, _ resource: Resource, given arguments: JSONObject) {
        for key in resource.identity {
            guard case .field(let field) = key.source, let value = old[key.parameter], arguments[field] == nil,
                arguments[key.parameter] == nil
            else { continue }
            renewed[Self.place(key.parameter, value)] = StepReference(step: number, path: [field])
        }
    }

    private func renewed(_ arguments: JSONObject) -> JSONObject {
        guard !renewed.isEmpty else { return arguments }
        return JSONObject(
            arguments.members.map { member in
                (member.name, renewed[Self.place(member.name, member.value)]?.jsonValue ?? member.value)
            })
    }

    private static func place(_ parameter: String, _ value: JSONValue) -> String {
        "\(parameter)=\((try? value.jsonText) ?? "")"
    }
}
