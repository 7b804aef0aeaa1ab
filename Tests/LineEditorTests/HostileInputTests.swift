import Glibc
import TestSupport
import Testing

/// What no person types on purpose.
@Suite struct HostileInputTests {
    private let fixture = Fixture()

    private static func checksum(_ text: String) -> UInt32 {
        text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }

    private func paste(_ text: String) -> [UInt8] { Array("\u{1b}[200~\(text)\u{1b}[201~".utf8) }

    @Test func aLineOfAMegabyteArrivesWholeAndIsKept() throws {
        let text = "count " + String(repeating: "0123456789 abcdefghijklmnopqrstuvwxyz(触)", count: 26_000)
        #expect(text.utf8.count > 1_000_000)
        let terminal = try fixture.start(["--history", fixture.historyPath])
        try terminal.type(paste(text) + [0x0d])
        let counted = "counted \(text.utf8.count), sum \(Self.checksum(text))\ndo>"
        try terminal.wait(for: "the whole line") { $0.text.hasSuffix(counted) }
        let another = try fixture.start(["--history", fixture.historyPath])
        try another.type("\u{10}\r")
        try another.wait(for: "the line of the other session") { $0.text.hasSuffix(counted) }
    }

    @Test func combiningCharactersAreKept() throws {
        let text = "count e\u{301}a\u{308} 👩‍👩‍👧 ✌\u{fe0f} \u{202e}right"
        let terminal = try fixture.start()
        try terminal.type(text + "\u{1b}[D\u{1b}[C\r")
        try terminal.expect(containing: "counted \(text.utf8.count), sum \(Self.checksum(text))\ndo>")
    }

    @Test func controlCharactersOfAPasteAreDropped() throws {
        let terminal = try fixture.start()
        try terminal.type(paste("a\u{0}b\u{1}\u{4}\u{1b}[2J]c\u{1d}\u{7f}\u{9b}d"))
        try terminal.expect("do> ab[2J]cd")
        try terminal.type("\r")
        try terminal.expect("do> ab[2J]cd\nline: ab[2J]cd\ndo>")
    }

    @Test func aPasteWithoutItsEndWaitsForIt() throws {
        let terminal = try fixture.start()
        try terminal.type("\u{1b}[200~half\r")
        try terminal.type(" a line\u{1b}[20")
        try terminal.type("1~.")
        try terminal.expect("do> half\n a line.")
    }

    @Test func controlCLeavesAPasteWhoseEndWasLost() throws {
        let terminal = try fixture.start()
        try terminal.type("one\u{1b}[200~two")
        try terminal.expect("do> one")
        try terminal.type("\u{03}")
        try terminal.expect("do> one^C\ninterrupted\ndo>")
        try terminal.type("three\r")
        try terminal.expect(containing: "line: three\ndo>")
    }

    @Test func nulAndInvalidBytesAmongTheKeysAreDropped() throws {
        let terminal = try fixture.start()
        try terminal.type([0x61, 0x00, 0xc0, 0x80, 0xf5, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80, 0x62, 0x0d])
        try terminal.expect("do> ab\nline: ab\ndo>")
    }

    @Test func quotedControlCharactersAreTextAndComeBackFromTheHistory() throws {
        let terminal = try fixture.start(["--history", fixture.historyPath])
        try terminal.enter("count a\u{16}\u{1b}b\u{16}\u{7f}c\u{16}\u{01}")
        let text = "count a\u{1b}b\u{7f}c\u{01}"
        try terminal.expect("do> count a^[b^?c^A\ncounted \(text.utf8.count), sum \(Self.checksum(text))\ndo>")
        let another = try fixture.start(["--history", fixture.historyPath])
        try another.type("\u{1b}[A")
        try another.expect(lastRow: "do> count a^[b^?c^A", column: 19)
        try another.type("\r")
        try another.expect(containing: "counted \(text.utf8.count), sum \(Self.checksum(text))")
    }

    @Test func aHistoryOfStrangeBytesIsOfferedAndKept() throws {
        let bytes: [UInt8] = Array("_HiStOrY_V2_\none\n".utf8) + [0xff, 0x00, 0x9b, 0x0a] + Array("\\M-\\M\n\\\n".utf8)
        let stream = try #require(fopen(fixture.historyPath, "w"))
        fwrite(bytes, 1, bytes.count, stream)
        fclose(stream)
        let terminal = try fixture.start(["--history", fixture.historyPath])
        try terminal.type("\u{1b}[A\u{1b}[A\u{1b}[A\u{1b}[A\u{12}\u{fffd}\u{07}\u{15}")
        try terminal.enter("one", "last")
        let now = try #require(fopen(fixture.historyPath, "r"))
        defer { fclose(now) }
        var content = [UInt8](repeating: 0, count: 4_096)
        let count = fread(&content, 1, content.count, now)
        #expect(Array(content[..<count]) == bytes + Array("one\nlast\n".utf8))
    }

    @Test func aClosedTerminalEndsTheProgram() throws {
        let terminal = try fixture.start(["--history", fixture.historyPath])
        try terminal.enter("kept")
        try terminal.type("half")
        try terminal.expect(lastRow: "do> half")
        terminal.hangUp()
        // The program ends by itself, whatever it makes of the signal.
        #expect(try terminal.waitForExit() == 0)
        #expect(fixture.read(fixture.historyPath) == "_HiStOrY_V2_\nkept\n")
    }

    @Test func aFullDiskIsToldOnceAndNothingElseIsLost() throws {
        let terminal = try fixture.start(["--history", fixture.historyPath, "--file-size", "40"], columns: 200)
        try terminal.enter("first entry", "second entry that is too long", "third")
        let message = "history: \(fixture.historyPath) cannot be used (File too large): history is kept in memory only"
        try terminal.expect(
            """
            do> first entry
            line: first entry
            do> second entry that is too long
            \(message)
            line: second entry that is too long
            do> third
            line: third
            do>
            """)
        #expect(fixture.read(fixture.historyPath) == "_HiStOrY_V2_\nfirst\\040entry\n")
        try terminal.type("sec\u{1b}[A")
        try terminal.expect(lastRow: "do> second entry that is too long")
    }

    @Test func keysThatComeFasterThanTheyAreReadAreAllTaken() throws {
        let terminal = try fixture.start()
        let text = (0..<2_000).map { "w\($0) " }.joined()
        try terminal.type("count \(text)\u{01}\u{04}C\u{05}\u{7f}\r")
        let expected = "Count " + text.dropLast()
        let shown = expected.split(separator: " ").joined()
        try terminal.wait(for: "the whole line") { screen in
            screen.allText.split { $0 == "\n" || $0 == " " }.joined().contains("line:" + shown)
        }
        try terminal.type("x\r")
        try terminal.expect(containing: "line: x\ndo>")
    }
}
