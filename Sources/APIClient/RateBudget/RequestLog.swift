/// When requests were counted by the API, in ascending order.
///
/// What is known of a request's moment is an interval: it lies between its departure and its answer. An entry is the
/// interval's end, so that a place is taken for free only when it certainly is.
struct RequestLog {
    struct Entry: Equatable {
        var time: MachineTime
        /// Whether another client of the same token sent it, as far as the API's answers tell.
        var isForeign: Bool
    }

    private var entries: [Entry] = []
    /// Entries before it were dropped; they leave the array in batches.
    private var first = 0
    private(set) var foreignCount = 0

    var count: Int { entries.count - first }

    var all: ArraySlice<Entry> { entries[first...] }

    mutating func insert(_ time: MachineTime, isForeign: Bool = false) {
        if isForeign { foreignCount += 1 }
        let entry = Entry(time: time, isForeign: isForeign)
        if entries.count == first || entries[entries.count - 1].time <= time { return entries.append(entry) }
        entries.insert(entry, at: index(after: time))
    }

    /// Takes back a request of ours that was entered with this time. Does nothing where there is none.
    @discardableResult
    mutating func remove(_ time: MachineTime) -> Bool {
        var index = index(after: time)
        while index > first, entries[index - 1].time == time {
            index -= 1
            guard entries[index].isForeign else {
                entries.remove(at: index)
                return true
            }
        }
        return false
    }

    /// Enters a request of ours under another time.
    mutating func move(from former: MachineTime, to time: MachineTime) {
        guard former != time, remove(former) else { return }
        insert(time)
    }

    /// Forgets the oldest requests of others.
    mutating func removeForeign(oldest number: Int) {
        var left = min(number, foreignCount)
        foreignCount -= left
        let kept = all.filter { entry in
            guard entry.isForeign, left > 0 else { return true }
            left -= 1
            return false
        }
        entries = kept
        first = 0
    }

    mutating func removeAll() { self = RequestLog() }

    /// Forgets everything up to a time.
    mutating func drop(upTo time: MachineTime) {
        while first < entries.count, entries[first].time <= time {
            if entries[first].isForeign { foreignCount -= 1 }
            first += 1
        }
        guard first > 1_024, first > entries.count / 2 else { return }
        entries.removeFirst(first)
        first = 0
    }

    /// The time of the so-many-newest request; nil where there are fewer.
    func newest(_ number: Int) -> MachineTime? {
        number > 0 && number <= count ? entries[entries.count - number].time : nil
    }

    func count(after time: MachineTime) -> Int { entries.count - index(after: time) }

    func foreignCount(after time: MachineTime) -> Int {
        foreignCount == 0 ? 0 : entries[index(after: time)...].count(where: \.isForeign)
    }

    /// Requests of ours only.
    func ownCount(after time: MachineTime) -> Int { count(after: time) - foreignCount(after: time) }

    /// Of the first entry that is later than a time.
    private func index(after time: MachineTime) -> Int {
        var (low, high) = (first, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
