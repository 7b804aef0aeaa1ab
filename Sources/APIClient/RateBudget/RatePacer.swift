import Catalog
import HTTPMessage

/// A client's calls at the gate of a rate budget: those that wait, and what became of those that passed.
final class RatePacer {
    let budget: RateBudget
    private var queue = RateQueue()
    private let time: TimeSource

    init(_ budget: RateBudget, time: TimeSource) {
        self.budget = budget
        self.time = time
    }

    private var now: MachineTime { MachineTime(time.now()) }

    func add(_ ticket: Ticket, of call: PreparedCall) {
        queue.add(ticket, special: call.operation?.rateLimit.map { RequestWindow($0) })
    }

    func remove(_ ticket: Ticket) { queue.remove(ticket) }

    /// The calls that may be sent now, in the order to send them.
    func admit() -> [(ticket: Ticket, passage: RatePassage)] {
        queue.isEmpty ? [] : budget.admit(from: &queue, at: now, unixTime: time.unixTime())
    }

    /// When to admit again, if nothing happens before.
    var nextLook: ContinuousClock.Instant? { queue.isEmpty ? nil : budget.nextLook(for: queue)?.instant }

    var wait: RateWait? { queue.isEmpty ? nil : budget.wait(of: queue, at: now) }

    func settle(_ passage: RatePassage, _ result: Result<HTTPResponse, TransportError>) -> RateBudget.Verdict {
        budget.settle(passage, result, at: now, unixTime: time.unixTime())
    }
}
