internal import JSON
public import Lua
internal import Plans

/// A plan that is not begun, since something has changed since it was made: as a Lua table with `kind` = `"conflict"`,
/// `message`, `conflicts` (each with `step`, `label`, `message`, `changes`), `where`.
public struct PlanConflictFailure: Error, CustomStringConvertible {
    private let plan: Plan
    private let conflicts: [Int: PlanConflict]
    public let position: String

    init(_ plan: Plan, _ conflicts: [Int: PlanConflict], position: String) {
        self.plan = plan
        self.conflicts = conflicts
        self.position = position
    }

    public var description: String { position + text }

    private var text: String {
        let sorted = conflicts.sorted { $0.key < $1.key }
        let lines = sorted.prefix(10).map { "\n  \(plan.steps[$0.key].label): \($0.value.reason)" }
        let more = sorted.count > 10 ? "\n  … and \(sorted.count - 10) more" : ""
        return "p:apply: \(sorted.count) of \(plan.steps.count) steps no longer fit; nothing was changed"
            + lines.joined() + more
    }
}

extension PlanConflictFailure: LuaErrorValue {
    public func pushErrorValue(to stack: Stack) {
        let list = conflicts.sorted { $0.key < $1.key }.map { index, conflict in
            JSONValue.object([
                "step": .integer(Int64(index + 1)), "label": .string(plan.steps[index].label),
                "message": .string(conflict.reason), "changes": .array(conflict.changes.map(\.jsonValue))
            ])
        }
        ErrorTable(description: description, position: position).push(to: stack, kind: "conflict") { set in
            set("message", .string(text))
            set("conflicts", .array(list))
        }
    }
}
