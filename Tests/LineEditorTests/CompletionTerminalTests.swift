import Glibc
import TestSupport
import Testing

@Suite struct CompletionTerminalTests {
    private let fixture = Fixture()

    @Test func insertsTheOnlyCandidate() throws {
        let terminal = try fixture.start()
        try terminal.type("x del\t")
        try terminal.expect("do> x delete")
    }

    @Test func insertsTheCommonPrefixAndOpensAMenu() throws {
        let terminal = try fixture.start()
        try terminal.type("cr\t")
        try terminal.expect("do> create\n create       makes one\n create_many  makes several")
        try terminal.wait(for: "the cursor in the line") { $0.cursor == (0, 10) }
        #expect(terminal.screen.style(row: 1, column: 1) == .init(isInverse: true))
        #expect(terminal.screen.style(row: 2, column: 15) == .init(isDimmed: true))
        try terminal.type("\t\r")
        try terminal.expect("do> create_many")
    }

    @Test func filtersByTypingAndWidensByDeleting() throws {
        let terminal = try fixture.start()
        try terminal.type("d\t")
        try terminal.expect(
            """
            do> d
             delete    takes one away
             describe  says what it is 触发器
             droplets  virtual machines
             domains   names
            """)
        try terminal.type("e")
        try terminal.expect("do> de\n delete    takes one away\n describe  says what it is 触发器")
        try terminal.type("s")
        try terminal.expect("do> des\n describe  says what it is 触发器")
        try terminal.type("\u{7f}\u{1b}[Z\u{1b}[C")
        try terminal.expect("do> delete")
    }

    @Test func escapeClosesAndOtherKeysCloseAndAct() throws {
        let terminal = try fixture.start()
        try terminal.type("cr\t\u{1b}")
        try terminal.expect("do> create")
        try terminal.type("\t")
        try terminal.expect("do> create\n create       makes one\n create_many  makes several")
        try terminal.type("(")
        try terminal.expect("do> create(\ncreate(name*, region, size)")
        try terminal.type("\u{7f}\t\u{01}")
        try terminal.wait(for: "a closed menu and the cursor at the start") {
            $0.text == "do> create" && $0.cursor == (0, 4)
        }
    }

    @Test func controlCClosesTheMenuOnly() throws {
        let terminal = try fixture.start()
        try terminal.type("cr\t")
        try terminal.expect(containing: "makes several")
        try terminal.type("\u{03}")
        try terminal.expect("do> create")
        try terminal.type("!\r")
        try terminal.expect(containing: "line: create!")
    }

    @Test func opensAtTheBottomOfTheScreen() throws {
        let terminal = try fixture.start(rows: 6)
        try terminal.enter("1", "2")
        try terminal.type("cr\t")
        try terminal.expect("line: 1\ndo> 2\nline: 2\ndo> create\n create       makes one\n create_many  makes several")
        try terminal.type("\r!\r")
        try terminal.expect(containing: "do> create!\nline: create!\ndo>")
        #expect(!terminal.screen.text.contains("makes"))
    }

    @Test func opensInsideAnEntryOfManyLines() throws {
        let terminal = try fixture.start()
        try terminal.type("f(\rcr\t\u{1b}[Z")
        try terminal.expect("do> f(\n  create\n create       makes one\n create_many  makes several")
        try terminal.wait(for: "the cursor in the second line") { $0.cursor == (1, 8) }
        try terminal.type("\r)\r")
        try terminal.expect(containing: "line: f(\\n  create_many)")
    }

    @Test func indentsAtTheStartOfALine() throws {
        let terminal = try fixture.start()
        try terminal.type("\tx")
        try terminal.expect("do>   x")
    }

    @Test func showsWhatIsBeingFetchedAndThenTheResult() throws {
        let events = try fixture.events()
        let terminal = try fixture.start(["--events", events.path])
        try terminal.type("live\t")
        try terminal.expect("do> live\n … fetching")
        events.send("live_1")
        try terminal.expect("do> live\n live_1\n … fetching")
        // The choice stays where it is when more come in.
        events.send("live_2\nfetched")
        try terminal.expect("do> live\n live_1\n live_2")
        #expect(terminal.screen.style(row: 1, column: 1).isInverse)
        try terminal.type("\t\r\r")
        try terminal.expect(containing: "line: live_2")
    }

    @Test func insertsNothingBeforeAllIsKnown() throws {
        let events = try fixture.events()
        let terminal = try fixture.start(["--events", events.path])
        events.send("live_1")
        try terminal.type("live\t")
        try terminal.expect("do> live\n live_1\n … fetching")
        try terminal.type("\u{1b}")
        try terminal.expect("do> live")
        events.send("fetched\nshown")
        try terminal.expect(containing: "event: shown")
        try terminal.type("\t")
        try terminal.expect("event: shown\ndo> live_1")
    }

    @Test func aMenuWithoutCandidatesLetsEnterRunTheLineAndClosesWhenNothingComes() throws {
        let events = try fixture.events()
        let terminal = try fixture.start(["--events", events.path])
        try terminal.type("live\t")
        try terminal.expect("do> live\n … fetching")
        try terminal.type("\r")
        try terminal.expect("do> live\nline: live\ndo>")
        try terminal.type("livex\t")
        try terminal.expect("do> live\nline: live\ndo> livex\n … fetching")
        events.send("fetched")
        try terminal.expect("do> live\nline: live\ndo> livex")
        try terminal.type("!\r")
        try terminal.expect(containing: "line: livex!")
    }

    @Test func scrollsThroughMoreThanEightRows() throws {
        let events = try fixture.events()
        let terminal = try fixture.start(["--events", events.path])
        events.send((10...20).map { "live\($0)" }.joined(separator: "\n") + "\nfetched\nshown")
        try terminal.expect(containing: "event: shown")
        try terminal.type("live\t")
        try terminal.expect("event: shown\ndo> live\n" + (10...17).map { " live\($0)" }.joined(separator: "\n"))
        try terminal.type("\u{1b}[Z")
        try terminal.expect("event: shown\ndo> live\n" + (13...20).map { " live\($0)" }.joined(separator: "\n"))
        try terminal.type("\u{1b}[A\u{10}\r\r")
        try terminal.expect(containing: "line: live18")
    }

    @Test func theMenuSurvivesAChangeOfSize() throws {
        let terminal = try fixture.start(columns: 40)
        try terminal.type("x cr\t")
        try terminal.expect("do> x create\n create       makes one\n create_many  makes several")
        terminal.resize(columns: 22, rows: 12)
        try terminal.expect("do> x create\n create       makes…\n create_many  makes…")
        try terminal.type("\t\r")
        try terminal.expect("do> x create_many")
    }

    @Test func controlGClosesTheMenu() throws {
        let terminal = try fixture.start()
        try terminal.type("cr\t")
        try terminal.expect(containing: "makes several")
        try terminal.type("\u{07}")
        try terminal.expect("do> create")
    }

    @Test func whatIsDrawnCanBeSwitchedWhileTheProgramRuns() throws {
        let terminal = try fixture.start()
        try terminal.enter("create(1)", "set features 0")
        try terminal.type("create(1")
        try terminal.wait(for: "plain text") { $0.cursor == (3, 12) && $0.style(row: 3, column: 11).color == nil }
        #expect(terminal.screen.row(3) == "do> create(1")
        #expect(terminal.screen.row(4) == "")
        try terminal.type("\u{15}d\t")
        try terminal.expect(containing: "delete    describe  droplets  domains\ndo> d")
        try terminal.type("\u{15}set features 15\r")
        try terminal.type("create(1")
        try terminal.expect(containing: "\ndo> create(1)\ncreate(name*, region, size)")
    }

    @Test func listsInColumnsWithoutAMenu() throws {
        let terminal = try fixture.start(["--plain"], columns: 30)
        try terminal.type("d\t")
        try terminal.expect("do> d\ndelete    droplets\ndescribe  domains\ndo> d")
        try terminal.type("e\r")
        try terminal.expect(containing: "do> de\nline: de")
    }

    @Test func withoutColorTheMenuMarksTheChoice() throws {
        let terminal = try fixture.start(environment: ["NO_COLOR": "1"])
        try terminal.type("cr\t\t")
        try terminal.expect("do> create\n create       makes one\n>create_many  makes several")
        let styled = (0..<60).contains { terminal.screen.style(row: 2, column: $0) != .init() }
        #expect(!styled)
    }
}
