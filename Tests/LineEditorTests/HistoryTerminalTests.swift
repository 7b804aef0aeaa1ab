import Glibc
import TestSupport
import Testing

@Suite struct HistoryTerminalTests {
    private let fixture = Fixture()

    @Test func keepsEntriesForTheNextSession() throws {
        let path = fixture.folder + "/state/history"
        let first = try fixture.start(["--history", path])
        try first.enter("one two", "f(\r1)")
        try first.type("\u{04}")
        #expect(try first.waitForExit() == 0)
        #expect(fixture.read(path) == "_HiStOrY_V2_\none\\040two\nf(\\012\\040\\0401)\n")
        #expect(permissions(path) == 0o600)
        #expect(permissions(fixture.folder + "/state") == 0o700)

        let second = try fixture.start(["--history", path])
        try second.type("\u{1b}[A")
        try second.expect("do> f(\n  1)")
        try second.type("\u{1b}[A")
        try second.expect("do> one two")
    }

    @Test func twoSessionsShareAFileWithoutLoss() throws {
        let one = try fixture.start(["--history", fixture.historyPath])
        let other = try fixture.start(["--history", fixture.historyPath])
        for number in 0..<3 {
            try one.enter("one \(number)")
            try other.enter("other \(number)")
        }
        #expect(
            fixture.read(fixture.historyPath)
                == "_HiStOrY_V2_\none\\0400\nother\\0400\none\\0401\nother\\0401\none\\0402\nother\\0402\n")
        // The arrows stay in the session; the search finds what others have typed since.
        try one.type("other\u{1b}[A")
        try one.expect(lastRow: "do> other", column: 9)
        try one.type("\u{15}\u{12}other 1")
        try one.expect(lastRow: "(reverse-i-search)`other 1': other 1")
    }

    @Test func arrowsFindEntriesThatBeginWithWhatWasTyped() throws {
        let terminal = try fixture.start()
        try terminal.enter("alpha 1", "beta", "alpha 2", "gamma")
        try terminal.type("al\u{1b}[A")
        try terminal.expect(lastRow: "do> alpha 2", column: 11)
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "do> alpha 1", column: 11)
        try terminal.type("\u{1b}[B\u{1b}[B")
        try terminal.wait(for: "what was typed") { $0.cursor.column == 6 && $0.text.contains("\ndo> al") }
    }

    @Test func halfTypedLongLineSurvivesTheArrows() throws {
        let terminal = try fixture.start()
        let text = String(repeating: "0123456789", count: 300)
        try terminal.enter("\(text)-")
        try terminal.type("\u{1b}[200~\(text)\u{1b}[201~\u{10}\u{0e}.\r")
        try terminal.wait(for: "the same text") { screen in
            screen.allText.split(separator: "line: ").last?.split(separator: "\n").joined().hasPrefix(text + ".")
                == true
        }
    }

    @Test func searchesBackwardsAndRunsOrEditsOrGivesUp() throws {
        let terminal = try fixture.start()
        try terminal.enter("alpha one", "beta one", "gamma")
        try terminal.type("typed\u{12}one")
        try terminal.expect(lastRow: "(reverse-i-search)`one': beta one", column: 30)
        try terminal.type("\u{12}")
        try terminal.expect(lastRow: "(reverse-i-search)`one': alpha one", column: 31)
        try terminal.type("\u{12}")
        try terminal.expect(lastRow: "(failed reverse-i-search)`one': alpha one")
        try terminal.type("\u{13}")
        try terminal.expect(lastRow: "(reverse-i-search)`one': beta one")
        try terminal.type("\u{07}")
        try terminal.expect(lastRow: "do> typed", column: 9)
        try terminal.type("\u{12}alp\u{1b}[F!")
        try terminal.expect(lastRow: "do> alpha one!", column: 14)
        try terminal.type("\u{15}\u{12}bet\r")
        try terminal.expect(containing: "beta one\nline: beta one\ndo>")
    }

    @Test func leavesNothingOfTheSearchInAColoredPrompt() throws {
        let terminal = try fixture.start(["--prompt", "\u{1b}[1mlocal\u{1b}[0m> "], prompt: "local>")
        try terminal.type("error(\"boom\")\r")
        try terminal.expect(containing: "line: error(\"boom\")\nlocal>")
        try terminal.type("\u{12}boom")
        try terminal.expect(lastRow: "(reverse-i-search)`boom': error(\"boom\")")
        try terminal.type("\u{1b}[F")
        try terminal.expect(lastRow: "local> error(\"boom\")", column: 20)
    }

    @Test func searchesAnyCharacterAndEntriesOfManyLines() throws {
        let terminal = try fixture.start()
        try terminal.enter("f(\r\"āЍ触\")", "x")
        try terminal.type("\u{12}Ѝ触")
        try terminal.expect(lastRow: "  \"āЍ触\")", column: 4)
        try terminal.type("\u{03}")
        try terminal.expect(lastRow: "do>", column: 4)
    }

    @Test func keepsSecretsOutOfTheFileAndInMemory() throws {
        let terminal = try fixture.start(["--history", fixture.historyPath])
        try terminal.enter("login secret_123 now")
        #expect(fixture.read(fixture.historyPath) == "_HiStOrY_V2_\nlogin\\040***\\040now\n")
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "do> login secret_123 now")
        try terminal.type("\u{15}\u{12}login")
        try terminal.expect(lastRow: "(reverse-i-search)`login': login secret_123 now")
        try terminal.type("\u{12}")
        try terminal.expect(lastRow: "(failed reverse-i-search)`login': login secret_123 now")
    }

    @Test func storesNoLineThatBeginsWithABlank() throws {
        let terminal = try fixture.start(["--history", fixture.historyPath])
        try terminal.enter(" hidden", "shown", "shown")
        #expect(fixture.read(fixture.historyPath) == "_HiStOrY_V2_\nshown\n")
    }

    @Test func interruptedLineIsOneArrowAwayAndNotInTheFile() throws {
        let terminal = try fixture.start(["--history", fixture.historyPath])
        try terminal.type("half typed")
        try terminal.expect("do> half typed")
        try terminal.type("\u{03}")
        try terminal.expect("do> half typed^C\ninterrupted\ndo>")
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "do> half typed")
        #expect(fixture.read(fixture.historyPath) == nil)
    }

    @Test func leavesAFileOfAnotherProgramUntouchedAndSaysSoOnce() throws {
        fixture.write("something else\n", to: fixture.historyPath)
        let terminal = try fixture.start(["--history", fixture.historyPath], columns: 300)
        try terminal.enter("one", "two")
        let message =
            "history: \(fixture.historyPath) is not a history file of this program: left untouched, history is kept in "
            + "memory only; move it away or choose another file"
        try terminal.expect("\(message)\ndo> one\nline: one\ndo> two\nline: two\ndo>")
        #expect(fixture.read(fixture.historyPath) == "something else\n")
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "do> two")
    }

    @Test func refusesASymbolicLink() throws {
        let target = fixture.folder + "/elsewhere"
        fixture.write("_HiStOrY_V2_\n", to: target)
        symlink(target, fixture.historyPath)
        let terminal = try fixture.start(["--history", fixture.historyPath], columns: 300)
        try terminal.type("one\r")
        let message =
            "history: \(fixture.historyPath) is not a regular file of this user: left untouched, history is kept in "
            + "memory only; replace it by a regular file"
        try terminal.expect("\(message)\ndo> one\nline: one\ndo>")
        #expect(fixture.read(target) == "_HiStOrY_V2_\n")
    }

    private func permissions(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }
}
