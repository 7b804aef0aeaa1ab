import Glibc
import LineEditor
import Testing

/// Expected cells are libedit's, as the terminal tests see them.
@Suite struct GeometryTests {
    init() {
        setlocale(LC_CTYPE, "C.UTF-8")
    }

    @Test(
        arguments: [
            ("", 0, (0, 4), (0, 4)),
            ("abc", 1, (0, 5), (0, 7)),
            ("abcdef", 6, (1, 0), (1, 0)),
            ("abcdefg", 6, (1, 0), (1, 1)),
            ("ab\ncd", 2, (0, 6), (1, 2)),
            // A line that fills the row is followed by an empty one.
            ("abcdef\nx", 7, (2, 0), (2, 1)),
            ("触触触触", 3, (1, 0), (1, 2)),
            ("a触触x", 3, (0, 9), (1, 0)),
            ("ab触触", 4, (1, 0), (1, 0)),
            ("abc触触", 4, (1, 0), (1, 2)),
            ("a\tb", 2, (0, 8), (0, 9)),
            ("abcde\tx", 6, (1, 0), (1, 1)),
            ("a\u{01}b", 2, (0, 7), (0, 8)),
            ("abcde\u{01}", 6, (1, 1), (1, 1)),
            ("e\u{301}x", 2, (0, 5), (0, 6)),
            ("\u{378}", 1, (1, 1), (1, 1))
        ] as [(String, Int, (Int, Int), (Int, Int))])
    func placesCharactersAsLibeditDoes(_ text: String, _ cursor: Int, _ at: (Int, Int), _ end: (Int, Int)) {
        let start = Cell(row: 0, column: 4)
        let geometry = Geometry(text: text.unicodeScalars, cursor: cursor, start: start, columns: 10)
        #expect(geometry.cursor == Cell(row: at.0, column: at.1))
        #expect(geometry.end == Cell(row: end.0, column: end.1))
    }

    @Test func cursorOnAWideCharacterIsWhereItIsDrawn() {
        let start = Cell(row: 0, column: 9)
        let geometry = Geometry(text: "触".unicodeScalars, cursor: 0, start: start, columns: 10)
        #expect(geometry.cursor == Cell(row: 1, column: 0))
        #expect(geometry.end == Cell(row: 1, column: 2))
    }

    @Test(arguments: [
        ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("触触", 4, "触触"), ("触触", 3, "触…"), ("a\nb", 2, "ab"), ("", 2, ""),
        ("abc", 1, "…")
    ])
    func marksWhereTextWasCut(_ text: String, _ cells: Int, _ expected: String) {
        #expect(CellWidth.fitting(text, cells: cells) == expected)
    }

    @Test func cutsTextToCells() {
        #expect(CellWidth.prefix(of: "a触b".unicodeScalars, cells: 2) == ("a", 1))
        #expect(CellWidth.prefix(of: "a触b".unicodeScalars, cells: 3) == ("a触", 3))
        #expect(CellWidth.prefix(of: "a\u{1b}[0m".unicodeScalars, cells: 9) == ("a[0m", 4))
        #expect(CellWidth.prefix(of: "abc".unicodeScalars, cells: -1) == ("", 0))
    }
}
