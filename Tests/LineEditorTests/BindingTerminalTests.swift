import TestSupport
import Testing

/// Keys of the program's own, and what the program writes while a line is edited.
@Suite struct BindingTerminalTests {
    private let fixture = Fixture()

    @Test func aBoundKeyChangesTheDraftAndUndoTakesItBack() throws {
        let terminal = try fixture.start(["--bind", "^T", "--bind", "M-q"])
        try terminal.type("one (ä\u{14}")
        try terminal.expect(lastRow: "do> ONE (Ä")
        try terminal.type("\u{1f}")
        try terminal.expect(lastRow: "do> one (ä")
        try terminal.type("\u{1b}qX")
        try terminal.expect(lastRow: "do> Xone (ä", column: 5)
    }

    @Test func aBoundKeyMayEnterTheLine() throws {
        let terminal = try fixture.start(["--bind", "^X^T"])
        try terminal.type("one\u{18}\u{14}")
        try terminal.expect("do> bound one\nline: bound one\ndo>")
    }

    @Test func whatABoundKeyWritesStandsAboveTheLine() throws {
        let terminal = try fixture.start(["--bind", "F5"])
        try terminal.type("f(\rhalf\u{1b}[D\u{1b}[15~")
        try terminal.expect("written\nby F5\ndo> f(\n  half")
        try terminal.wait(for: "the cursor in the word") { $0.cursor == (3, 5) }
        #expect(terminal.screen.modes.contains(2004))
        try terminal.type("X\u{05})\r")
        try terminal.expect(containing: "line: f(\\n  halXf)")
    }

    @Test func aRefusedKeyRingsAndAnUnboundOneHasItsOwnMeaning() throws {
        let terminal = try fixture.start(["--bind", "^U", "--bind", "^T"])
        try terminal.type("ab\u{15}")
        try terminal.wait(for: "a bell") { $0.bells == 1 && $0.text == "do> ab" }
        try terminal.type("\r")
        try terminal.expect(containing: "line: ab\ndo>")
        try terminal.enter("set unbound ^U", "set unbound ^T")
        try terminal.type("ab\u{15}cd\u{14}")
        // libedit's own: the two characters before the cursor change places.
        try terminal.expect(lastRow: "do> dc", column: 6)
    }

    @Test func aBoundKeyClosesTheMenuAndActs() throws {
        let terminal = try fixture.start(["--bind", "^T"])
        try terminal.type("cr\t")
        try terminal.expect(containing: "makes several")
        try terminal.type("\u{14}")
        try terminal.expect("do> CREATE")
    }

    @Test func anUnfinishedRowIsMarkedAndThePromptStartsItsOwn() throws {
        let terminal = try fixture.start(columns: 20)
        try terminal.type("unfinished\r")
        try terminal.expect("do> unfinished\nno newline⏎\ndo>")
        try terminal.wait(for: "a dimmed mark") { $0.style(row: 1, column: 10).isDimmed }
        try terminal.type("1\r")
        try terminal.expect(containing: "\ndo> 1\nline: 1\ndo>")
    }

    @Test func whatIsWrittenWhileALineIsEditedNeedsNoNewline() throws {
        let events = try fixture.events()
        let terminal = try fixture.start(["--events", events.path], columns: 30)
        try terminal.type("half")
        try terminal.expect("do> half")
        events.send("write from behind")
        try terminal.expect("from behind⏎\ndo> half")
        try terminal.type("way\r")
        try terminal.expect("from behind⏎\ndo> halfway\nline: halfway\ndo>")
    }

    @Test func thePromptChangesWhileALineIsEdited() throws {
        let events = try fixture.events()
        let terminal = try fixture.start(["--events", events.path])
        try terminal.type("f(\rx1")
        try terminal.expect("do> f(\n  x1")
        events.send("prompt \u{1b}[31mother\u{1b}[0m")
        try terminal.expect("other> f(\n  x1")
        try terminal.wait(for: "the prompt and the digit in color") {
            $0.style(row: 0, column: 0).color == 1 && $0.style(row: 1, column: 3).color == 5 && $0.cursor == (1, 4)
        }
        try terminal.type("\u{12}f")
        try terminal.expect(containing: "reverse-i-search")
        events.send("prompt again")
        events.send("shown")
        try terminal.expect(containing: "event: shown\n(failed reverse-i-search)`f': f(\n  x1")
        try terminal.type("\u{07}")
        try terminal.expect(containing: "event: shown\nagain> f(\n  x1")
    }

    @Test func theRightPromptGivesWayToTheText() throws {
        let terminal = try fixture.start(
            ["--right", "\u{1b}[31m12 left\u{1b}[0m"], columns: 30, prompt: "do>                   12 left")
        #expect(terminal.screen.style(row: 0, column: 22).color == 1)
        try terminal.type("123456789")
        try terminal.expect("do> 123456789         12 left")
        try terminal.wait(for: "the cursor behind the text") { $0.cursor == (0, 13) }
        try terminal.type("0123456789")
        try terminal.expect("do> 1234567890123456789")
        try terminal.type("\u{1f}12\u{01}")
        try terminal.expect("do> 12                12 left")
        try terminal.wait(for: "the cursor at the start") { $0.cursor == (0, 4) }
        try terminal.type("\r")
        try terminal.wait(for: "a line without it") { $0.row(0) == "do> 12" && $0.row(1) == "line: 12" }
    }

    @Test func theSuggestionEndsBeforeTheRightPrompt() throws {
        let terminal = try fixture.start(["--right", "right"], columns: 30, prompt: "do>                     right")
        try terminal.type("alpha beta gamma delta\r")
        try terminal.wait(for: "the next prompt") { $0.row(2) == "do>                     right" }
        try terminal.type("alp")
        try terminal.wait(for: "both") { $0.row(2) == "do> alpha beta gamma de right" }
        try terminal.type("\u{1b}[F")
        try terminal.wait(for: "the text alone") { $0.row(2) == "do> alpha beta gamma delta" }
    }

    @Test func eventsAndTimersArePrintedAboveMenuAndSearch() throws {
        let events = try fixture.events()
        let terminal = try fixture.start(["--events", events.path])
        try terminal.type("cr\t")
        try terminal.expect(containing: "makes several")
        events.send("one")
        try terminal.expect("event: one\ndo> create\n create       makes one\n create_many  makes several")
        try terminal.type("\t\r\u{12}cr")
        try terminal.expect("event: one\n(failed reverse-i-search)`cr': create_many")
        events.send("two")
        try terminal.expect("event: one\nevent: two\n(failed reverse-i-search)`cr': create_many")
    }

    @Test func callsBackWhenTheTimeIsOver() throws {
        let terminal = try PseudoTerminal(Fixture.program, ["--ticks", "3"], columns: 60, rows: 16)
        try terminal.expect("tick 3\ntick 2\ntick 1\ndo>")
    }

    @Test func keysDoNotCallBackBeforeTheTimeIsOver() throws {
        // The first of two times is over at once, the second not within this test.
        let terminal = try PseudoTerminal(
            Fixture.program, ["--ticks", "2", "--pause", "1000000"], columns: 60, rows: 16)
        try terminal.expect("tick 2\ndo>")
        try terminal.type("a")
        try terminal.expect("tick 2\ndo> a")
        try terminal.type("b\r")
        try terminal.expect("tick 2\ndo> ab\nline: ab\ndo>")
    }
}
