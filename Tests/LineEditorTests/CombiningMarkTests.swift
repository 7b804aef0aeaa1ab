import TestSupport
import Testing

/// Characters without a cell of their own: marks stand on the character before them, and all of them stay in the text.
@Suite struct CombiningMarkTests {
    private let fixture = Fixture()

    @Test func aMarkStaysOnItsCharacter() throws {
        let terminal = try fixture.start()
        try terminal.type("ae\u{301}x 1")
        try terminal.expect(lastRow: "do> ae\u{301}x 1", column: 9)
        #expect(terminal.screen.text(row: 0, column: 5).unicodeScalars.elementsEqual(["e", "\u{301}"]))
        #expect(terminal.screen.style(row: 0, column: 8).color == 5)
        // From its end over the mark and its character: two code points in one cell.
        try terminal.type("\u{01}Q\u{05}\u{308}n")
        try terminal.expect(lastRow: "do> Qae\u{301}x 1\u{308}n", column: 11)
        try terminal.type("\r")
        try terminal.expect("do> Qae\u{301}x 1\u{308}n\nline: Qae\u{301}x 1\u{308}n\ndo>")
    }

    @Test func deletingTheMarkBringsBackThePlainCharacter() throws {
        let terminal = try fixture.start()
        try terminal.type("cafe\u{301}")
        try terminal.expect(lastRow: "do> cafe\u{301}", column: 8)
        try terminal.type("\u{7f}")
        try terminal.wait(for: "the character alone") {
            $0.row(0) == "do> cafe" && $0.text(row: 0, column: 7).unicodeScalars.count == 1 && $0.cursor == (0, 8)
        }
        try terminal.type("\u{1f}")
        try terminal.wait(for: "the mark again") { $0.text(row: 0, column: 7).unicodeScalars.count == 2 }
    }

    @Test func marksAreKeptAcrossRowsAndAtTheMargin() throws {
        let terminal = try fixture.start(columns: 10)
        try terminal.type("12345e\u{301}7a\u{308}")
        try terminal.expect("do> 12345e\u{301}\n7a\u{308}")
        #expect(terminal.screen.cursor == (1, 2))
        try terminal.type("\u{1b}\rz\u{1b}[A")
        try terminal.expect("do> 12345e\u{301}\n7a\u{308}\nz")
    }

    /// What joins characters into one of another width is not drawn, because terminals do not agree on that width.
    @Test func joinersAndVariantsAreTextAndNotDrawn() throws {
        let terminal = try fixture.start()
        try terminal.type("x👩\u{200d}💻\u{270c}\u{fe0f}y")
        try terminal.wait(for: "the characters side by side") {
            $0.row(0) == "do> x👩💻\u{270c}y" && $0.cursor == (0, 11)
        }
        try terminal.type("\u{1b}[Dw\r")
        try terminal.expect(containing: "line: x👩\u{200d}💻\u{270c}\u{fe0f}wy\ndo>")
    }

    @Test func overlaysStandWhereTheyBelong() throws {
        let terminal = try fixture.start()
        try terminal.enter("create(e\u{301}1)")
        try terminal.type("cre")
        try terminal.expect(lastRow: "do> create(e\u{301}1)", column: 7)
        try terminal.type("ate(e\u{301}")
        try terminal.wait(for: "suggestion and hint") {
            $0.text.hasSuffix("do> create(e\u{301}1)\ncreate(name*, region, size)") && $0.cursor.column == 12
        }
        try terminal.type("\u{05}\u{15}cr\t")
        try terminal.wait(for: "the menu") {
            $0.text.hasSuffix("do> create\n create       makes one\n create_many  makes several")
        }
    }
}
