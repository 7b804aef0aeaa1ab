import TestSupport
import Testing

/// A terminal of 20 columns and 5 rows has room for everything the editor does.
@Suite struct SmallTerminalTests {
    private let fixture = Fixture()

    private func start(_ arguments: [String] = []) throws -> PseudoTerminal {
        try fixture.start(arguments, columns: 20, rows: 5)
    }

    @Test func completesFromAMenu() throws {
        let terminal = try start()
        try terminal.type("d\t")
        try terminal.expect("do> d\n delete    takes …\n describe  says w…\n droplets  virtua…")
        try terminal.type("\t\t\t\r")
        try terminal.expect("do> domains")
    }

    @Test func listsInColumnsWhereAMenuHasNoRoom() throws {
        let terminal = try start()
        try terminal.type("\u{1b}\r\u{1b}\r\u{1b}\rcr\t")
        try terminal.wait(for: "the candidates above the line") {
            $0.allText.contains("create\ncreate_many\n") && $0.text.hasSuffix("do>\n\n\ncreate")
        }
    }

    @Test func searches() throws {
        let terminal = try start()
        try terminal.enter("alpha 12")
        try terminal.type("\u{12}ph")
        try terminal.wait(for: "the match") { $0.text.hasSuffix("(reverse-i-search)`p\nh': alpha 12") }
        try terminal.type("\r")
        try terminal.expect(containing: "do> alpha 12\nline: alpha 12\ndo>")
    }

    @Test func suggestsAndHints() throws {
        let terminal = try start()
        try terminal.enter("create(1, 2, 3)")
        try terminal.type("create(")
        try terminal.expect("do> create(1, 2, 3)\nline: create(1, 2, 3\n)\ndo> create(1, 2, 3)\ncreate(name*, regi…")
        try terminal.type("\u{05}")
        try terminal.wait(for: "the suggestion as text") { $0.cursor == (4, 19) || $0.cursor == (3, 19) }
    }

    @Test func editsTextOfSeveralRows() throws {
        let terminal = try start()
        try terminal.type("1234567890123456789012345触6\u{01}x")
        try terminal.expect("do> x123456789012345\n6789012345触6")
        try terminal.type("\r")
        try terminal.expect(containing: "line: x1234567890123\n456789012345触6\ndo>")
    }

    @Test func helps() throws {
        let terminal = try start()
        try terminal.type("ab\u{1b}OP")
        try terminal.expect("help for ab\nsecond line\ndo> ab")
    }
}
