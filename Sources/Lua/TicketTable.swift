/// Values by ticket. A dictionary would spend more time hashing than an operation that is ready at once may take.
///
/// Open addressing with linear probing; removal moves later entries up, so that there are no tombstones.
struct TicketTable<Value> {
    // Apart from the values, so that a search copies nothing.
    private var tickets: [Ticket?]
    private var values: [Value?]
    private(set) var count = 0

    init() {
        tickets = Array(repeating: nil, count: 16)
        values = Array(repeating: nil, count: 16)
    }

    var isEmpty: Bool { count == 0 }
    var allTickets: [Ticket] { tickets.compactMap { $0 } }

    /// Where the ticket is, until the next insertion or removal.
    func index(of ticket: Ticket) -> Int? {
        var index = home(of: ticket)
        while let other = tickets[index] {
            if other == ticket { return index }
            index = next(index)
        }
        return nil
    }

    /// The value at an index that ``index(of:)`` gave: there is one.
    subscript(index: Int) -> Value {
        _read { yield values[index].unsafelyUnwrapped }
        _modify { yield &values[index]! }
    }

    /// Adds a ticket that is not in the table.
    mutating func insert(_ value: Value, for ticket: Ticket) {
        if (count + 1) * 4 > tickets.count * 3 { grow() }
        var index = home(of: ticket)
        while tickets[index] != nil { index = next(index) }
        tickets[index] = ticket
        values[index] = value
        count += 1
    }

    mutating func remove(_ ticket: Ticket) -> Value? {
        guard var hole = index(of: ticket) else { return nil }
        let removed = values[hole].take()
        tickets[hole] = nil
        count -= 1
        var index = next(hole)
        while let other = tickets[index] {
            // An entry may fill the hole if that is not before its home, seen around the circle.
            if (index - home(of: other)) & (tickets.count - 1) >= (index - hole) & (tickets.count - 1) {
                tickets.swapAt(hole, index)
                values.swapAt(hole, index)
                hole = index
            }
            index = next(index)
        }
        return removed
    }

    private func next(_ index: Int) -> Int {
        (index + 1) & (tickets.count - 1)
    }

    /// Fibonacci hashing: numbers in a row spread out.
    private func home(of ticket: Ticket) -> Int {
        let product = UInt64(bitPattern: ticket.rawValue) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: product >> 32) & (tickets.count - 1)
    }

    private mutating func grow() {
        let old = self
        tickets = Array(repeating: nil, count: old.tickets.count * 2)
        values = Array(repeating: nil, count: old.values.count * 2)
        count = 0
        for case (let ticket?, let value?) in zip(old.tickets, old.values) { insert(value, for: ticket) }
    }
}
