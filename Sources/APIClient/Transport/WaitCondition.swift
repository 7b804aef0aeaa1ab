/// What somebody waits for: for a program that waits for several things at once, as a prompt does for keys and answers.
///
/// It holds until the next call of whom it was asked of.
public struct WaitCondition: Sendable, Equatable {
    /// A descriptor, and `poll`'s bits of what is waited for on it.
    public struct Descriptor: Sendable, Hashable {
        public var descriptor: Int32
        public var events: Int16

        public init(_ descriptor: Int32, events: Int16) {
            self.descriptor = descriptor
            self.events = events
        }
    }

    public var descriptors: [Descriptor]
    /// When to look whatever the descriptors say; in the past for at once, nil for never.
    public var deadline: ContinuousClock.Instant?

    public init(descriptors: [Descriptor] = [], deadline: ContinuousClock.Instant? = nil) {
        self.descriptors = descriptors
        self.deadline = deadline
    }

    /// Something is there already.
    public static var fulfilled: WaitCondition { WaitCondition(deadline: .now) }

    /// Looks at `instant` at the latest; nil leaves it as it is.
    public mutating func look(by instant: ContinuousClock.Instant?) {
        deadline = [deadline, instant].compactMap(\.self).min()
    }

    /// How long to wait at most; zero for at once, nil for as long as it takes.
    public var timeout: Duration? { deadline.map { max(.zero, $0 - .now) } }
}
