internal import JSON
internal import Lua
internal import Plans

/// What became of a run, as a Lua table: `succeeded`, `failed`, `skipped`, `unknown`, `left` (steps that did not begin),
/// `errors` (a list of `step`, `label`, `operation`, `outcome`, `message`, and for conflicts `changes`), `results` (what
/// creations returned, by step), `journal`, `complete`, `stopped`, and `dry` after a dry run.
struct RunResultTable {
    private let result: PlanRunResult
    private let plan: Plan
    private let conflicts: [Int: PlanConflict]
    /// Whether nothing was sent.
    private let isDry: Bool

    init(_ result: PlanRunResult, plan: Plan, conflicts: [Int: PlanConflict] = [:], isDry: Bool = false) {
        self.isDry = isDry
        self.result = result
        self.plan = plan
        self.conflicts = conflicts
    }

    /// Stack: pushes 1.
    func push(to stack: Stack) {
        stack.push(json: .object(fields))
        pushResults(to: stack)
        stack.setRaw(field: "results", of: -2)
        stack.pushTable(fields: 2)
        stack.push("plan result")
        stack.setRaw(field: "__name", of: -2)
        let text = text
        stack.push(function: { stack in
            stack.push(text)
            return 1
        })
        stack.setRaw(field: "__tostring", of: -2)
        stack.setMetatable(of: -2)
    }

    private var fields: JSONObject {
        let counts = result.counts
        var fields: JSONObject = [
            "succeeded": .integer(Int64(counts.done)), "failed": .integer(Int64(counts.failed)),
            "skipped": .integer(Int64(counts.skipped)), "unknown": .integer(Int64(counts.unknown)),
            "left": .integer(Int64(counts.notStarted)), "complete": .bool(result.isComplete),
            "errors": .array(errors)
        ]
        fields["journal"] = result.journal.map { .string($0) }
        if isDry { fields["dry"] = true }
        fields["stopped"] = result.stopReason.map { .string($0) }
        return fields
    }

    private var errors: [JSONValue] {
        result.outcomes.enumerated().compactMap { index, outcome in
            guard let reason = outcome.reason else { return nil }
            let step = plan.steps[index]
            var error: JSONObject = [
                "step": .integer(Int64(index + 1)), "label": .string(step.label), "operation": .string(step.operation),
                "outcome": .string(outcome.word), "message": .string(reason)
            ]
            if case .failed(let failure) = outcome {
                error["status"] = failure.status.map { .integer(Int64($0)) }
                error["request_id"] = failure.requestID.map { .string($0) }
            }
            if let changes = conflicts[index]?.changes, !changes.isEmpty {
                error["changes"] = .array(changes.map(\.jsonValue))
            }
            return .object(error)
        }
    }

    /// A table with holes, so that `result.results[3]` is what the third step made. Stack: pushes 1.
    private func pushResults(to stack: Stack) {
        stack.pushTable()
        for (index, value) in result.results.sorted(by: { $0.key < $1.key }) where plan.steps[index].kind == .create {
            stack.push(json: value)
            stack.setRaw(element: index + 1, of: -2)
        }
    }

    /// How many failures the text tells; the table has all.
    private static let toldErrors = 10

    /// `38 of 40 done, 2 failed; journal 20261121-083001-123-4c7a`, and a line for each of the first failures.
    private var text: String {
        let counts = result.counts
        var parts = ["\(counts.done) of \(counts.total) \(isDry ? "would be done; nothing was sent" : "done")"]
        if counts.failed > 0 { parts.append("\(counts.failed) failed") }
        if counts.skipped > 0 { parts.append("\(counts.skipped) skipped") }
        if counts.unknown > 0 { parts.append("\(counts.unknown) of unknown fate") }
        if counts.notStarted > 0 { parts.append("\(counts.notStarted) not begun") }
        var lines = [parts.joined(separator: ", ") + (result.journal.map { "; journal \($0)" } ?? "")]
        if let reason = result.stopReason { lines.append("stopped: \(reason)") }
        let errors = result.outcomes.enumerated().compactMap { index, outcome in
            outcome.reason.map { "  \(plan.steps[index].label): \(outcome.word): \($0)" }
        }
        lines += errors.prefix(Self.toldErrors)
        if errors.count > Self.toldErrors { lines.append("  … \(errors.count - Self.toldErrors) more in .errors") }
        return lines.joined(separator: "\n")
    }
}

extension StepOutcome {
    fileprivate var word: String {
        switch self {
        case .notStarted: "not begun"
        case .done: "done"
        case .failed: "failed"
        case .skipped: "skipped"
        case .unknown: "unknown"
        }
    }
}
