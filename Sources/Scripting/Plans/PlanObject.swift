internal import Plans

/// A plan as Lua has it.
final class PlanObject {
    let plan: Plan
    /// Whether it comes from a file, so that it may be another account's.
    var isLoaded = false
    /// Whether a person has seen it.
    var isShown = false
    /// The journal of its last run.
    var journal: String?

    init(_ plan: Plan) { self.plan = plan }
}
