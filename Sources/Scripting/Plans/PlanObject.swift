internal import Plans

/// A plan as Lua has it.
final class PlanObject {
    let plan: Plan
    /// Whether a person has seen it.
    var isShown = false
    /// The name of the journal that it takes back; nil for a plan of another kind.
    var undoes: String?
    /// Whether its run has begun, so that another one would create things twice.
    var isApplied = false
    /// The journal of its last run.
    var journal: String?

    init(_ plan: Plan) { self.plan = plan }
}
