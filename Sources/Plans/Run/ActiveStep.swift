import APIClient

/// A step that has its turn.
final class ActiveStep {
    /// What it is at.
    enum Phase {
        /// Waits until a server that may still be at work on its former request must be done.
        case settling(until: ContinuousClock.Instant, Ticket)
        /// Reads what is there of the kind before one is created.
        case listing(ResourceReader, list: String)
        /// Waits for another step that does so.
        case awaitingList(String)
        /// Reads the resource, to see whether it has changed since the plan was made.
        case checking(ResourceReader)
        /// Its request is written down, and leaves as soon as the journal is on disk.
        case departing(PreparedCall)
        case sending(Ticket)
        /// Looks whether the request has been carried out.
        case inquiring(ResourceReader, FateInquiry, list: String?)
    }

    let index: Int
    /// With what it refers to in the places of the references.
    let step: PlanStep
    /// Whether a request of it may have left before this run, and its fate is still to be found out.
    var isFateUnknown: Bool
    /// Why its request failed, where it may have been carried out all the same.
    var error: ClientError?
    /// Whether a look after a failure has found nothing once, and the server was given time.
    var hasSettled = false
    /// Nil only until its first phase.
    var phase: Phase?

    init(_ index: Int, _ step: PlanStep, isFateUnknown: Bool) {
        self.index = index
        self.step = step
        self.isFateUnknown = isFateUnknown
    }

    /// What it waits for; nil where others bring it on.
    var ticket: Ticket? {
        switch phase {
        case .settling(_, let ticket), .sending(let ticket): ticket
        case .listing(let reader, _), .checking(let reader), .inquiring(let reader, _, _): reader.ticket
        case .awaitingList, .departing, nil: nil
        }
    }
}
