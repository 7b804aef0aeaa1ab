import Glibc
import TestSupport
import Testing

@Suite struct EditingTests {
    private let fixture = Fixture()

    @Test func editsAndReturnsALine() throws {
        let terminal = try fixture.start()
        try terminal.type("hello wrld\u{1b}[D\u{1b}[D\u{1b}[Do")
        try terminal.expect(lastRow: "do> hello world", column: 12)
        try terminal.type("\r")
        try terminal.expect("do> hello world\nline: hello world\ndo>")
    }

    @Test func editsWideCharactersAndKeepsTheirCells() throws {
        let terminal = try fixture.start()
        try terminal.type("ä触b🙂c")
        try terminal.expect(lastRow: "do> ä触b🙂c", column: 11)
        try terminal.type("\u{7f}\u{7f}\u{1b}[D\u{7f}")
        try terminal.expect(lastRow: "do> äb", column: 5)
        try terminal.type("\r")
        try terminal.expect(containing: "line: äb")
    }

    @Test func wrapsAWideCharacterThatDoesNotFit() throws {
        let terminal = try fixture.start(columns: 20)
        try terminal.type("123456789012345触x")
        try terminal.expect("do> 123456789012345\n触x")
        try terminal.type("\u{01}\u{05}7\r")
        try terminal.expect(containing: "line: 123456789012345触x7".prefix(20) + "\n")
    }

    @Test func dropsInvalidUTF8() throws {
        let terminal = try fixture.start()
        try terminal.type([UInt8(ascii: "a"), 0xff, 0xc3, UInt8(ascii: "b"), 0xe8, 0xa7, UInt8(ascii: "c"), 0x0d])
        try terminal.expect(containing: "line: abc\n")
    }

    @Test(arguments: [
        "\u{1b}[5~", "\u{1b}[6~", "\u{1b}[1;5P", "\u{1b}[15~", "\u{1b}[24;2~", "\u{1b}[<0;3;4M", "\u{1b}[M !!",
        "\u{1b}[I", "\u{1b}[O", "\u{1b}]10;rgb:0/0/0\u{7}", "\u{1b}P1$r0m\u{1b}\\", "\u{1b}[?1;2c", "\u{1b}[57399u",
        "\u{1d}", "\u{1e}", "\u{1b}[[C", "\u{1b}[2~"
    ])
    func swallowsUnknownKeys(_ keys: String) throws {
        let terminal = try fixture.start()
        try terminal.type("a\(keys)b")
        try terminal.expect(lastRow: "do> ab", column: 6)
    }

    @Test func movesByWordsOfLettersDigitsAndUnderscores() throws {
        let terminal = try fixture.start()
        try terminal.type("one.two_2.three\u{1b}b\u{1b}b")
        try terminal.expect(lastRow: "do> one.two_2.three", column: 8)
        try terminal.type("\u{1b}[1;5D")
        try terminal.expect(lastRow: "do> one.two_2.three", column: 4)
        try terminal.type("\u{1b}f\u{1b}[1;5C")
        try terminal.expect(lastRow: "do> one.two_2.three", column: 13)
    }

    @Test func killsAndYanks() throws {
        let terminal = try fixture.start()
        try terminal.type("one two three\u{17}\u{17}")
        try terminal.expect(lastRow: "do> one", column: 8)
        try terminal.type("\u{01}\u{19}")
        try terminal.expect(lastRow: "do> two threeone", column: 13)
        try terminal.type("\u{0b}")
        try terminal.expect(lastRow: "do> two three", column: 13)
        try terminal.type("\u{01}\u{1b}d")
        try terminal.expect(lastRow: "do>  three", column: 4)
        try terminal.type("\u{15}")
        try terminal.expect(lastRow: "do>", column: 4)
        try terminal.type("\u{19}")
        try terminal.expect(lastRow: "do> two three", column: 13)
    }

    @Test func undoesByWordsAndRedoes() throws {
        let terminal = try fixture.start()
        try terminal.type("one two three")
        try terminal.expect(lastRow: "do> one two three")
        try terminal.type("\u{1f}")
        try terminal.expect(lastRow: "do> one two")
        try terminal.type("\u{1f}\u{1f}")
        try terminal.expect(lastRow: "do> one")
        try terminal.type("\u{1b}_\u{1b}_")
        try terminal.expect(lastRow: "do> one two", column: 12)
    }

    @Test func quotesTheNextCharacter() throws {
        let terminal = try fixture.start()
        try terminal.type("a\u{16}\tb")
        try terminal.expect(lastRow: "do> a   b", column: 9)
        try terminal.type("\r")
        try terminal.expect(containing: "line: a b")
    }

    @Test func deletesForwardAndEndsOnAnEmptyLine() throws {
        let terminal = try fixture.start()
        try terminal.type("ab\u{01}\u{04}")
        try terminal.expect(lastRow: "do> b", column: 4)
        try terminal.type("\u{1b}[3~\u{04}")
        try terminal.expect(containing: "end of input")
        #expect(try terminal.waitForExit() == 0)
        #expect(!terminal.screen.modes.contains(2004))
    }

    @Test func editsALineOfAHundredThousandCharacters() throws {
        let terminal = try fixture.start()
        let text = String(repeating: "0123456789", count: 10_000)
        try terminal.type("\u{1b}[200~\(text)\u{1b}[201~x\r")
        try terminal.wait(for: "the whole line") { screen in
            let shown = screen.allText.split(separator: "line: ").last?.split(separator: "\n").joined() ?? ""
            return shown.hasPrefix(text + "x") && shown.hasSuffix("do>")
        }
    }

    @Test func callsTheExternalEditorAndDoesNotRunItsText() throws {
        let editor = fixture.folder + "/editor"
        fixture.write("#!/bin/sh\nprintf 'and\\n  more\\n' >> \"$1\"\n", to: editor, mode: 0o700)
        let terminal = try fixture.start(environment: ["VISUAL": "\(editor)"])
        try terminal.type("some\u{18}\u{05}")
        try terminal.expect(lastRow: "  more", column: 6)
        try terminal.type("!\r")
        try terminal.expect(containing: "line: some\\nand\\n  more!")
    }

    @Test func failingExternalEditorKeepsTheText() throws {
        let terminal = try fixture.start(environment: ["VISUAL": "false"])
        try terminal.type("some\u{18}\u{05}")
        try terminal.wait(for: "a bell") { $0.bells == 1 && $0.text.hasSuffix("do> some") }
        try terminal.type("\r")
        try terminal.expect(containing: "line: some\n")
    }

    @Test func sendsOnlySequencesEveryTerminalKnows() throws {
        let terminal = try fixture.start()
        try terminal.type("create(1\r2)\u{1b}[A\u{12}x\u{07}\u{15}cr\t")
        try terminal.expect(containing: "makes one")
        try terminal.type("\u{1b}")
        try terminal.wait(for: "a closed menu") { !$0.text.contains("makes one") }
        try terminal.type("\u{03}")
        try terminal.expect(containing: "interrupted")
        #expect(terminal.screen.unknownSequences == [])
    }
}
