import Glibc
import TestSupport
import Testing

@Suite struct TerminalTests {
    private let fixture = Fixture()

    @Test func highlightsInPlaceAndKeepsThePromptsColor() throws {
        let terminal = try fixture.start()
        try terminal.type("a1b22")
        try terminal.wait(for: "the last digit in color") { $0.style(row: 0, column: 8).color == 5 }
        let colors = (0..<9).map { terminal.screen.style(row: 0, column: $0).color }
        #expect(colors == [6, 6, nil, nil, nil, 5, nil, 5, 5])
        try terminal.type("\u{01}x")
        try terminal.wait(for: "colors that moved along") { screen in
            (4..<10).map { screen.style(row: 0, column: $0).color } == [nil, nil, 5, nil, 5, 5]
        }
    }

    @Test func suggestsTheNewestEntryWithThatBeginning() throws {
        let terminal = try fixture.start()
        try terminal.enter("print one_x two")
        try terminal.type("pr")
        try terminal.expect(lastRow: "do> print one_x two", column: 6)
        #expect(terminal.screen.style(row: 2, column: 6).isDimmed)
        try terminal.type("\u{1b}f\u{1b}f")
        try terminal.expect(lastRow: "do> print one_x two", column: 15)
        try terminal.enter("!")
        try terminal.expect(containing: "do> print one_x!\nline: print one_x!\ndo>")
        try terminal.type("print one_x \u{1b}[C\r")
        try terminal.expect(containing: "do> print one_x two\nline: print one_x two\ndo>")
    }

    @Test func showsAHintUnderTheLineAndTakesItAway() throws {
        let terminal = try fixture.start()
        try terminal.type("create(")
        try terminal.expect("do> create(\ncreate(name*, region, size)")
        #expect(terminal.screen.style(row: 1, column: 0).isDimmed)
        try terminal.type("1)\r")
        try terminal.expect("do> create(1)\nline: create(1)\ndo>")
    }

    @Test func printsHelpAboveTheLine() throws {
        let terminal = try fixture.start()
        try terminal.type("abc\u{1b}OP")
        try terminal.expect("help for abc\nsecond line\ndo> abc")
        try terminal.type("d\u{1b}h")
        try terminal.expect("help for abc\nsecond line\nhelp for abcd\nsecond line\ndo> abcd")
    }

    @Test func printsEventsAboveALineOfManyRows() throws {
        let events = try fixture.events()
        let terminal = try fixture.start(["--events", events.path], columns: 20)
        try terminal.type("f(\r1234567890123456789012")
        try terminal.expect("do> f(\n  123456789012345678\n9012")
        events.send("first\nsecond")
        try terminal.expect("event: first\nevent: second\ndo> f(\n  123456789012345678\n9012")
        try terminal.type(")\r")
        try terminal.expect(containing: "\ndo>")
    }

    @Test func drawsAnewForANewWidth() throws {
        let terminal = try fixture.start(columns: 40)
        try terminal.type("f(1, 2, 3,\rabc")
        try terminal.expect("do> f(1, 2, 3,\n  abc")
        terminal.resize(columns: 30, rows: 10)
        try terminal.type("d")
        try terminal.expect("do> f(1, 2, 3,\n  abcd")
        terminal.resize(columns: 70, rows: 20)
        try terminal.type("e")
        try terminal.expect("do> f(1, 2, 3,\n  abcde")
    }

    @Test func knowsTheWidthThatCameWhileCodeRan() throws {
        let terminal = try fixture.start(columns: 60)
        try terminal.type("run\r")
        try terminal.expect(containing: "running")
        terminal.resize(columns: 20, rows: 10)
        try terminal.type("\u{03}")
        try terminal.expect(lastRow: "do>")
        try terminal.type("1234567890123456789012345\u{01}x\u{05}y")
        try terminal.expect(containing: "\ndo> x123456789012345\n6789012345y")
        try terminal.wait(for: "the cursor behind the text") { $0.cursor.column == 11 }
    }

    @Test func controlCInterruptsRunningCode() throws {
        let terminal = try fixture.start()
        try terminal.type("run\r")
        try terminal.expect(containing: "running")
        try terminal.type("\u{03}")
        try terminal.expect("do> run\nrunning\n^Cstopped after 1\ndo>")
        try terminal.type("ok\r")
        try terminal.expect(containing: "line: ok")
    }

    /// ^C between a question and the wait for its answer is no less an answer.
    @Test(arguments: [("ask", "\u{03}", "no answer"), ("ask late", "", "no answer"), ("ask", "\r", "answer 1")])
    func controlCEndsAQuestion(entry: String, keys: String, answer: String) throws {
        let terminal = try fixture.start()
        try terminal.type("\(entry)\r")
        try terminal.expect(containing: "asked")
        try terminal.type(keys)
        try terminal.wait(for: "the answer") { $0.text.contains(answer) && $0.text.hasSuffix("do>") }
    }

    @Test func thirdInterruptEndsAProgramThatIgnoresThem() throws {
        let terminal = try fixture.start()
        try terminal.type("hang\r")
        try terminal.expect(containing: "hanging")
        var interrupts = 0
        // Each is waited for, because the kernel makes one of two that are pending.
        repeat {
            try terminal.type("\u{03}")
            interrupts += 1
        } while (try? terminal.wait(for: "an answer") { $0.text.count { $0 == "!" } == interrupts }) != nil
        #expect(interrupts >= 3)
        #expect(try terminal.waitForExit() == 130)
    }

    @Test func batchModeInterruptsCodeAndOtherwiseActsByDefault() throws {
        let terminal = try PseudoTerminal(Fixture.program, ["--batch"])
        try terminal.expect("running")
        terminal.signal(SIGINT)
        try terminal.expect("running\nstopped after 1\nbetween")
        terminal.signal(SIGINT)
        #expect(try terminal.waitForExit() == 128 + SIGINT)
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func endsInOrderOnTermination(_ signal: Int32) throws {
        let terminal = try fixture.start()
        try terminal.type("half")
        try terminal.expect(lastRow: "do> half")
        terminal.signal(signal)
        try terminal.expect("do> half\nterminated by \(signal)")
        #expect(try terminal.waitForExit() == 0)
        #expect(!terminal.screen.modes.contains(2004))
    }

    @Test func terminationWhileCodeRunsEndsTheCodeAndThenTheProgram() throws {
        let terminal = try fixture.start()
        try terminal.type("run\r")
        try terminal.expect(containing: "running")
        terminal.signal(SIGTERM)
        try terminal.expect("do> run\nrunning\nstopped after 0\nterminated by 15")
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func controlBackslashDoesNotKill() throws {
        let terminal = try fixture.start()
        terminal.signal(SIGQUIT)
        try terminal.type("still here\r")
        try terminal.expect(containing: "line: still here")
    }

    @Test func stopsAndGoesOnUnderJobControl() throws {
        let terminal = try PseudoTerminal(
            "/bin/sh", ["-im"], environment: ["PS1": "$ ", "ENV": ""], columns: 60, rows: 16)
        try terminal.expect(lastRow: "$")
        try terminal.type("\(Fixture.program)\n")
        try terminal.expect(lastRow: "do>")
        try terminal.type("f(\rhalf")
        try terminal.expect(lastRow: "  half")
        try terminal.type("\u{1a}")
        try terminal.expect(lastRow: "$")
        #expect(!terminal.screen.modes.contains(2004))
        try terminal.type("fg\n")
        try terminal.expect(lastRow: "  half", column: 6)
        try terminal.type(")\r")
        try terminal.expect(containing: "line: f(\\n  half)")
        try terminal.wait(for: "bracketed paste again") { $0.modes.contains(2004) }
    }

    @Test func goesOnAfterAStopFromOutside() throws {
        let terminal = try fixture.start()
        try terminal.type("half")
        try terminal.expect(lastRow: "do> half")
        terminal.signal(SIGSTOP)
        terminal.signal(SIGCONT)
        try terminal.type("way\r")
        try terminal.expect("do> halfway\nline: halfway\ndo>")
    }

    @Test(arguments: ["dumb", ""])
    func worksOnADumbTerminal(_ name: String) throws {
        let terminal = try fixture.start(environment: ["TERM": name])
        try terminal.type("ab\u{1b}[DX\r")
        try terminal.expect(containing: "line: aXb\ndo>")
        try terminal.type("d\t")
        try terminal.expect(containing: "domains")
        try terminal.type("e\u{12}aX\r")
        try terminal.wait(for: "the found line run again") { $0.text.components(of: "line: aXb") == 2 }
        #expect(!terminal.received.contains(0x1b))
    }

    @Test func obeysEditOff() throws {
        fixture.write("edit off\n", to: fixture.folder + "/editrc")
        let terminal = try fixture.start(environment: ["EDITRC": fixture.folder + "/editrc"])
        try terminal.type("plain ä\r")
        try terminal.expect(containing: "line: plain ä\ndo>")
        try terminal.type("given up")
        try terminal.expect(lastRow: "do> given up")
        try terminal.type("\u{03}")
        try terminal.expect(containing: "do> given up^C\ninterrupted\ndo>")
        try terminal.type("\u{04}")
        try terminal.expect(containing: "end of input")
    }

    @Test func obeysViModeOfTheUsersSettings() throws {
        fixture.write("bind -v\n", to: fixture.folder + "/editrc")
        let terminal = try fixture.start(environment: ["EDITRC": fixture.folder + "/editrc"])
        try terminal.type("abc")
        try terminal.expect(lastRow: "do> abc")
        try terminal.type("\u{1b}")
        try terminal.wait(for: "command mode") { $0.cursor.column == 6 }
        try terminal.enter("0x")
        try terminal.expect(containing: "line: bc")
        try terminal.type("\u{1b}")
        try terminal.type("k")
        try terminal.expect(lastRow: "do> bc")
        try terminal.type("j")
        try terminal.expect(lastRow: "do>")
    }

    @Test func readsTheControllingTerminalWhenStandardInputIsAPipe() throws {
        let terminal = try PseudoTerminal(
            "/bin/sh", ["-c", "echo data | \(Fixture.program) --tty"], columns: 60, rows: 16)
        try terminal.expect(lastRow: "do>")
        try terminal.type("typed\r")
        try terminal.expect(containing: "line: typed")
    }

    @Test func saysThatThereIsNoTerminal() throws {
        let terminal = try PseudoTerminal(
            "/bin/sh", ["-c", "echo data | \(Fixture.program)"], columns: 160, rows: 16)
        try terminal.expect(
            "cannot start: editing needs a terminal, and standard input or output is none: run a script instead")
    }

    @Test func promptMayHaveManyLinesAndCharacters() throws {
        let terminal = try fixture.start(["--prompt", "context é\n\u{1b}[31m触\u{1b}[0m> "], prompt: "触>")
        try terminal.type("a1")
        try terminal.expect("context é\n触> a1")
        try terminal.wait(for: "the digit in color") { $0.style(row: 1, column: 5).color == 5 }
        #expect(terminal.screen.style(row: 1, column: 0).color == 1)
        #expect(terminal.screen.style(row: 1, column: 4).color == nil)
    }

    @Test func worksInALocaleWithoutUTF8() throws {
        let terminal = try fixture.start(environment: ["LC_ALL": "C"])
        try terminal.type("ä触\r")
        try terminal.expect(containing: "line: ä触")
    }
}

extension String {
    /// How often another string occurs.
    fileprivate func components(of other: String) -> Int {
        split(separator: other, omittingEmptySubsequences: false).count - 1
    }
}
