import TestSupport
import Testing

/// What is drawn around libedit's picture never disturbs it: the same keys give the same screen with it and without.
@Suite struct PaintingTests {
    private let fixture = Fixture()

    /// Keys a person might press, biased to texts of several rows with wide characters.
    private static func keys(_ count: Int, _ generator: inout SeededGenerator) -> [String] {
        let choices = [
            "a", "1", "2 ", "触", "é", "🙂", "word", " ", "(", ")", "\u{1b}\r", "\u{7f}", "\u{7f}\u{7f}", "\u{01}",
            "\u{05}",
            "\u{1b}[D", "\u{1b}[C", "\u{1b}[A", "\u{1b}[B", "\u{1b}b", "\u{1b}f", "\u{1b}d", "\u{17}", "\u{0b}",
            "\u{19}",
            "\u{1f}", "\u{1b}_", "\u{14}", "\u{1b}[200~two\n3 lines 4\u{1b}[201~", "12345678901234567890"
        ]
        return (0..<count).map { _ in choices.randomElement(using: &generator) ?? "" }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func highlightedAndPlainEditorsShowTheSame(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let columns = [17, 20, 33][Int(seed % 3)]
        let painted = try fixture.start(["--highlight", "--bind", "F5"], columns: columns, rows: 30)
        let plain = try fixture.start(["--plain", "--bind", "F5"], columns: columns, rows: 30)
        for _ in 0..<25 {
            let keys = Self.keys(4, &generator).joined()
            try plain.type(keys)
            try painted.type(keys)
            try compare(painted, plain, after: keys)
        }
    }

    private func compare(_ painted: PseudoTerminal, _ plain: PseudoTerminal, after keys: String) throws {
        for terminal in [plain, painted] {
            // A bound key writes above the line and draws it anew: all keys before it have been taken then.
            let before = terminal.screen.timesSet[2004, default: 0]
            try terminal.type("\u{1b}[15~")
            try terminal.wait(for: "the line anew") { $0.timesSet[2004, default: 0] > before }
            try terminal.settle()
        }
        let (shown, expected) = (painted.screen.text, plain.screen.text)
        #expect(shown == expected, "after \(keys.debugDescription): \(shown) instead of \(expected)")
        #expect(painted.screen.cursor == plain.screen.cursor, "after \(keys.debugDescription)")
        // Digits are colored, and nothing else.
        let wrong = (0..<painted.screen.rows).filter { !isColoredRight(painted.screen, row: $0) }
        #expect(wrong == [], "after \(keys.debugDescription)")
    }

    private func isColoredRight(_ screen: TerminalScreen, row: Int) -> Bool {
        (0..<screen.columns).allSatisfy { column in
            let (text, color) = (screen.text(row: row, column: column), screen.style(row: row, column: column).color)
            return color == nil || color == 6 && "do".contains(text) || color == 5 && text.allSatisfy(\.isNumber)
        }
    }
}
