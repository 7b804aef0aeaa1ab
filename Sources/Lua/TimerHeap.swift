/// Deadlines in the order they come, for the interpreter's timers.
struct TimerHeap {
    private var entries: [(deadline: UInt64, ticket: Ticket)] = []
    /// Entries that nobody waits for any more. They go when they come to the top: to search the heap takes longer.
    private var canceled: Set<Ticket> = []

    var nextDeadline: UInt64? { entries.first?.deadline }

    mutating func insert(_ ticket: Ticket, at deadline: UInt64) {
        entries.append((deadline, ticket))
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].deadline < entries[parent].deadline else { break }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    /// Removes the first timer if its deadline is not after `now`.
    mutating func popExpired(now: UInt64) -> Ticket? {
        guard let first = entries.first, first.deadline <= now else { return nil }
        removeFirst()
        removeCanceled()
        return first.ticket
    }

    /// Takes out a timer if it has not expired.
    mutating func remove(_ ticket: Ticket) {
        canceled.insert(ticket)
        removeCanceled()
    }

    /// When a timer expires; nil where there is none of this ticket.
    func deadline(of ticket: Ticket) -> UInt64? {
        canceled.contains(ticket) ? nil : entries.first { $0.ticket == ticket }?.deadline
    }

    /// The first entry is none that was canceled.
    private mutating func removeCanceled() {
        while !canceled.isEmpty, let first = entries.first, canceled.remove(first.ticket) != nil { removeFirst() }
        if entries.isEmpty { canceled.removeAll() }
    }

    private mutating func removeFirst() {
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        sink()
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < entries.count else { return }
            if child + 1 < entries.count, entries[child + 1].deadline < entries[child].deadline { child += 1 }
            guard entries[child].deadline < entries[parent].deadline else { return }
            entries.swapAt(child, parent)
            parent = child
        }
    }
}
