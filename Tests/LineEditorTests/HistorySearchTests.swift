import LineEditor
import Testing

@Suite struct HistorySearchTests {
    private let entries = ["alpha one", "beta", "alpha two", "gamma"]

    @Test func walksOnlyEntriesThatBeginAlike() {
        var walk = HistoryNavigation(from: LineText("alpha"), count: entries.count)
        #expect(walk.older(in: entries) == LineText("alpha two"))
        #expect(walk.older(in: entries) == LineText("alpha one"))
        #expect(walk.older(in: entries) == nil)
        #expect(walk.newer(in: entries) == LineText("alpha two"))
        #expect(walk.newer(in: entries) == LineText("alpha"))
        #expect(walk.newer(in: entries) == nil)
    }

    @Test func walksAllEntriesFromAnEmptyLine() {
        var walk = HistoryNavigation(from: .empty, count: entries.count)
        var seen: [String] = []
        while let text = walk.older(in: entries) { seen.append(text.string) }
        #expect(seen == entries.reversed())
    }

    @Test func skipsTheEntryThatIsTyped() {
        var walk = HistoryNavigation(from: LineText("gamma"), count: entries.count)
        #expect(walk.older(in: entries) == nil)
        #expect(walk.newer(in: entries) == nil)
    }

    private func search(_ pattern: String) -> IncrementalSearch {
        var search = IncrementalSearch(entries: entries.reversed(), original: LineText("typed"))
        for scalar in pattern.unicodeScalars { search.append(scalar) }
        return search
    }

    @Test func findsSubstringsNewestFirstAndPutsTheCursorThere() {
        var search = search("a t")
        #expect(search.shown == LineText(scalars: Array("alpha two".unicodeScalars), cursor: 4))
        search.removeLast()
        search.removeLast()
        #expect(search.shown.string == "gamma")
        search.removeLast()
        #expect(search.shown == LineText("typed"))
    }

    @Test func staysAtTheLastMatchWhenThereIsNoOther() {
        var search = search("alpha")
        search.older()
        #expect(search.shown.string == "alpha one")
        #expect(!search.isFailed)
        search.older()
        #expect(search.shown.string == "alpha one")
        #expect(search.isFailed)
        search.newer()
        #expect(search.shown.string == "alpha two")
        #expect(!search.isFailed)
    }

    @Test func narrowsFromWhereItIs() {
        var search = search("a")
        search.older()
        #expect(search.shown.string == "alpha two")
        search.append("l")
        #expect(search.shown.string == "alpha two")
        search.append("x")
        #expect(search.isFailed)
        search.removeLast()
        #expect(!search.isFailed)
    }

    @Test func nothingIsFoundForNothing() {
        var search = search("")
        search.older()
        #expect(search.shown == LineText("typed"))
        #expect(!search.isFailed)
    }
}
