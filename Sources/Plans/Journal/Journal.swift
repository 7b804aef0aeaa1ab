public import JSON

/// What a journal says: the plan, and how far it was carried out.
public struct Journal: Sendable {
    /// What can be said of the run as a whole.
    public enum State: String, Sendable, CaseIterable {
        /// A process carries it out right now.
        case running
        /// Steps are left to do, or of unknown fate: ``PlanRun`` can go on with it.
        case interrupted
        /// Every step had its turn, and some failed or were skipped.
        case partlyFailed = "partly failed"
        case finished
        /// Another run has taken it back as far as it could.
        case undone
    }

    /// Its file's name without the ending: `20261121-083001-123-4c7a`. Later ones sort behind earlier ones.
    public let name: String
    /// As it was planned, with a mark in the place of each secret.
    public let plan: Plan
    /// When the run began, in milliseconds since 1970-01-01T00:00:00Z.
    public let startTime: Int64
    /// When something was last written down.
    public internal(set) var lastTime: Int64
    /// The name of the journal that the run took back; nil for one that did something else.
    public let undoes: String?
    public internal(set) var outcomes: [StepOutcome]
    /// What created resources were like, and what later steps refer to, by the index of the step; without secrets.
    public internal(set) var results: [Int: JSONValue] = [:]
    /// The server's names for the requests, by the index of the step.
    public internal(set) var requestIDs: [Int: String] = [:]
    /// How many processes worked on it.
    public internal(set) var sessionCount = 0
    /// When the request of a step last left, by its index.
    var startTimes: [Int: Int64] = [:]
    /// What was there before the first creation of a kind, by the call that lists it.
    var existing: [String: JSONValue] = [:]

    public var counts: StepCounts { StepCounts(outcomes) }

    /// What its steps say, of themselves: whether it is running or undone is known to its folder.
    var ownState: State {
        let counts = counts
        if counts.notStarted + counts.unknown > 0 { return .interrupted }
        return counts.isComplete ? .finished : .partlyFailed
    }

    /// The arguments of a step that were secret and are not in the journal: `password`. Empty for most steps.
    public func secretArguments(ofStep index: Int) -> [String] {
        SecretMark.places(in: plan.steps[index].arguments)
    }
}
