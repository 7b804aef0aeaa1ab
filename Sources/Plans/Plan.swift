/// Changes that are intended and not made yet: shown first, then applied as a whole.
///
/// A value; it knows the catalog's names and no client. It may be saved and applied later, by another process.
public struct Plan: Sendable, Equatable {
    /// For whom it was made; nil where nobody was asked yet.
    public var target: PlanTarget?
    /// What it is for, in the words of who made it: a snippet's name, for example.
    public var title: String?
    /// In the order in which they were planned. A step refers to earlier ones only.
    public var steps: [PlanStep]
    /// How many edits changed nothing and made no step.
    public var unchangedCount: Int

    public init(target: PlanTarget? = nil, title: String? = nil, steps: [PlanStep] = [], unchangedCount: Int = 0) {
        self.target = target
        self.title = title
        self.steps = steps
        self.unchangedCount = unchangedCount
    }
}

/// Which account, at which address, a plan's resources are of. No secret.
public struct PlanTarget: Sendable, Equatable {
    /// The context's name, for people: `prod`.
    public var context: String
    /// The base URL, or the local API's mark.
    public var address: String
    /// What tells accounts apart, as a digest; nil where that is not known. Never the token.
    public var account: String?

    /// The local API with its data at this path.
    public static func local(_ context: String, data: String) -> PlanTarget {
        PlanTarget(context: context, address: localMark + data)
    }

    /// Whether it is a local API.
    public var isLocal: Bool { address.hasPrefix(Self.localMark) }

    private static let localMark = "local:"

    public init(context: String, address: String, account: String? = nil) {
        self.context = context
        self.address = address
        self.account = account
    }
}
