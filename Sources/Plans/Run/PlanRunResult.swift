public import JSON

/// How a run ended.
public struct PlanRunResult: Sendable {
    /// One for each step of the plan, in its order.
    public var outcomes: [StepOutcome]
    /// What the API returned, by the index of the step: of created resources, and of those that later steps refer to.
    public var results: [Int: JSONValue]
    /// Whether it was asked to stop before its end.
    public var isInterrupted: Bool
    /// Why it stopped by itself before its end: a failure, where it was to stop at one, or a journal that could not be
    /// written. Nil where it did not.
    public var stopReason: String?
    /// The name of its journal; nil where none is kept.
    public var journal: String?

    public var counts: StepCounts { StepCounts(outcomes) }

    /// Whether all that was planned is done.
    public var isComplete: Bool { counts.isComplete }
}
