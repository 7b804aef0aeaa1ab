/// What is known of lists, how old it is, and which are to be fetched.
///
/// Logic only: time and results come from outside, and whoever owns it does the fetching.
package struct LiveCache {
    /// What a fetch has brought.
    package struct Contents: Sendable, Equatable {
        package var values: [LiveValue]
        /// How many there are; nil where the API does not say. More than `values` where it was cut.
        package var total: Int?
        /// Whether there are more than those.
        package var isCut: Bool

        package init(values: [LiveValue], total: Int? = nil, isCut: Bool = false) {
            self.values = values
            self.total = total
            self.isCut = isCut
        }
    }

    fileprivate struct Entry {
        let list: LiveList
        var contents: Contents?
        var fetchedAt: ContinuousClock.Instant?
        var failure: (reason: String, at: ContinuousClock.Instant)?
        var isWanted = false
        var isUnderWay = false
        var usedAt: ContinuousClock.Instant
    }

    /// For this time a failed fetch is not repeated.
    package static let failurePause = Duration.seconds(5)
    /// With more lists the one that was not looked at for longest is forgotten.
    package static let listCount = 64

    /// After this time a list is fetched again when it is looked at.
    package var timeToLive = Duration.seconds(60)
    private var entries: [LiveList.Key: Entry] = [:]

    package init() {}

    /// What there is to offer of a list, which is wanted from now on where it is missing or old.
    ///
    /// - Parameter onlyKnown: Nothing is wanted that is not there.
    package mutating func look(
        at list: LiveList, onlyKnown: Bool = false, now: ContinuousClock.Instant
    ) -> LiveAnswer {
        guard !onlyKnown else { return LiveAnswer(entries[list.key]?.contents?.values ?? []) }
        var entry = entries[list.key] ?? Entry(list: list, usedAt: now)
        entry.usedAt = now
        if entry.isDue(now, timeToLive) { entry.isWanted = true }
        entries[list.key] = entry
        evict()
        return entry.answer
    }

    /// The lists to fetch; each is told once, and is under way from then on.
    package mutating func takeWanted() -> [LiveList] {
        entries.filter(\.value.isWanted).map { key, entry in
            entries[key]?.isWanted = false
            entries[key]?.isUnderWay = true
            return entry.list
        }
    }

    package var isAnythingWanted: Bool { entries.values.contains(where: \.isWanted) }

    /// Takes what a fetch brought. Of a list that has been forgotten meanwhile it is old.
    package mutating func finish(_ key: LiveList.Key, _ contents: Contents, now: ContinuousClock.Instant) {
        guard entries[key]?.isUnderWay == true else { return }
        entries[key]?.isUnderWay = false
        entries[key]?.contents = contents
        entries[key]?.fetchedAt = now
        entries[key]?.failure = nil
    }

    /// Takes note that a fetch failed: what was known before stays.
    ///
    /// - Parameter reason: What completes `droplets: `.
    package mutating func fail(_ key: LiveList.Key, _ reason: String, now: ContinuousClock.Instant) {
        guard entries[key]?.isUnderWay == true else { return }
        entries[key]?.isUnderWay = false
        entries[key]?.failure = (reason, now)
    }

    /// Forgets lists, those under way among them. Returns which.
    package mutating func forget(where isMeant: (LiveList) -> Bool) -> Set<LiveList.Key> {
        let keys = Set(entries.filter { isMeant($0.value.list) }.keys)
        for key in keys { entries[key] = nil }
        return keys
    }

    private mutating func evict() {
        guard entries.count > Self.listCount else { return }
        let oldest = entries.filter { !$0.value.isUnderWay }.min { $0.value.usedAt < $1.value.usedAt }
        if let oldest { entries[oldest.key] = nil }
    }
}

extension LiveCache.Entry {
    /// Whether it is to be fetched.
    fileprivate func isDue(_ now: ContinuousClock.Instant, _ timeToLive: Duration) -> Bool {
        if isUnderWay || isWanted { return false }
        if let failure, now - failure.at < LiveCache.failurePause { return false }
        return fetchedAt.map { now - $0 >= timeToLive } ?? true
    }

    fileprivate var answer: LiveAnswer {
        let values = contents?.values ?? []
        if isWanted || isUnderWay { return LiveAnswer(values, note: "… fetching \(list.name)", isPartial: true) }
        if let failure { return LiveAnswer(values, note: "\(list.name): \(failure.reason)") }
        guard let contents else { return LiveAnswer() }
        if contents.values.isEmpty { return LiveAnswer(note: "no \(list.name)") }
        guard contents.isCut else { return LiveAnswer(values) }
        let count = ProgressNumbers.count(values.count)
        let total = contents.total.map { " of " + ProgressNumbers.count($0) } ?? ""
        return LiveAnswer(values, note: "the first \(count)\(total) \(list.name)")
    }
}
