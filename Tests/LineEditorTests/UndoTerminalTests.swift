import Glibc
import TestSupport
import Testing

/// Undo and redo take back and bring back whatever changed the text.
@Suite struct UndoTerminalTests {
    private let fixture = Fixture()
    private let undo = "\u{1f}"
    private let redo = "\u{1b}_"

    /// Each case: what is typed before, the edit, the text before it and after it.
    @Test(arguments: [
        ("one two", "\u{17}", "one two", "one"), ("one two", "\u{15}", "one two", ""),
        ("one two", "\u{01}\u{0b}", "one two", ""), ("one two", "\u{1b}\u{7f}", "one two", "one"),
        ("one two", "\u{01}\u{1b}d", "one two", " two"), ("one two", "\u{14}", "one two", "one tow"),
        ("one\u{15}x ", "\u{19}", "x", "x one"), ("x ", "\u{1b}[200~a\nb\u{1b}[201~", "x", "x a\nb"),
        ("x desc", "\t", "x desc", "x describe"), ("x ", "create\t\t\r", "x create", "x create_many"),
        ("x ", "\u{12}bef\u{1b}[F", "x", "before"), ("bef", "\u{1b}[A", "bef", "before"),
        ("x ", "\u{1b}\r", "x", "x\n"), ("ab", "\u{01}\u{1b}[3~", "ab", "b"),
        ("x ", "\u{16}\u{01}", "x", "x ^A"), ("x{ ", "\r", "x{", "x{\n"), ("ab", "\u{18}\u{05}", "ab", "edited")
    ])
    func takesBackAndBringsBack(_ typed: String, _ edit: String, _ before: String, _ after: String) throws {
        let editor = fixture.folder + "/editor"
        fixture.write("#!/bin/sh\necho edited > \"$1\"\n", to: editor, mode: 0o700)
        let terminal = try fixture.start(environment: ["VISUAL": editor])
        try terminal.enter("before")
        try terminal.type(typed + edit)
        try expect(after, in: terminal)
        try terminal.type(undo)
        try expect(before, in: terminal)
        try terminal.type(redo)
        try expect(after, in: terminal)
        try terminal.type(undo)
        try expect(before, in: terminal)
    }

    /// Waits for the text of the line; of suggestions only what is not dimmed counts.
    private func expect(_ text: String, in terminal: PseudoTerminal) throws {
        let expected = ("do> " + text).split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0.reversed().drop { $0 == " " }.reversed()) }
        try terminal.wait(for: "the text \(text.debugDescription)") { screen in
            let rows = (0..<screen.rows).map { row in undimmed(screen, row: row) }
            guard let start = rows.lastIndex(where: { $0.hasPrefix("do>") }), start + expected.count <= rows.count
            else { return false }
            return Array(rows[start..<start + expected.count]) == expected
        }
    }

    private func undimmed(_ screen: TerminalScreen, row: Int) -> String {
        let text = (0..<screen.columns).map { column in
            screen.style(row: row, column: column).isDimmed ? " " : screen.text(row: row, column: column)
        }.joined()
        return String(text.reversed().drop { $0 == " " }.reversed())
    }

    @Test func takesBackASuggestionThatWasTaken() throws {
        let terminal = try fixture.start()
        try terminal.enter("before")
        try terminal.type("bef")
        try terminal.expect(lastRow: "do> before", column: 7)
        try terminal.type("\u{05}")
        try expect("before", in: terminal)
        try terminal.type(undo)
        try expect("bef", in: terminal)
    }

    @Test func ringsWhereThereIsNothingLeftToTakeBack() throws {
        let terminal = try fixture.start()
        try terminal.type("ab\(undo)\(undo)")
        try terminal.wait(for: "a bell") { $0.bells == 1 && $0.text == "do>" }
        try terminal.type(redo + redo)
        try terminal.wait(for: "another") { $0.bells == 2 && $0.text == "do> ab" }
    }

    @Test func anEditAfterAnUndoLeavesNothingToBringBack() throws {
        let terminal = try fixture.start()
        try terminal.type("one two\(undo)three\(redo)")
        try terminal.wait(for: "a bell") { $0.bells == 1 && $0.text == "do> one three" }
    }

    @Test func theNextLineHasNothingToTakeBack() throws {
        let terminal = try fixture.start()
        try terminal.enter("one")
        try terminal.type(undo)
        try terminal.wait(for: "a bell") { $0.bells == 1 && $0.text.hasSuffix("\ndo>") }
    }
}
