public import APIClient
public import Catalog
public import JSON

/// A plan in the making: collects intended changes, merges those of one resource, and checks each against the catalog.
///
/// Sends nothing. Lives on the thread that made it.
public final class PlanDraft {
    /// What was planned for one resource.
    struct Subject {
        var subject: PlannedResource
        /// As the plan leaves it so far; nil where it is deleted.
        var edited: JSONObject?
        /// The number of its step; nil where nothing is left to do.
        var number: Int?
    }

    public let catalog: Catalog
    public var title: String?
    /// Whether nothing is to be added any more; whoever offers it to others heeds it.
    package var isClosed = false
    /// The number before the first step's. Drafts of one session have numbers of their own, so that a result is not taken for
    /// one of another plan.
    private let base: Int
    /// The steps in the order of their numbers; nil for those that have been taken back.
    var steps: [PlanStep?] = []
    var results: [Int: PlannedResult] = [:]
    private var subjects: [String: Subject] = [:]
    private var rules: [String: UpdateRules] = [:]
    private let checker: CallChecker

    /// - Parameter base: The steps are numbered from the next number on, and from 1 in the ``plan``.
    public init(title: String? = nil, catalog: Catalog = .standard, numbersFrom base: Int = 0) {
        self.title = title
        self.catalog = catalog
        self.base = base
        checker = CallChecker(catalog)
    }

    // MARK: Updates

    /// A resource as the plan leaves it so far: what an edit begins with.
    ///
    /// - Throws: ``PlanError`` where the plan deletes it.
    public func present(_ subject: PlannedResource) throws(PlanError) -> JSONObject {
        guard !checker.identity(of: subject).isEmpty else {
            throw PlanError(name(of: subject), "it does not tell what identifies it")
        }
        guard let known = subjects[key(of: subject)] else { return subject.value }
        guard let edited = known.edited else {
            throw PlanError(name(of: subject), "the plan deletes it; it cannot be changed as well")
        }
        return edited
    }

    /// Plans that a resource becomes like an edited copy of it; whether that changes anything. Several edits of one resource
    /// become one step.
    ///
    /// - Parameter numbers: The steps that must have been done before.
    /// - Throws: ``PlanError`` with every field that cannot be changed and every value that is refused.
    @discardableResult
    public func update(
        _ subject: PlannedResource, to edited: JSONObject, after numbers: [Int] = []
    ) throws(PlanError) -> Bool {
        _ = try present(subject)
        let key = key(of: subject)
        var known = subjects[key] ?? Subject(subject: subject, edited: nil, number: nil)
        let rules = rules(of: subject.resource)
        let edited = try rules.narrowed(rules.renamed(edited), results, of: known.subject)
        var step = try rules.step(for: known.subject, to: edited)
        let former = known.number.flatMap { self[$0]?.after } ?? []
        step?.after = Set(former + numbers).sorted()
        known.number = place(step, insteadOf: known.number)
        known.edited = edited
        subjects[key] = known
        return step != nil
    }

    /// The changes that a table asks for, as ``JSON/JSONObject/merging(patch:)`` makes them, planned as
    /// ``update(_:to:after:)`` does.
    @discardableResult
    public func update(
        _ subject: PlannedResource, merging patch: JSONObject, after numbers: [Int] = []
    ) throws(PlanError) -> Bool {
        let patch = rules(of: subject.resource).renamed(patch)
        return try update(subject, to: present(subject).merging(patch: patch), after: numbers)
    }

    // MARK: Deletions

    /// Plans that a resource is deleted. Edits of it are dropped; a second deletion is none.
    ///
    /// - Throws: ``PlanError`` where the catalog has no operation for that.
    public func delete(_ subject: PlannedResource, after numbers: [Int] = []) throws(PlanError) {
        let key = key(of: subject)
        let known = subjects[key]
        if let known, known.edited == nil { return }
        let name = name(of: subject)
        guard let operation = subject.resource.deleteOperation.flatMap({ catalog.operation($0) }),
            let group = catalog.group(operation.group)
        else { throw PlanError(name, "the API has no request that deletes a \(subject.resource.name)") }
        let original = known?.subject ?? subject
        let arguments = try checker.pathArguments(of: operation, for: original, named: name)
        let problems = checker.problems(of: Call(operation, of: group, arguments: arguments))
        guard problems.isEmpty else { throw PlanError(name, operation: operation.qualifiedName, problems) }
        let step = PlanStep(
            .delete, operation: operation.qualifiedName, arguments: arguments, resource: subject.resource.qualifiedName,
            label: original.label, identity: checker.identity(of: original), before: .object(original.value),
            after: Set(numbers).sorted())
        let number = place(step, insteadOf: known?.number, atEnd: true)
        subjects[key] = Subject(subject: original, edited: nil, number: number)
    }

    // MARK: Creations and other calls

    /// Plans a call that creates something; what it will return can be used in later steps.
    ///
    /// - Throws: ``PlanError`` with everything that is wrong with the arguments, and for operations that create nothing.
    public func create(_ call: Call, after numbers: [Int] = []) throws(PlanError) -> PlannedResult {
        let operation = call.operation
        guard operation.danger == .create || isCreation(operation) else {
            let hint = operation.danger == .read ? nil : "p:call plans it"
            throw PlanError(operation.qualifiedName, "it creates nothing", hint: hint)
        }
        return try add(.create, call, label: nil, after: numbers)
    }

    /// Plans any other call that changes something.
    ///
    /// - Parameter label: What people know its subject by; nil where the arguments tell.
    /// - Throws: ``PlanError`` with everything that is wrong with the arguments, and for operations that only read.
    public func call(_ call: Call, label: String? = nil, after numbers: [Int] = []) throws(PlanError) -> PlannedResult {
        guard call.operation.danger != .read else {
            throw PlanError(call.operation.qualifiedName, "it changes nothing, and is called as usual")
        }
        return try add(.call, call, label: label, after: numbers)
    }

    private func isCreation(_ operation: Operation) -> Bool {
        catalog.group(operation.group)?.resources.contains { $0.createOperation == operation.qualifiedName } ?? false
    }

    private func add(
        _ kind: PlanStep.Kind, _ call: Call, label: String?, after numbers: [Int]
    ) throws(PlanError) -> PlannedResult {
        let name = call.operation.qualifiedName
        guard call.content == nil else { throw PlanError(name, "a plan has no place for a body that is not JSON") }
        var call = call
        var places = ReferencePlaces(call.group, results: results)
        call.arguments = places.narrowed(call.arguments, of: call.operation)
        call.gatherBody()
        let given = places.problems
        let found = checker.problems(of: call).filter { problem in !given.contains { $0.path == problem.path } }
        guard given.isEmpty, found.isEmpty else { throw PlanError(name, operation: name, given + found) }
        let resource = call.group.returnedResource(of: call.operation)
        let step = PlanStep(
            kind, operation: name, arguments: call.arguments, resource: resource?.qualifiedName,
            label: label ?? self.label(of: call, resource), after: Set(numbers).sorted())
        guard let number = place(step, insteadOf: nil) else { preconditionFailure("a step has a number") }
        let result = PlannedResult(number: number, operation: name, resource: resource, arguments: call.arguments)
        results[number] = result
        return result
    }

    private func label(of call: Call, _ resource: Resource?) -> String {
        let names = (resource?.labelField.map { [$0] } ?? []) + ["name", "label", "title"]
        for name in names {
            let value = JSONValue.object(call.arguments).member(at: name.fieldNames) ?? call.arguments["body"]?[name]
            if let text = PlannedResource.text(value) { return text }
        }
        let last = call.operation.pathParameters.last.flatMap { call.arguments[$0.name] }
        return PlannedResource.text(last) ?? call.operation.name
    }
}

// The steps.
extension PlanDraft {
    /// What has been planned so far.
    public var plan: Plan {
        var numbers: [Int: Int] = [:]
        for (index, step) in steps.enumerated() where step != nil { numbers[base + index + 1] = numbers.count + 1 }
        let kept = steps.compactMap { $0?.renumbered(numbers) }
        let unchanged = subjects.values.count { $0.number == nil }
        return Plan(title: title, steps: kept, unchangedCount: unchanged)
    }

    /// Puts a step in the place of another, or at the end where it refers to later ones; its number.
    private func place(_ step: PlanStep?, insteadOf number: Int?, atEnd: Bool = false) -> Int? {
        guard let step else {
            if let number { self[number] = nil }
            return nil
        }
        if let number, !atEnd, step.dependencies.allSatisfy({ $0 < number }) {
            self[number] = step
            return number
        }
        if let number { self[number] = nil }
        steps.append(step)
        return base + steps.count
    }

    private subscript(number: Int) -> PlanStep? {
        get { steps[number - base - 1] }
        set { steps[number - base - 1] = newValue }
    }

    private func rules(of resource: Resource) -> UpdateRules {
        if let known = rules[resource.qualifiedName] { return known }
        let made = UpdateRules(resource, catalog, checker)
        rules[resource.qualifiedName] = made
        return made
    }

    private func name(of subject: PlannedResource) -> String { "\(subject.resource.qualifiedName) \(subject.label)" }

    private func key(of subject: PlannedResource) -> String {
        checker.identity(of: subject).members.reduce(into: subject.resource.qualifiedName) { key, member in
            let text = PlannedResource.text(member.value) ?? ""
            key += "/\(text.utf8.count):\(text)"
        }
    }
}

extension PlanStep {
    /// The step with the numbers of a plan in the place of those of its draft.
    fileprivate func renumbered(_ numbers: [Int: Int]) -> PlanStep {
        var step = self
        guard !dependencies.isEmpty else { return step }
        step.after = after.compactMap { numbers[$0] }.sorted()
        let renumber = { (reference: StepReference) in
            StepReference(step: numbers[reference.step] ?? reference.step, path: reference.path).jsonValue
        }
        step.arguments = arguments.replacingReferences(renumber)
        for index in step.changes.indices {
            step.changes[index].after = changes[index].after?.replacingReferences(renumber)
        }
        return step
    }
}

extension Call {
    /// Puts the fields of the body that have names of parameters, and all others with them, into a whole body.
    fileprivate mutating func gatherBody() {
        guard !bodyArguments.isEmpty else { return }
        let parameters = operation.pathParameters + operation.queryParameters + operation.headerParameters
        let names = parameters.flatMap(\.luaNames)
        var body = bodyArguments
        for member in arguments.members where !names.contains(member.name) {
            body[member.name] = member.value
            arguments[member.name] = nil
        }
        arguments["body"] = .object(body)
        bodyArguments = [:]
    }
}

extension Group {
    /// The kind of resource that an operation returns one of; nil where the catalog names none, and for lists.
    package func returnedResource(of operation: Operation) -> Resource? {
        guard case .reference(let type)? = resultSchema(of: operation)?.shape else { return nil }
        return resource(ofType: type)
    }
}
