import Glibc
import LineEditor
import Testing

@Suite struct LineTextTests {
    init() {
        setlocale(LC_CTYPE, "C.UTF-8")
    }

    /// `|` is the cursor.
    private func text(_ marked: String) -> LineText {
        let scalars = Array(marked.unicodeScalars)
        let cursor = scalars.firstIndex(of: "|") ?? scalars.count
        return LineText(scalars: scalars.filter { $0 != "|" }, cursor: cursor)
    }

    @Test(arguments: [
        ("|one.two", 3, 0, 0), ("one|.two", 7, 0, 0), ("one.|two", 7, 0, 0), ("one.two_3 |x", 11, 4, 0),
        ("a b.c  |", 7, 4, 2), ("äö|ü", 3, 0, 0), ("a\nb|", 3, 2, 2), ("触|触", 2, 0, 0), ("|", 0, 0, 0)
    ])
    func findsWords(_ marked: String, _ end: Int, _ start: Int, _ blankDelimited: Int) {
        #expect(text(marked).wordEnd == end)
        #expect(text(marked).wordStart == start)
        #expect(text(marked).blankDelimitedStart == blankDelimited)
    }

    @Test(
        arguments: [
            ("abc\nd|ef", 1, nil), ("abc\n|def\ngh", 0, 8), ("abc\ndef|\ng", 3, 9), ("a\n触b|c", 1, nil),
            ("触触\nabc|", 2, nil), ("|abc", nil, nil), ("ab|c\nx", nil, 5)
        ] as [(String, Int?, Int?)])
    func findsTheSameColumnInTheNextLine(_ marked: String, _ above: Int?, _ below: Int?) {
        #expect(text(marked).above == above)
        #expect(text(marked).below == below)
    }

    @Test func countsUTF8() {
        let text = text("aä触🙂|b")
        #expect(text.utf8Offset(of: text.cursor) == 10)
        #expect(text.index(utf8Offset: 10) == 4)
        #expect(text.index(utf8Offset: 9) == 4)
        #expect(text.index(utf8Offset: 99) == 5)
        #expect(text.string == "aä触🙂b")
    }

    @Test(arguments: [("f(\n|", true), ("f(\n  |", true), ("f(\n x|", false), ("|", false), ("  |", false)])
    func knowsABlankContinuation(_ marked: String, _ expected: Bool) {
        #expect(text(marked).isCursorOnBlankContinuation == expected)
    }

    @Test(arguments: [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\tb", "a  b"), ("a\u{1b}[31mb\u{0}\u{7f}\u{9b}", "a[31mb"), ("a\n\n\n", "a"),
        ("\n\na", "\n\na")
    ])
    func cleansPastes(_ pasted: String, _ expected: String) {
        #expect(PastedText.clean(Array(pasted.utf8)) == expected)
    }

    @Test func pasteRepairsWhatIsNoUTF8() {
        #expect(PastedText.clean([0x61, 0xff, 0x62]) == "a\u{fffd}b")
    }

    @Test func undoesTypingByWordsAndEverythingElseByItself() {
        var undo = UndoHistory()
        for typed in ["a|", "ab|", "ab |", "ab c|", "ab cd|", "|", "ab cd|"] { undo.record(text(typed)) }
        #expect(undo.undo() == text("|"))
        #expect(undo.undo() == text("ab cd|"))
        #expect(undo.undo() == text("ab |"))
        #expect(undo.redo() == text("ab cd|"))
        #expect(undo.undo() == text("ab |"))
        undo.record(text("ab x|"))
        #expect(undo.redo() == nil)
        #expect(undo.undo() == text("ab |"))
        #expect(undo.undo() == text("ab|"))
        #expect(undo.undo() == text("|"))
        #expect(undo.undo() == nil)
    }

    @Test func undoRemembersTheCursorOfTheLastMove() {
        var undo = UndoHistory()
        undo.record(text("abc|"))
        undo.record(text("|abc"))
        undo.record(text("|bc"))
        #expect(undo.undo() == text("|abc"))
    }
}
