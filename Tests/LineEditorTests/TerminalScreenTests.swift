import TestSupport
import Testing

/// The emulator the other tests look through.
@Suite struct TerminalScreenTests {
    private func screen(_ bytes: String, columns: Int = 6, rows: Int = 3) -> TerminalScreen {
        var screen = TerminalScreen(columns: columns, rows: rows)
        // Byte by byte, as a terminal may get them.
        for byte in bytes.utf8 { screen.feed([byte]) }
        return screen
    }

    @Test(
        arguments: [
            ("abcdef", "abcdef", (0, 5)), ("abcdefg", "abcdef\ng", (1, 1)), ("abcdef\rX", "Xbcdef", (0, 1)),
            ("abcde触", "abcde\n触", (1, 2)), ("触触触x", "触触触\nx", (1, 1)), ("e\u{301}x", "e\u{301}x", (0, 2)),
            ("a\r\nb\r\nc\r\nd", "b\nc\nd", (2, 1)), ("abc\u{1b}[2D\u{1b}[K", "a", (0, 1)),
            ("abc\u{1b}[1;2H\u{1b}[P", "ac", (0, 1)), ("abc\u{1b}[1;2H\u{1b}[2@", "a  bc", (0, 1)),
            ("a\r\nb\u{1b}[A\u{1b}[J", "a", (0, 1)), ("a\r\nb\r\nc\u{1b}[H\u{1b}[L", "\na\nb", (0, 0)),
            ("a\r\nb\u{1b}[H\u{1b}[M", "b", (0, 0)), ("\u{1b}[9;9Hx\u{8}\u{8}y", "\n\n   y x", (2, 4)),
            ("a\tb", "a    b", (0, 5)), ("\u{1b}]0;title\u{7}a\u{1b}(Bb", "ab", (0, 2))
        ] as [(String, String, (Int, Int))])
    func showsWhatATerminalShows(_ bytes: String, _ text: String, _ cursor: (Int, Int)) {
        let screen = screen(bytes)
        #expect(screen.text == text)
        #expect(screen.cursor == cursor)
        #expect(screen.unknownSequences == [])
    }

    @Test func keepsStylesModesAndWhatScrolledOut() {
        let screen = screen(
            "\u{1b}[?2004h\u{1b}[1;36ma\u{1b}[0mb\u{1b}[2;7mc\u{1b}[m\u{7}\r\n\n\n\u{1b}[?2004l\u{1b}[5z")
        #expect(screen.allText.hasPrefix("abc"))
        #expect(screen.modes == [])
        #expect(screen.timesSet[2004] == 1)
        #expect(screen.bells == 1)
        #expect(screen.unknownSequences == ["[5]z"])
    }

    @Test func stylesCells() {
        let screen = screen("\u{1b}[1;96ma\u{1b}[0mb\u{1b}[0;2mc")
        #expect(screen.style(row: 0, column: 0) == .init(isBold: true, color: 14))
        #expect(screen.style(row: 0, column: 1) == .init())
        #expect(screen.style(row: 0, column: 2) == .init(isDimmed: true))
    }
}
