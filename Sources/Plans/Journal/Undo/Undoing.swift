public import Catalog
import JSON

/// How a run is taken back: the plan for it, and what cannot come back.
///
/// The plan is one like any other: it is shown, carried out with a journal of its own, and resumed. Before it is, a
/// ``PlanCheck`` finds what has changed since the run, so that nobody's work is lost.
public struct Undoing: Sendable {
    /// The steps that were done, taken back in reverse order.
    public internal(set) var plan: Plan
    /// What cannot come back, or not as it was.
    public internal(set) var notes: [Note] = []

    public struct Note: Sendable, Equatable {
        /// The step of the run that it is about, by its index.
        public var step: Int
        /// `functions.trigger nightly`
        public var subject: String
        /// A sentence without its period.
        public var text: String
        /// Whether the step is not taken back at all.
        public var isLeftOut: Bool
    }
}

extension Journal {
    /// Makes the plan that takes the run back: what was updated gets its former values, what was deleted is created
    /// again, what was created is deleted. Sends nothing.
    ///
    /// Steps whose fate is unknown are left out with a note: the run is to be resumed first.
    public func undoing(catalog: Catalog = .standard) -> Undoing {
        var builder = UndoBuilder(self, catalog)
        return builder.built()
    }
}
