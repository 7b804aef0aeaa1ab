/// Calls that wait for the rate budget, in the order they were started.
///
/// Calls under a special limit have a lane of their own, so that they hold up nobody else. Everything is amortized O(1),
/// whatever waits: a call that is cancelled leaves its place empty, and empty places are swept out when most are.
struct RateQueue {
    private var lanes: [Lane] = []
    /// The lanes of the calls that wait.
    private var laneOfTicket: [Ticket: Int] = [:]

    /// How many calls wait.
    var count: Int { laneOfTicket.count }
    var isEmpty: Bool { laneOfTicket.isEmpty }

    /// Adds a call by its age: one that comes back goes before all that were started after it.
    mutating func add(_ ticket: Ticket, special: RequestWindow?) {
        let index = lane(of: special)
        guard laneOfTicket.updateValue(index, forKey: ticket) == nil else { return }
        lanes[index].add(ticket)
    }

    mutating func remove(_ ticket: Ticket) {
        guard let index = laneOfTicket.removeValue(forKey: ticket) else { return }
        lanes[index].live -= 1
        if lanes[index].isMostlyEmptyPlaces { lanes[index].sweep(keeping: laneOfTicket) }
    }

    /// The special limits under which calls wait; nil stands for those without one.
    var waitingLimits: [RequestWindow?] { lanes.filter { $0.live > 0 }.map(\.special) }

    /// Takes out the oldest call whose special limit, or lack of one, lets it go.
    mutating func takeFirst(where mayGo: (RequestWindow?) -> Bool) -> (ticket: Ticket, special: RequestWindow?)? {
        var best: (index: Int, ticket: Ticket)?
        for index in lanes.indices where lanes[index].live > 0 && mayGo(lanes[index].special) {
            guard let head = lanes[index].head(among: laneOfTicket) else { continue }
            if best.map({ head.number < $0.ticket.number }) ?? true { best = (index, head) }
        }
        guard let best else { return nil }
        lanes[best.index].dropHead()
        laneOfTicket[best.ticket] = nil
        return (best.ticket, lanes[best.index].special)
    }

    private mutating func lane(of special: RequestWindow?) -> Int {
        if let index = lanes.firstIndex(where: { $0.special == special }) { return index }
        lanes.append(Lane(special: special))
        return lanes.count - 1
    }
}

extension RateQueue {
    /// The calls under one limit.
    private struct Lane {
        let special: RequestWindow?
        /// Calls in it that still wait.
        var live = 0
        /// Ascending from `first`, empty places among them.
        private var places: [Ticket] = []
        private var first = 0

        init(special: RequestWindow?) { self.special = special }

        var isMostlyEmptyPlaces: Bool { places.count - first > 2 * live + 64 }

        mutating func add(_ ticket: Ticket) {
            live += 1
            if first == places.count || places[places.count - 1].number < ticket.number {
                return places.append(ticket)
            }
            if first > 0, ticket.number < places[first].number {
                first -= 1
                places[first] = ticket
                return
            }
            let index = places[first...].firstIndex { $0.number >= ticket.number } ?? places.count
            // The place it left may still be there, empty.
            if places[index] != ticket { places.insert(ticket, at: index) }
        }

        mutating func head(among live: [Ticket: Int]) -> Ticket? {
            while first < places.count, live[places[first]] == nil { first += 1 }
            return first < places.count ? places[first] : nil
        }

        mutating func dropHead() {
            first += 1
            live -= 1
            guard first > 1_024, first > places.count / 2 else { return }
            places.removeFirst(first)
            first = 0
        }

        mutating func sweep(keeping live: [Ticket: Int]) {
            places = places[first...].filter { live[$0] != nil }
            first = 0
        }
    }
}
