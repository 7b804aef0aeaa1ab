/// Whose turn it is.
struct StepSchedule {
    private let successors: [[Int]]
    private var waitCounts: [Int]
    /// The steps that are to be carried out: those of unknown fate first, then in the order of the plan.
    let queue: [Int]
    private var next = 0
    /// Steps that waited and need no longer, ascending.
    private var unblocked: [Int] = []
    /// Steps whose turn came while they had to wait.
    private var blocked: Set<Int> = []

    init(_ order: PlanOrder, _ outcomes: [StepOutcome], retriesFailures: Bool) {
        successors = order.successors
        waitCounts = order.waitCounts
        var (unknown, others): ([Int], [Int]) = ([], [])
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case .unknown: unknown.append(index)
            case .notStarted: others.append(index)
            case .failed, .skipped: if retriesFailures { others.append(index) }
            case .done: break
            }
        }
        queue = unknown + others
        let open = Set(queue)
        for index in outcomes.indices where !open.contains(index) { release(index) }
    }

    /// The step whose turn it is; nil while all that are left must wait, and at the end.
    mutating func take() -> Int? {
        if !unblocked.isEmpty { return unblocked.removeFirst() }
        while next < queue.count {
            let index = queue[next]
            next += 1
            if waitCounts[index] == 0 { return index }
            blocked.insert(index)
        }
        return nil
    }

    /// Takes note that a step has ended.
    mutating func release(_ index: Int) {
        for successor in successors[index] {
            waitCounts[successor] -= 1
            guard waitCounts[successor] == 0, blocked.remove(successor) != nil else { continue }
            let place = unblocked.firstIndex { $0 > successor } ?? unblocked.endIndex
            unblocked.insert(successor, at: place)
        }
    }
}
