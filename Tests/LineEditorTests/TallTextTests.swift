import Glibc
import TestSupport
import Testing

/// Text that has more rows than the screen: a part of it is shown, which goes where the cursor goes.
@Suite struct TallTextTests {
    private let fixture = Fixture()

    private func lines(_ numbers: ClosedRange<Int>) -> [String] { numbers.map { "row_\($0)" } }

    private func text(_ numbers: ClosedRange<Int>) -> String { lines(numbers).joined(separator: "\n") }

    private func paste(_ text: String) -> String { "\u{1b}[200~\(text)\u{1b}[201~" }

    /// Twenty lines on a screen of six rows.
    private func start(_ arguments: [String] = []) throws -> PseudoTerminal {
        let terminal = try fixture.start(arguments, rows: 6)
        try terminal.type(paste(text(1...20)))
        try terminal.expect("\(text(16...20))\nline 20 of 20")
        return terminal
    }

    @Test func showsTheLinesAroundTheCursor() throws {
        let terminal = try start()
        #expect(terminal.screen.cursor == (4, 6))
        #expect(terminal.screen.style(row: 5, column: 0).isDimmed)
        try terminal.type(String(repeating: "\u{1b}[A", count: 4))
        try terminal.expect("\(text(16...20))\nline 16 of 20")
        #expect(terminal.screen.cursor == (0, 6))
        try terminal.type("\u{1b}[A")
        try terminal.expect("\(text(15...19))\nline 15 of 20")
        try terminal.type("\u{01}\u{01}")
        try terminal.expect("do> \(text(1...5))\nline 1 of 20")
        #expect(terminal.screen.cursor == (0, 4))
        #expect(terminal.screen.style(row: 0, column: 0).color == 6)
        try terminal.type("X\u{1b}[B\u{1b}\r")
        try terminal.expect("do> Xrow_1\nr\now_2\nrow_3\nrow_4\nline 3 of 21")
        #expect(terminal.screen.cursor == (2, 0))
    }

    @Test func isStyledLikeOtherText() throws {
        let terminal = try start()
        try terminal.type("\u{1b}[A1")
        try terminal.wait(for: "the digits in color") { screen in
            screen.row(3) == "row_191"
                && (0..<7).map { screen.style(row: 3, column: $0).color } == [nil, nil, nil, nil, 5, 5, 5]
        }
    }

    @Test func allOfItStaysWhenItIsEntered() throws {
        let terminal = try start()
        try terminal.type("\u{01}\u{01}\r")
        let answer = "line: " + lines(1...20).joined(separator: "\\n")
        try terminal.wait(for: "the entry, its answer and the prompt") { screen in
            let shown = screen.allText
            return shown.contains("do> \(text(1...20))\nline: row_1\\n")
                && shown.split(separator: "\n").joined().hasSuffix("\(answer)do>")
        }
    }

    @Test func allOfItStaysWhenItIsGivenUp() throws {
        let terminal = try start()
        try terminal.type("\u{01}\u{01}\u{03}")
        try terminal.wait(for: "the entry and the next prompt") {
            $0.allText.hasSuffix("do> \(text(1...20))^C\ninterrupted\ndo>")
        }
        try terminal.type("\u{1b}[A")
        try terminal.expect("\(text(16...20))\nline 20 of 20")
    }

    @Test func libeditDrawsAgainWhatFits() throws {
        let terminal = try fixture.start(rows: 6)
        try terminal.type("\u{1b}[200~\(text(1...5))\u{1b}[201~")
        try terminal.expect("do> \(text(1...5))")
        try terminal.type("\u{1b}\r")
        try terminal.expect("\(text(2...5))\n\nline 6 of 6")
        try terminal.type("\u{7f}")
        try terminal.expect("do> \(text(1...5))")
        try terminal.type("\u{1f}\u{1b}_!\r")
        try terminal.expect(containing: "line: " + lines(1...5).joined(separator: "\\n") + "!\ndo>")
    }

    @Test func whatIsPrintedStandsAboveItUpToTheNextKey() throws {
        let events = try fixture.events()
        let terminal = try start(["--events", events.path])
        events.send("first\nsecond")
        try terminal.expect("event: first\nevent: second\n\(text(18...20))\nline 20 of 20")
        try terminal.type("!")
        try terminal.expect("\(text(16...20))!\nline 20 of 20")
        try terminal.type("\u{7f}")
        try terminal.expect("\(text(16...20))\nline 20 of 20")
        #expect(terminal.screen.allText.hasSuffix("event: first\nevent: second\n\(terminal.screen.text)"))
    }

    @Test func isDrawnAnewForAnotherSize() throws {
        let terminal = try start()
        terminal.resize(columns: 60, rows: 9)
        try terminal.expect("\(text(13...20))\nline 20 of 20")
        terminal.resize(columns: 60, rows: 30)
        try terminal.expect("do> \(text(1...20))")
        terminal.resize(columns: 60, rows: 4)
        try terminal.expect("\(text(18...20))\nline 20 of 20")
        try terminal.type("\r")
        try terminal.expect(containing: "row_20\nline: row_1\\nrow_2")
    }

    @Test func controlLDrawsItAnew() throws {
        let terminal = try start()
        try terminal.type("\u{01}\u{01}\u{0c}")
        try terminal.wait(for: "the text at the top") { $0.text == "do> \(text(1...5))\nline 1 of 20" }
    }

    @Test func aMenuTakesSomeOfItsRows() throws {
        let terminal = try fixture.start(rows: 14)
        try terminal.type(paste(text(1...20)))
        try terminal.expect("\(text(8...20))\nline 20 of 20")
        try terminal.type(" cr\t")
        try terminal.expect("\(text(9...20)) create\n create       makes one\n create_many  makes several")
        try terminal.type("\t\r")
        try terminal.expect("\(text(8...20)) create_many\nline 20 of 20")
    }

    @Test func aSearchShowsItsPatternBelowWhereItIsNotAbove() throws {
        let terminal = try start()
        try terminal.type("\r")
        try terminal.wait(for: "the next prompt") { $0.text.hasSuffix("\ndo>") && $0.modes.contains(2004) }
        try terminal.type("\u{12}w_7")
        try terminal.expect("\(text(3...7))\n(reverse-i-search)`w_7':")
        try terminal.type("\u{07}x")
        try terminal.wait(for: "the line as it was") { $0.text.hasSuffix("do> x") }
    }

    @Test func isThereAgainAfterAStop() throws {
        let terminal = try PseudoTerminal(
            "/bin/sh", ["-im"], environment: ["PS1": "$ ", "ENV": ""], columns: 60, rows: 6)
        try terminal.expect(lastRow: "$")
        try terminal.type("\(Fixture.program)\n")
        try terminal.expect(lastRow: "do>")
        try terminal.type(paste(text(1...20)))
        try terminal.expect("\(text(16...20))\nline 20 of 20")
        try terminal.type("\u{1b}[A")
        try terminal.expect("\(text(16...20))\nline 19 of 20")
        try terminal.type("\u{1a}")
        try terminal.expect(lastRow: "$")
        try terminal.type("fg\n")
        try terminal.expect("\(text(16...20))\nline 19 of 20")
        try terminal.type("!\r")
        try terminal.expect(containing: "row_19!\\nrow_20")
    }

    @Test func aLineWithoutEndIsShownInParts() throws {
        let terminal = try fixture.start(columns: 20, rows: 5)
        try terminal.type(paste(String(repeating: "0123456789", count: 20)))
        try terminal.expect("67890123456789012345\n67890123456789012345\n67890123456789012345\n6789\n…")
        try terminal.type("\u{01}")
        try terminal.expect(
            "do> 0123456789012345\n67890123456789012345\n67890123456789012345\n67890123456789012345\n…")
        #expect(terminal.screen.cursor == (0, 4))
    }
}
