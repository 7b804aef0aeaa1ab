extension LocalAPI {
    /// How long things take that the real API does over a while: a droplet starts, a database comes online.
    ///
    /// Each takes some seconds of the instance's clock by itself, short enough to wait for; this multiplies them.
    public struct Pace: Sendable, Equatable {
        /// 0 or more.
        public var factor: Double

        /// - Precondition: `factor` is finite and not negative.
        public init(factor: Double) {
            precondition(factor.isFinite && factor >= 0, "a pace must be finite and not negative")
            self.factor = factor
        }

        /// 2 to 20 seconds for each.
        public static let usual = Pace(factor: 1)
        /// Everything is done when the next request comes.
        public static let instant = Pace(factor: 0)
        /// About as long as the real API takes.
        public static let realistic = Pace(factor: 12)

        /// What becomes of so many seconds, in whole ones.
        func seconds(_ seconds: Int64) -> Int64 { Int64((Double(seconds) * factor).rounded(.up)) }
    }
}
