import Synchronization

/// The faults of an instance, in its memory, and what they have done so far.
final class Faults: Sendable {
    /// A fault with its counters.
    private struct Active {
        let fault: LocalAPI.Fault
        var requests = 0
        var strikes = 0
        var random: SplitMix

        init(_ fault: LocalAPI.Fault) {
            self.fault = fault
            random = SplitMix(state: fault.seed)
        }

        /// Counts a request; true when it is struck.
        mutating func strikes(_ operation: String) -> Bool {
            guard fault.concerns(operation), fault.count.map({ strikes < $0 }) ?? true else { return false }
            requests += 1
            guard requests % fault.every == 0 else { return false }
            guard fault.probability >= 1 || Double.random(in: 0..<1, using: &random) < fault.probability else {
                return false
            }
            strikes += 1
            return true
        }
    }

    private let active = Mutex<[Active]>([])
    /// Looked at by every request, which should not wait for others when there is none.
    private let isEmpty = Atomic(true)

    func add(_ fault: LocalAPI.Fault) {
        active.withLock { $0.append(Active(fault)) }
        isEmpty.store(false, ordering: .releasing)
    }

    func clear() {
        active.withLock { $0 = [] }
        isEmpty.store(true, ordering: .releasing)
    }

    /// Each with how many requests it saw and struck.
    var all: [(fault: LocalAPI.Fault, requests: Int, strikes: Int)] {
        active.withLock { $0.map { ($0.fault, $0.requests, $0.strikes) } }
    }

    /// The first fault that strikes a request, if any.
    func strike(_ operation: String) -> LocalAPI.Fault? {
        guard !isEmpty.load(ordering: .acquiring) else { return nil }
        return active.withLock { active in
            for index in active.indices where active[index].strikes(operation) { return active[index].fault }
            return nil
        }
    }
}

/// The random numbers of faults: small, and the same everywhere (Steele, Lea, Flood: Fast splittable pseudorandom number
/// generators, 2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
