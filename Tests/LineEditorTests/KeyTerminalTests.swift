import Glibc
import TestSupport
import Testing

/// Keys that have no suite of their own, and what suggestions must leave alone.
@Suite struct KeyTerminalTests {
    private let fixture = Fixture()

    @Test func controlLClearsTheScreenAndKeepsTheLine() throws {
        let terminal = try fixture.start()
        try terminal.enter("one")
        try terminal.type("create(\rx1\u{0c}")
        try terminal.wait(for: "the line at the top") {
            $0.text == "do> create(\n  x1\ncreate(name*, region, size)" && $0.cursor == (1, 4)
        }
        try terminal.wait(for: "the digit in color") { $0.style(row: 1, column: 3).color == 5 }
    }

    @Test func controlTChangesTwoCharactersAndControlJEnters() throws {
        let terminal = try fixture.start()
        try terminal.type("abc\u{14}")
        try terminal.expect(lastRow: "do> acb", column: 7)
        try terminal.type("\u{0a}")
        try terminal.expect("do> acb\nline: acb\ndo>")
    }

    @Test func altEEditsExternally() throws {
        let editor = fixture.folder + "/editor"
        fixture.write("#!/bin/sh\nprintf '%s' \"$1\" > \"$1.name\"; echo new > \"$1\"\n", to: editor, mode: 0o700)
        let terminal = try fixture.start(environment: ["VISUAL": editor, "TMPDIR": fixture.folder])
        try terminal.type("old\u{1b}e")
        try terminal.expect(lastRow: "do> new", column: 7)
        #expect(terminal.screen.modes.contains(2004))
    }

    @Test func enterInTheMiddleRunsTheWholeAndAltEnterSplits() throws {
        let terminal = try fixture.start()
        try terminal.type("f(1)\u{1b}[D\u{1b}[D\u{1b}\r")
        try terminal.expect("do> f(\n1)")
        try terminal.wait(for: "the cursor in the second line") { $0.cursor == (1, 0) }
        try terminal.type("\u{1b}[A\r")
        try terminal.expect("do> f(\n1)\nline: f(\\n1)\ndo>")
    }

    @Test func altFAndControlRightTakeAWordOfTheSuggestion() throws {
        let terminal = try fixture.start()
        try terminal.enter("one.two three")
        try terminal.type("on")
        try terminal.expect(lastRow: "do> one.two three", column: 6)
        try terminal.type("\u{1b}f")
        try terminal.expect(lastRow: "do> one.two three", column: 7)
        try terminal.type("\u{1b}[1;5C")
        try terminal.expect(lastRow: "do> one.two three", column: 11)
        try terminal.type("\u{05}")
        try terminal.expect(lastRow: "do> one.two three", column: 17)
    }

    @Test func theSuggestionChangesNeitherEnterNorTheArrows() throws {
        let terminal = try fixture.start()
        try terminal.enter("other", "print one")
        try terminal.type("pr")
        try terminal.expect(lastRow: "do> print one", column: 6)
        try terminal.type("\r")
        try terminal.wait(for: "what was typed alone") { $0.text.hasSuffix("do> pr\nline: pr\ndo>") }
        try terminal.type("o")
        try terminal.expect(lastRow: "do> other", column: 5)
        try terminal.type("\u{10}\u{10}")
        try terminal.wait(for: "the entry with the typed beginning, and a bell") {
            $0.text.hasSuffix("do> other") && $0.cursor.column == 9 && $0.bells == 1
        }
    }

    @Test func leavesTheSearchWithControlSAndTheRightArrow() throws {
        let terminal = try fixture.start()
        try terminal.enter("alpha one", "beta one")
        try terminal.type("\u{12}one\u{12}\u{13}")
        try terminal.expect(lastRow: "(reverse-i-search)`one': beta one")
        try terminal.type("\u{1b}[C!")
        try terminal.expect(lastRow: "do> beta o!ne", column: 11)
    }

    @Test func ofAPastedSessionTheEntriesStayAndAreEnteredOneByOne() throws {
        let terminal = try fixture.start()
        try terminal.type("\u{1b}[200~prod> f(\n  1)\nline: f(1)\nprod> b\nline: b\nprod>\u{1b}[201~")
        try terminal.expect("do> f(\n  1)\ndo> b")
        try terminal.type("\r")
        try terminal.expect("do> f(\n  1)\nentries: [\"f(\\\\n  1)\", \"b\"]\ndo>")
        try terminal.type("\u{1b}[A\u{1b}[A")
        try terminal.expect(lastRow: "  1)")
    }

    @Test func anAnswerIsNoEntry() throws {
        let terminal = try fixture.start()
        try terminal.enter("alpha")
        try terminal.type("ask sure?\r")
        try terminal.expect(lastRow: "sure?")
        try terminal.type("(al\t\r")
        try terminal.expect(containing: "answer: (al\ndo>")
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "do> ask sure?")
    }

    @Test func aPasteIntoAnOpenMenuClosesItAndIsInsertedOnce() throws {
        let terminal = try fixture.start()
        try terminal.type("cr\t")
        try terminal.expect(containing: "makes several")
        try terminal.type("\u{1b}[200~(1\n2)\u{1b}[201~")
        try terminal.expect("do> create(1\n2)\ncreate(name*, region, size)")
        try terminal.type("\u{1f}")
        try terminal.expect("do> create")
    }

    @Test func aRowThatIsExactlyFullIsDrawnRight() throws {
        let terminal = try fixture.start(columns: 20)
        try terminal.type("12345678901234a1")
        try terminal.expect("do> 12345678901234a1")
        try terminal.wait(for: "the cursor in the next row") { $0.cursor == (1, 0) }
        try terminal.type("2\u{7f}\u{1b}[Dx")
        try terminal.expect("do> 12345678901234ax\n1")
        try terminal.type("\r")
        try terminal.expect(containing: "line: 12345678901234\nax1\ndo>")
    }

    @Test func textTallerThanTheScreenIsKept() throws {
        let terminal = try fixture.start(rows: 6)
        let lines = (1...20).map { "row_\($0)" }
        try terminal.type("\u{1b}[200~\(lines.joined(separator: "\n"))\u{1b}[201~")
        try terminal.expect(containing: "row_20")
        try terminal.type("\u{01}\u{01}X\u{05}\u{05}.\r")
        try terminal.wait(for: "all rows in one entry") { screen in
            let shown = screen.allText.split(separator: "\n").joined()
            return shown.contains("line: X" + lines.joined(separator: "\\n") + ".")
        }
    }

    @Test func closesTheMenuBeforeItStops() throws {
        let terminal = try PseudoTerminal(
            "/bin/sh", ["-im"], environment: ["PS1": "$ ", "ENV": ""], columns: 60, rows: 16)
        try terminal.expect(lastRow: "$")
        try terminal.type("\(Fixture.program)\n")
        try terminal.expect(lastRow: "do>")
        try terminal.type("cr\t")
        try terminal.expect(containing: "makes several")
        try terminal.type("\u{1a}")
        try terminal.expect(lastRow: "$")
        #expect(!terminal.screen.text.contains("makes several"))
        try terminal.type("fg\n")
        try terminal.expect(lastRow: " create_many  makes several")
        try terminal.type("\t\r")
        try terminal.expect(lastRow: "do> create_many")
    }

    @Test func redrawsTheSearchForANewWidth() throws {
        let terminal = try fixture.start(columns: 60)
        try terminal.enter("alpha one")
        try terminal.type("\u{12}one")
        try terminal.expect(lastRow: "(reverse-i-search)`one': alpha one", column: 31)
        terminal.resize(columns: 50, rows: 12)
        try terminal.type("\u{05}!")
        try terminal.expect("do> alpha one\nline: alpha one\ndo> alpha one!")
    }
}
