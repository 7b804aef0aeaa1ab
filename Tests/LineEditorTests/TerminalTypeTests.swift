import TestSupport
import Testing

/// Terminals of other kinds than the tests' usual one.
@Suite struct TerminalTypeTests {
    private let fixture = Fixture()

    @Test(arguments: ["vt100", "linux", "screen", "screen-256color", "tmux-256color", "xterm", "rxvt-unicode"])
    func editsHighlightsAndCompletes(_ name: String) throws {
        let terminal = try PseudoTerminal(Fixture.program, environment: ["TERM": name], columns: 40, rows: 12)
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("do>") }
        let top = terminal.screen.cursor.row
        try terminal.type("ab1\u{1b}[D\u{1b}[DX\u{05}")
        try terminal.wait(for: "the text") { $0.row(top) == "do> aXb1" && $0.style(row: top, column: 7).color == 5 }
        try terminal.type("\r")
        try terminal.expect(containing: "line: aXb1\ndo>")
        try terminal.type("f(\rcr\t")
        try terminal.expect(containing: "do> f(\n  create\n create       makes one\n create_many  makes several")
        try terminal.type("\u{1b}[B\r)\r")
        try terminal.expect(containing: "line: f(\\n  create_many)\ndo>")
    }

    @Test func aTerminalNobodyKnowsIsEditedOnAsADumbOne() throws {
        let terminal = try PseudoTerminal(
            Fixture.program, environment: ["TERM": "no-such-terminal"], columns: 60, rows: 12)
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("do>") }
        try terminal.type("ab\u{1b}[DX\r")
        try terminal.expect(containing: "line: aXb\ndo>")
    }
}
