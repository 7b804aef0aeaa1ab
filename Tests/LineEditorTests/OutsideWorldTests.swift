import Glibc
import TestSupport
import Testing

/// What comes from other programs: signals, an editor that misbehaves, settings with mistakes, other sessions.
@Suite struct OutsideWorldTests {
    private let fixture = Fixture()

    @Test func anInterruptSentByAnotherProgramIsControlC() throws {
        let terminal = try fixture.start()
        try terminal.type("half")
        try terminal.expect(lastRow: "do> half")
        terminal.signal(SIGINT)
        try terminal.expect("do> half^C\ninterrupted\ndo>")
        try terminal.type("1\r")
        try terminal.expect(containing: "line: 1\ndo>")
    }

    @Test func controlCBetweenTheLineAndItsCodeInterruptsTheCode() throws {
        let terminal = try fixture.start()
        try terminal.type("late\r")
        try terminal.expect("do> late\nrunning\nstopped after 1\ndo>")
        try terminal.type("1\r")
        try terminal.expect(containing: "line: 1\ndo>")
    }

    /// An editor, and the text afterwards; nil: as it was, with a bell.
    @Test(arguments: [
        ("exit 3", nil), ("kill -9 $$", nil), ("rm \"$1\"", nil), ("exit 0", "old"), (": > \"$1\"", ""),
        ("printf 'a\\377b\\000c\\n\\n' > \"$1\"", "a\u{fffd}bc"), ("printf 'x\\r\\ny\\tz' > \"$1\"", "x\ny  z")
    ])
    func takesFromTheEditorWhatCanBeText(_ script: String, _ text: String?) throws {
        let editor = fixture.folder + "/editor"
        fixture.write("#!/bin/sh\n\(script)\n", to: editor, mode: 0o700)
        let terminal = try fixture.start(environment: ["VISUAL": editor, "TMPDIR": fixture.folder])
        try terminal.type("old\u{18}\u{05}")
        try terminal.wait(for: "the text, and its end") { screen in
            let shown = text.map { $0.isEmpty ? "do>" : "do> " + $0 } ?? "do> old"
            return screen.text.hasPrefix("do> old\n") && screen.text.hasSuffix("\n" + shown)
                && screen.bells == (text == nil ? 1 : 0) && screen.modes.contains(2004)
        }
        try terminal.type("!\r")
        let answer = (text ?? "old").split(separator: "\n").joined(separator: "\\n")
        try terminal.expect(containing: "line: \(answer)!\ndo>")
        #expect(try RunningProgram.run("sh", ["-c", "ls \(fixture.folder) | grep -c '^line-'"]).output == "0\n")
    }

    @Test func aMistakeInTheSettingsLeavesOurKeysAlone() throws {
        fixture.write("no such thing\nbind ^T ed-quoted-insert\n", to: fixture.folder + "/.editrc")
        let terminal = try fixture.start(environment: ["HOME": fixture.folder])
        try terminal.type("cr\t\t\r x\u{17}y\r")
        try terminal.expect("do> create_many y\nline: create_many y\ndo>")
    }

    @Test func aSessionThatIsKilledLosesNothingOfTheOthers() throws {
        let arguments = ["--history", fixture.historyPath]
        let first = try fixture.start(arguments)
        try first.enter("first of one")
        let killed = try fixture.start(arguments)
        try killed.enter("whole of the killed")
        try killed.type("half of the killed")
        try killed.expect(lastRow: "do> half of the killed")
        killed.signal(SIGKILL)
        #expect(try killed.waitForExit() == 128 + SIGKILL)
        try first.enter("second of one")
        let third = try fixture.start(arguments, columns: 200)
        try third.type("history\r")
        try third.expect(containing: #"history: ["first of one", "whole of the killed", "second of one""#)
    }

    @Test func aHistoryThatCannotBeWrittenIsToldOnce() throws {
        fixture.write("", to: fixture.folder + "/file")
        let terminal = try fixture.start(["--history", fixture.folder + "/file/history"], columns: 300)
        try terminal.enter("one", "two")
        #expect(terminal.screen.allText.split(separator: "history: ", omittingEmptySubsequences: false).count == 2)
        try terminal.type("\u{1b}[A\u{1b}[A")
        try terminal.expect(lastRow: "do> one")
    }

    @Test func theSuggestionSurvivesAChangeOfSize() throws {
        let terminal = try fixture.start()
        try terminal.enter("print one two three")
        try terminal.type("pr")
        try terminal.expect(lastRow: "do> print one two three", column: 6)
        terminal.resize(columns: 18, rows: 12)
        try terminal.wait(for: "as much of it as fits") { $0.row($0.cursor.row) == "do> print one two" }
        terminal.resize(columns: 70, rows: 12)
        try terminal.expect(lastRow: "do> print one two three", column: 6)
        try terminal.type("\u{05}\r")
        try terminal.expect(containing: "line: print one two three\ndo>")
    }

    @Test func aPasteOfAHundredKilobytesIsOneChange() throws {
        let terminal = try fixture.start()
        let lines = (0..<2_000).map { "row \($0) " + String(repeating: "x", count: 40) }
        let text = "count " + lines.joined(separator: "\n")
        try terminal.type("\u{1b}[200~\(text)\u{1b}[201~\u{1f}")
        try terminal.expect("do>")
        try terminal.type("\u{1b}_\r")
        try terminal.expect(containing: "counted \(text.utf8.count), sum ")
    }
}
