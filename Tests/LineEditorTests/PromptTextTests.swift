import Glibc
import LineEditor
import Testing

@Suite struct PromptTextTests {
    init() {
        setlocale(LC_CTYPE, "C.UTF-8")
    }

    /// Marks are shown as `|`, escapes as `^`.
    private func marked(_ prompt: String, color: Bool = true) -> String {
        PromptText(prompt, color: color).marked.map { $0 == "\u{1}" ? "|" : $0 == "\u{1b}" ? "^" : String($0) }.joined()
    }

    @Test(arguments: [
        ("do> ", "do> "),
        ("\u{1b}[1;36mdo\u{1b}[0m> ", "|^[1;36m|do|^[0m|> "),
        // A sequence must be followed by a printable character.
        ("\u{1b}[31mdo>\u{1b}[0m", "|^[31m|do|^[0m|>"),
        ("\u{1b}[31mdo> \u{1b}[0m", "|^[31m|do>|^[0m| "),
        // Two must not be adjacent.
        ("\u{1b}[1m\u{1b}[31ma\u{1b}[0m\u{1b}[2mb", "|^[1m^[31m|a|^[0m^[2m|b"),
        ("\u{1b}[31m>\u{1b}[0m", "|^[31m^[0m|>"),
        // A character without a cell of its own would swallow it.
        ("\u{1b}[31me\u{301}>", "|^[31m|e>"),
        ("a\u{1b}[2Jb\u{07}\u{01}c", "a[2Jbc"),
        ("\u{1b}[31m", "")
    ])
    func marksColorsAsLibeditWantsThem(_ prompt: String, _ expected: String) {
        #expect(marked(prompt) == expected)
    }

    @Test func dropsColors() {
        #expect(marked("\u{1b}[31mx\u{1b}[0m\ndo\u{1b}[1m> ", color: false) == "do> ")
        #expect(PromptText("\u{1b}[31mx\u{1b}[0m\ndo> ", color: false).preamble == "x\n")
    }

    @Test func keepsLinesAboveTheLastApart() {
        let prompt = PromptText("\u{1b}[1mone\u{1b}[0m\ntwo\u{07}\nthree> ", color: true)
        #expect(prompt.preamble == "\u{1b}[1mone\u{1b}[0m\ntwo\n")
        #expect(prompt.printable == Array("three> ".unicodeScalars))
    }
}
