import APIClient

/// What became of one step of a plan.
public enum StepOutcome: Sendable, Equatable {
    /// Its turn has not come: the run ended before.
    case notStarted
    /// The change is made: the API said so, or a look at the resource showed it.
    case done
    /// The API refused it, and it is not made.
    case failed(StepFailure)
    /// Nothing was sent. The reason is a sentence without its period.
    case skipped(reason: String)
    /// The request left, and whether it was carried out is not known; a resumed run looks.
    case unknown(reason: String)
}

/// Why a step failed.
public struct StepFailure: Sendable, Equatable {
    /// Nil where there was no answer.
    public var status: Int?
    /// The API's name for the error: `not_found`. Empty where it gives none.
    public var id: String
    /// The whole sentence, with the call and the cause.
    public var message: String
    /// What the server calls the request, for its support.
    public var requestID: String?

    public init(status: Int? = nil, id: String = "", message: String, requestID: String? = nil) {
        self.status = status
        self.id = id
        self.message = message
        self.requestID = requestID
    }

    init(_ error: ClientError) {
        self.init(status: error.status, id: error.id, message: error.description, requestID: error.requestID)
    }
}

extension StepOutcome {
    /// Why it is not done; nil for a step that is done or was not started.
    public var reason: String? {
        switch self {
        case .notStarted, .done: nil
        case .failed(let failure): failure.message
        case .skipped(let reason), .unknown(let reason): reason
        }
    }
}

/// How many steps there are of each outcome.
public struct StepCounts: Sendable, Equatable {
    public var done = 0
    public var failed = 0
    public var skipped = 0
    public var unknown = 0
    public var notStarted = 0

    public init(_ outcomes: some Sequence<StepOutcome> = []) {
        for outcome in outcomes { add(outcome) }
    }

    public var total: Int { done + failed + skipped + unknown + notStarted }

    /// Whether all that was planned is done.
    public var isComplete: Bool { done == total }

    mutating func add(_ outcome: StepOutcome, _ count: Int = 1) {
        switch outcome {
        case .notStarted: notStarted += count
        case .done: done += count
        case .failed: failed += count
        case .skipped: skipped += count
        case .unknown: unknown += count
        }
    }
}
