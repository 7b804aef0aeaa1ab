internal import JSON
public import Lua

/// A run of `parallel`, or an `await` of several tasks, of which not everything went well, as a Lua table: `kind` =
/// `"parallel"` or `"interrupted"`, `message`, `where`, `done` and `total`, the lists `results` and `errors` (both by
/// index), `failed` and `canceled` (the items), and `cause`, what the iterator raised where it did.
public struct ParallelFailure: Error, CustomStringConvertible {
    enum Reason {
        /// Items failed.
        case items
        /// An item failed, and the rest was not to be done then.
        case stopped
        /// Ctrl-C.
        case interrupted
        /// What gave the items raised this.
        case iterator(LuaError)
    }

    let reason: Reason
    /// `parallel`, `await`
    let function: String
    /// `file:line: `, or empty.
    public let position: String
    /// How many items were begun.
    let begun: Int
    /// How many items there are; nil where that is unknown.
    let total: Int?
    private let succeeded: Int
    private let failed: Int
    private let canceled: Int
    private let groups: [ItemOutcomes.Group]
    private let fields: [(name: String, table: Reference)]

    /// Stack: unchanged.
    init(
        _ reason: Reason, of function: String, position: String, _ outcomes: ItemOutcomes, begun: Int, total: Int?,
        engine: Engine, on stack: Stack
    ) {
        self.reason = reason
        self.function = function
        self.position = position
        self.begun = begun
        self.total = total
        (succeeded, failed, canceled) = (outcomes.succeededCount, outcomes.failedCount, outcomes.canceledCount)
        groups = outcomes.groups
        fields = outcomes.fields(count: total ?? begun, engine: engine, on: stack)
    }

    /// Several lines: what happened, then the errors, those of one text together.
    public var description: String { position + message }

    private var message: String { (["\(function): \(headline)"] + errorLines).joined(separator: "\n") }

    private var headline: String {
        switch reason {
        case .items: failedOfTotal
        case .stopped: "stopped: \(failedOfTotal)\(rest)"
        case .interrupted: "interrupted: \(doneOfTotal) done\(failures)\(rest)"
        case .iterator(let error): "the iterator failed after \(counted(begun))\(failures)\(rest): \(error.message)"
        }
    }

    private var noun: String { function == "await" ? "task" : "item" }
    private func counted(_ count: Int) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
    private var failedOfTotal: String { "\(failed) of \(counted(total ?? begun)) failed" }
    private var doneOfTotal: String { total.map { "\(succeeded) of \(counted($0))" } ?? counted(succeeded) }
    private var failures: String { failed > 0 ? ", \(failed) failed" : "" }

    /// What was canceled, and what was not begun.
    private var rest: String {
        let notBegun = (total ?? begun) - begun
        return (canceled > 0 ? ", \(canceled) canceled under way" : "")
            + (notBegun > 0 ? ", \(notBegun) not begun" : "")
    }

    private static let shownGroups = 5

    private var errorLines: [String] {
        let shown = groups.prefix(Self.shownGroups)
        let left = failed - shown.reduce(0) { $0 + $1.count }
        let lines = shown.map { group in
            let first = "\(group.firstIndex)" + (group.firstLabel.map { " (\($0))" } ?? "")
            let subject = group.count == 1 ? "\(noun) \(first)" : "\(counted(group.count)), first \(first)"
            return "  \(subject): \(group.message)"
        }
        return lines + (left > 0 ? ["  \(left) more, in .errors"] : [])
    }
}

extension ParallelFailure: LuaErrorValue {
    public func pushErrorValue(to stack: Stack) {
        let kind = if case .interrupted = reason { "interrupted" } else { "parallel" }
        ErrorTable(description: description, position: position).push(to: stack, kind: kind) { set in
            set("message", .string(message))
            set("done", .integer(Int64(succeeded)))
            set("total", total.map { .integer(Int64($0)) })
        }
        for field in fields {
            stack.push(field.table)
            stack.setRaw(field: field.name, of: -2)
        }
        guard case .iterator(let error) = reason else { return }
        if let value = error.value { stack.push(value) } else { stack.push(error.message) }
        stack.setRaw(field: "cause", of: -2)
    }
}
