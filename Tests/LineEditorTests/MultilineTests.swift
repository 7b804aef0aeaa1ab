import TestSupport
import Testing

@Suite struct MultilineTests {
    private let fixture = Fixture()

    @Test func enterContinuesAnIncompleteEntry() throws {
        let terminal = try fixture.start()
        try terminal.type("f(1,\r")
        try terminal.wait(for: "the second line") { $0.cursor == (1, 2) }
        try terminal.type("2)\r")
        try terminal.expect("do> f(1,\n  2)\nline: f(1,\\n  2)\ndo>")
    }

    @Test func altEnterAlwaysMakesANewLine() throws {
        let terminal = try fixture.start()
        try terminal.type("a\u{1b}\rb\r")
        try terminal.expect("do> a\nb\nline: a\\nb\ndo>")
    }

    @Test func enterOnABlankLastLineEndsTheEntry() throws {
        let terminal = try fixture.start()
        try terminal.type("f(\r\r")
        try terminal.expect(containing: "line: f(\\n")
    }

    @Test func closingBracketGoesBackOneStep() throws {
        let terminal = try fixture.start()
        try terminal.type("t{\ra{\r1\r}")
        try terminal.expect("do> t{\n  a{\n    1\n  }")
        try terminal.type("\r}")
        try terminal.expect("do> t{\n  a{\n    1\n  }\n}")
        try terminal.type("\r")
        try terminal.expect(containing: "line: t{\\n  a{\\n    1\\n  }\\n}")
    }

    @Test func arrowsMoveInsideTheEntryAndThenThroughHistory() throws {
        let terminal = try fixture.start()
        try terminal.enter("old")
        try terminal.type("abc\u{1b}\rdef\u{1b}[A")
        try terminal.wait(for: "the cursor above") { $0.cursor == (2, 7) }
        // The first line begins behind the prompt: the column is the text's, not the screen's.
        try terminal.enter("X\u{1b}[BY")
        try terminal.expect(containing: "line: abcX\\ndefY")
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "defY", column: 4)
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "do> old", column: 7)
        try terminal.type("\u{1b}[B")
        try terminal.expect(lastRow: "defY", column: 4)
        try terminal.type("\u{1b}[B")
        try terminal.expect(lastRow: "do>", column: 4)
    }

    @Test func homeAndEndTakeTheLineAndThenTheEntry() throws {
        let terminal = try fixture.start()
        try terminal.type("abc\u{1b}\rdef\u{1b}[H")
        try terminal.wait(for: "the line's start") { $0.cursor == (1, 0) }
        try terminal.type("\u{1b}[H")
        try terminal.wait(for: "the entry's start") { $0.cursor == (0, 4) }
        try terminal.type("\u{1b}[F")
        try terminal.wait(for: "the line's end") { $0.cursor == (0, 7) }
        try terminal.type("\u{1b}[F")
        try terminal.wait(for: "the entry's end") { $0.cursor == (1, 3) }
    }

    @Test func killsToTheEndOfTheLineOnly() throws {
        let terminal = try fixture.start()
        try terminal.type("abc\u{1b}\rdef\u{10}\u{1b}[A\u{1b}[H\u{1b}[H")
        try terminal.wait(for: "the entry's start") { $0.cursor == (0, 4) }
        try terminal.type("\u{0b}")
        try terminal.expect("do>\ndef")
        try terminal.type("\u{0b}")
        try terminal.expect("do> def")
    }

    @Test func pastesLiterallyAndRunsNothing() throws {
        let terminal = try fixture.start()
        try terminal.type("\u{1b}[200~do> a(\r\ndo> \tb\r)\n\n\u{1b}[201~")
        try terminal.expect("do> a(\n  b\n)")
        try terminal.type("\r")
        try terminal.expect(containing: "line: a(\\n  b\\n)")
    }

    @Test func pastesAThousandLines() throws {
        let terminal = try fixture.start()
        let lines = (0..<1000).map { "line_number_\($0)" }
        try terminal.type("\u{1b}[200~\(lines.joined(separator: "\n"))\u{1b}[201~")
        try terminal.expect(containing: "line_number_999")
        try terminal.type("\r")
        let whole = "line: " + lines.joined(separator: "\\n")
        try terminal.wait(for: "all lines in one entry") { screen in
            screen.allText.split(separator: "\n").joined().contains(whole) && screen.row(screen.cursor.row) == "do>"
        }
    }

    @Test func switchesBracketedPasteOffWhileCodeRuns() throws {
        let terminal = try fixture.start()
        try terminal.wait(for: "bracketed paste") { $0.modes.contains(2004) }
        try terminal.type("run\r")
        try terminal.expect(containing: "running")
        #expect(!terminal.screen.modes.contains(2004))
    }
}
