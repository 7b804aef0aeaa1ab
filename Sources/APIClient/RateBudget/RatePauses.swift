/// What a refusal (429) makes a budget do: wait as long as the API asks, then begin carefully, as at the very beginning.
///
/// After the pause one request goes alone; each that is accepted lets one more go beside it, so that a limit that another
/// client keeps full costs a few refusals, not one for each call that waits.
struct RatePauses {
    /// No request leaves before.
    private(set) var until: MachineTime?
    /// No request under a special limit leaves before.
    private(set) var specialUntil: [UInt32: MachineTime] = [:]
    /// When the last refusal that counts came, and how many came since a request was accepted.
    private var lastRefusal: MachineTime?
    private var refusals = 0
    /// How many requests that left after the last refusal may be in flight; nil: as many as the windows take.
    private var allowance: Int? = firstAllowance
    private var inFlight = 0

    /// Before the first answer: another client may have used up everything.
    private static let firstAllowance = 16
    /// From so many in flight on it is no longer the beginning.
    private static let fullAllowance = 64
    private static let firstPause = Duration.milliseconds(250)
    private static let longestPause = Duration.seconds(20)

    /// Every request waits.
    ///
    /// - Parameters:
    ///   - pause: What the API asks for; nil where it says nothing that can be used.
    ///   - departure: When the refused request left. Of many that were under way together, only the first counts.
    mutating func refuse(for pause: Duration?, departure: MachineTime, at now: MachineTime) {
        if lastRefusal.map({ departure > $0 }) ?? true {
            refusals += 1
            lastRefusal = now
            (allowance, inFlight) = (1, 0)
        }
        until = max(until ?? now, now + max(pause ?? .zero, ownPause))
    }

    /// The requests under one special limit wait.
    mutating func refuse(special number: UInt32, for pause: Duration, at now: MachineTime) {
        specialUntil[number] = max(specialUntil[number] ?? now, now + max(pause, Self.firstPause))
    }

    /// The API says that there is no room until then, without having refused anything.
    mutating func hold(until time: MachineTime) { until = max(until ?? time, time) }

    var hasAllowance: Bool { allowance.map { inFlight < $0 } ?? true }

    mutating func depart() { inFlight += 1 }

    /// A request that left then is no longer in flight.
    mutating func arrive(_ departure: MachineTime) {
        if lastRefusal.map({ departure > $0 }) ?? true { inFlight -= 1 }
    }

    mutating func accept() {
        refusals = 0
        let next = (allowance ?? Self.fullAllowance) + 1
        allowance = lastRefusal != nil && next < Self.fullAllowance ? next : nil
    }

    /// Against a server that asks for no pause, or for none to speak of.
    private var ownPause: Duration {
        min(Self.firstPause * (1 << min(max(refusals - 1, 0), 10)), Self.longestPause)
    }
}
