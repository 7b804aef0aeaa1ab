public import JSON

/// The comparison of a resource with what a plan has been made for.
public enum StepCheck {
    /// Why a step must not be made: the resource has changed since the plan was made, in what the step is about.
    ///
    /// Looks at the fields that an update changes, and of what is deleted at its identity and at those fields that its
    /// creation would have taken. Fields that the server moves by itself, such as times of runs, do not count.
    ///
    /// - Returns: A sentence without its period; nil where nothing speaks against it.
    public static func refusal(of step: PlanStep, for current: JSONValue) -> String? {
        if let before = step.before, let difference = otherThing(before, current) { return difference }
        let moved = step.changes.filter { !$0.isSecret && !$0.isUnmade(in: current) }
        // A change that somebody has made already is no reason against making it.
        let foreign = step.kind == .delete ? moved : moved.filter { !$0.isMade(in: current) }
        guard !foreign.isEmpty else { return nil }
        return "it has changed since: " + foreign.map { sentence($0, current) }.joined(separator: ", ")
    }

    private static func sentence(_ change: FieldChange, _ current: JSONValue) -> String {
        let now = current.value(at: change.path)?.shown ?? "absent"
        return "\(change.path.joined(separator: ".")) is \(now), and was \(change.before?.shown ?? "absent")"
    }

    /// Whether a resource of the same name has taken the place of the one that was meant.
    static func otherThing(_ before: JSONValue, _ current: JSONValue) -> String? {
        for name in ["id", "uuid", "created_at"] {
            guard let old = before[name], let new = current[name], !SecretMark.isMark(old), !new.agrees(with: old)
            else { continue }
            return "it is another one now: \(name) is \(new.shown), and was \(old.shown)"
        }
        return nil
    }
}
