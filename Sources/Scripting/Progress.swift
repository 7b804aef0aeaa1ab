/// How far something that takes a while is.
public struct Progress: Sendable, Equatable {
    /// What is going on.
    public enum Kind: Sendable, Equatable {
        /// One request: ``Progress/what`` is the operation.
        case call
        /// A list that is read, or gone through item by item: ``Progress/what`` is the operation.
        case list
        /// Resources that are to become ready: ``Progress/what`` names them, `droplet web-1`.
        case wait
        /// Resources that are to be gone.
        case deletion
        /// Items that are worked on: ``Progress/what`` is what the script calls it.
        case run
        /// Steps of a plan that are carried out, or resources that are read for it.
        case plan

        /// Whether ``Progress/done`` grows steadily, so that a rate can be told.
        public var isCounted: Bool {
            switch self {
            case .list, .run, .plan: true
            case .call, .wait, .deletion: false
            }
        }
    }

    /// The same for all that is said of one activity, and not of another one of the engine.
    public var activity: Int
    public var kind: Kind
    public var what: String
    public var done: Int
    /// Nil where it is unknown.
    public var total: Int?
    /// How many of those done have failed.
    public var failed: Int
    /// What the first resource that is not ready said of itself last; nil where nothing is known.
    public var state: String?
    /// By the client's clock.
    public var elapsed: Duration
    /// Whether this is the last word on it, however it ended.
    public var isOver: Bool

    public init(
        activity: Int, _ kind: Kind, _ what: String, done: Int = 0, total: Int? = nil, failed: Int = 0,
        state: String? = nil, elapsed: Duration = .zero, isOver: Bool = false
    ) {
        self.activity = activity
        self.kind = kind
        self.what = what
        self.done = done
        self.total = total
        self.failed = failed
        self.state = state
        self.elapsed = elapsed
        self.isOver = isOver
    }
}
