import Catalog
import JSON
import Shell
import Testing

/// How long lists are known for, and when they are fetched.
struct LiveCacheTests {
    private let start = ContinuousClock.now
    private let droplets = LiveList(of: "droplets.droplet", in: .standard, given: { _ in nil })!
    private let tags = LiveList(of: "tags.tag", in: .standard, given: { _ in nil })!
    private var cache = LiveCache()
    private let values = [LiveValue(identifier: 1, label: "1")]

    private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    private func triggers(_ namespace: String) -> LiveList {
        LiveList(of: "functions.trigger", in: .standard, given: { _ in .string(namespace) })!
    }

    private let fetching = "… fetching droplets"

    @Test mutating func fetchesWhatIsNotKnownOnce() {
        #expect(cache.look(at: droplets, now: at(0)) == LiveAnswer(note: fetching, isPartial: true))
        #expect(cache.look(at: droplets, now: at(0)) == LiveAnswer(note: fetching, isPartial: true))
        #expect(cache.takeWanted().map(\.key) == [droplets.key])
        #expect(cache.takeWanted().isEmpty)
        #expect(cache.look(at: droplets, now: at(1)) == LiveAnswer(note: fetching, isPartial: true))
        #expect(!cache.isAnythingWanted)
        cache.finish(droplets.key, .init(values: values), now: at(1))
        #expect(cache.look(at: droplets, now: at(1)) == LiveAnswer(values))
        #expect(!cache.isAnythingWanted)
    }

    @Test mutating func showsWhatIsOldWhileItIsFetchedAgain() {
        _ = cache.look(at: droplets, now: at(0))
        _ = cache.takeWanted()
        cache.finish(droplets.key, .init(values: values), now: at(0))
        #expect(cache.look(at: droplets, now: at(59)) == LiveAnswer(values))
        #expect(!cache.isAnythingWanted)
        #expect(cache.look(at: droplets, now: at(60)) == LiveAnswer(values, note: fetching, isPartial: true))
        #expect(cache.takeWanted().count == 1)
        cache.finish(droplets.key, .init(values: []), now: at(61))
        #expect(cache.look(at: droplets, now: at(120)) == LiveAnswer(note: "no droplets"))
    }

    @Test mutating func saysWhyThereIsNothingAndTriesAgainLater() {
        _ = cache.look(at: droplets, now: at(0))
        _ = cache.takeWanted()
        cache.fail(droplets.key, "no connection", now: at(0))
        #expect(cache.look(at: droplets, now: at(4)) == LiveAnswer(note: "droplets: no connection"))
        #expect(!cache.isAnythingWanted)
        #expect(cache.look(at: droplets, now: at(5)) == LiveAnswer(note: fetching, isPartial: true))
        #expect(cache.takeWanted().count == 1)
    }

    @Test mutating func keepsWhatWasKnownWhereAFetchFails() {
        _ = cache.look(at: droplets, now: at(0))
        _ = cache.takeWanted()
        cache.finish(droplets.key, .init(values: values), now: at(0))
        _ = cache.look(at: droplets, now: at(70))
        _ = cache.takeWanted()
        cache.fail(droplets.key, "no connection", now: at(71))
        #expect(cache.look(at: droplets, now: at(72)) == LiveAnswer(values, note: "droplets: no connection"))
    }

    @Test mutating func saysThatItIsNotAll() {
        _ = cache.look(at: droplets, now: at(0))
        _ = cache.takeWanted()
        cache.finish(droplets.key, .init(values: values, total: 1_812, isCut: true), now: at(0))
        #expect(cache.look(at: droplets, now: at(0)).note == "the first 1 of 1,812 droplets")
        _ = cache.look(at: tags, now: at(0))
        _ = cache.takeWanted()
        cache.finish(tags.key, .init(values: values, isCut: true), now: at(0))
        #expect(cache.look(at: tags, now: at(0)).note == "the first 1 tags")
    }

    @Test mutating func forgetsWhatIsUnderWayToo() {
        _ = cache.look(at: droplets, now: at(0))
        _ = cache.look(at: tags, now: at(0))
        _ = cache.takeWanted()
        #expect(cache.forget { $0.operation.group == "droplets" } == [droplets.key])
        // What comes now was asked for before.
        cache.finish(droplets.key, .init(values: values), now: at(0))
        cache.finish(tags.key, .init(values: values), now: at(0))
        #expect(cache.look(at: droplets, now: at(0)) == LiveAnswer(note: fetching, isPartial: true))
        #expect(cache.look(at: tags, now: at(0)) == LiveAnswer(values))
    }

    @Test mutating func wantsNothingWhereOnlyTheKnownIsAskedFor() {
        #expect(cache.look(at: droplets, onlyKnown: true, now: at(0)) == LiveAnswer())
        #expect(!cache.isAnythingWanted)
    }

    @Test mutating func tellsTheListsOfSeveralNamespacesApart() {
        _ = cache.look(at: triggers("a"), now: at(0))
        _ = cache.look(at: triggers("b"), now: at(0))
        #expect(cache.takeWanted().count == 2)
        cache.finish(triggers("a").key, .init(values: values), now: at(0))
        #expect(cache.look(at: triggers("a"), now: at(0)) == LiveAnswer(values))
        #expect(cache.look(at: triggers("b"), now: at(0)).isPartial)
    }

    @Test mutating func keepsTheListsThatWereLookedAtLast() {
        for number in 0..<100 {
            let list = triggers("\(number)")
            _ = cache.look(at: list, now: at(number))
            _ = cache.takeWanted()
            cache.finish(list.key, .init(values: values), now: at(number))
            _ = cache.look(at: triggers("0"), now: at(number))
        }
        let known = (0..<100).filter {
            !cache.look(at: triggers("\($0)"), onlyKnown: true, now: at(100)).values.isEmpty
        }
        #expect(known.count == LiveCache.listCount)
        #expect(known.first == 0)
        #expect(known.last == 99)
    }
}
