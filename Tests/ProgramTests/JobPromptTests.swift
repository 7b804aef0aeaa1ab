import Glibc
import TestSupport
import Testing

/// Tasks of `async` as somebody at the prompt has them: results, the list, their end.
@Suite(.serialized)
struct JobPromptTests {
    private let folder = TemporaryFolder()

    private func start(columns: Int = 100) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:", "--no-history"], environment: Moontide.environment(in: folder),
            columns: columns)
        try terminal.expect(lastRow: "local>", column: 7)
        return terminal
    }

    private let sleeper = """
        async(function() local c <close> = setmetatable({}, { __close = function() print('closed') end }) sleep(600) end);
        """

    /// The last rows, with single blanks.
    private func rows(_ screen: TerminalScreen, _ count: Int) -> [String] {
        screen.text.split(separator: "\n").suffix(count).map { $0.split(separator: " ").joined(separator: " ") }
    }

    private func enter(_ text: String, in terminal: PseudoTerminal) throws {
        try terminal.type(text + "\r")
        try terminal.wait(for: "the prompt after \(text)") {
            $0.text.hasSuffix("\nlocal>") && $0.cursor.column == 7 && $0.text.contains(text.suffix(20))
        }
    }

    @Test func whatTheyReturnIsShownAboveTheLine() throws {
        let terminal = try start()
        try enter("async(function() sleep(0.3) return { a = 1 }, 'two' end);", in: terminal)
        try terminal.type("half")
        try terminal.wait(for: "the results above the line") {
            $0.text.hasSuffix("task 1 (entry:1): done:\n{ a = 1 }\ntwo\nlocal> half")
        }
        // What was awaited is not told again.
        try terminal.type("\u{15}t = async(function() sleep(0.05) return 'once' end) return await(t) .. 'x'\r")
        try terminal.wait(for: "the entry's result") { $0.text.hasSuffix("\noncex\nlocal>") }
        #expect(!terminal.screen.text.contains("task 2"))
    }

    @Test func theListTellsWhatTheyWaitForAndEndsThem() throws {
        let terminal = try start()
        try terminal.type(".jobs\r")
        try terminal.wait(for: "nothing") {
            $0.text.hasSuffix("no jobs; async(fn) runs a function in the background\nlocal>")
        }
        try enter("t = async(function() sleep(600) end)", in: terminal)
        try enter("async(function() await(t) end);", in: terminal)
        try terminal.type(".jobs\r")
        try terminal.wait(for: "both") { screen in
            let rows = rows(screen, 4)
            return rows.count == 4 && rows[0] == "job state time waits for what" && rows[1].hasPrefix("1 running ")
                && rows[1].contains(" sleep, 9 min 5")
                && rows[1].hasSuffix(" left t = async(function() sleep(600) end)")
                && rows[2].hasPrefix("2 running ") && rows[2].hasSuffix(" task 1 async(function() await(t) end);")
        }
        try terminal.type(".jobs cancel 1\r.jobs\r")
        try terminal.wait(for: "its end") { screen in
            let rows = rows(screen, 5)
            return rows.contains { $0.hasPrefix("1 canceled ") } && rows.contains { $0.hasPrefix("2 failed ") }
        }
        try terminal.type(".jobs\r")
        try terminal.wait(for: "each told once") {
            $0.text.hasSuffix("local> .jobs\nno jobs; async(fn) runs a function in the background\nlocal>")
        }
        try terminal.type(".jobs cancel 7\r")
        try terminal.wait(for: "the mistake") {
            $0.text.hasSuffix("error: .jobs: no job '7' is running; .jobs lists them\nlocal>")
        }
    }

    @Test func theNumbersAreCompleted() throws {
        let terminal = try start()
        try enter("t = async(function() sleep(600) end)", in: terminal)
        try enter("u = async(function() sleep(600) end)", in: terminal)
        try terminal.type(".jobs cancel \t")
        try terminal.wait(for: "the menu") {
            $0.text.contains("1    t = async(function() sleep(600) end)")
                && $0.text.contains("2    u = async(function() sleep(600) end)") && $0.text.contains("\n all")
        }
    }

    @Test(arguments: ["y\r", "\u{4}"])
    func leavingAsksWhileTheyRunAndEndsThem(answer: String) throws {
        let terminal = try start(columns: 160)
        try enter(sleeper, in: terminal)
        try terminal.type("\u{4}")
        try terminal.wait(for: "the question") {
            $0.text.hasSuffix("1 job is running (async(function() local c <clo…): end it and leave? [y/N]")
        }
        try terminal.type("n\r")
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type("\u{4}")
        try terminal.wait(for: "the question again") { $0.text.hasSuffix("end it and leave? [y/N]") }
        try terminal.type("\u{3}")
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type(".exit\r")
        try terminal.wait(for: "the question of .exit") { $0.text.hasSuffix("end it and leave? [y/N]") }
        #expect(!terminal.screen.allText.contains("\nclosed"))
        try terminal.type(answer)
        #expect(try terminal.waitForExit() == 0)
        #expect(terminal.screen.allText.contains("\nclosed"))
    }

    @Test func theyGoOnWhileTheQuestionWaits() throws {
        let terminal = try start(columns: 160)
        try enter("async(function() sleep(0.3) print('meanwhile') sleep(600) end);", in: terminal)
        try terminal.type("\u{4}")
        try terminal.wait(for: "the task's line above the question") {
            $0.text.contains("meanwhile\n1 job is running (") && $0.text.hasSuffix("end it and leave? [y/N]")
        }
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func signalsEndThemToo(number: Int32) throws {
        let terminal = try start(columns: 300)
        let path = folder.file("closed")
        try enter(sleeper.replacing("print('closed')", with: "io.open('\(path)', 'w'):close()"), in: terminal)
        terminal.signal(number)
        #expect(try terminal.waitForExit() == 128 + number)
        #expect(access(path, F_OK) == 0)
    }

    @Test func aTaskThatNeverWaitsDoesNotKeepThePrompt() throws {
        let terminal = try start()
        try enter("async(function() sleep(0.2) print('busy') while true do end end);", in: terminal)
        try terminal.wait(for: "the loop") { $0.text.hasSuffix("busy") }
        // What comes at the very beginning of a task's turn is meant for the line.
        for _ in 0..<3 where !terminal.screen.text.contains("interrupted") {
            try terminal.type("\u{3}")
            _ = try? terminal.expect(lastRow: "local>", column: 7)
        }
        try terminal.wait(for: "the prompt again") {
            $0.text.contains("task 1 (entry:1): canceled: interrupted\nlocal>")
        }
        try terminal.type("1 + 1\r")
        try terminal.wait(for: "the next entry") { $0.text.hasSuffix("local> 1 + 1\n2\nlocal>") }
    }

    @Test func controlCGivesUpTheLineWhileTasksTakeTurns() throws {
        let terminal = try start()
        try enter("t = async(function() while true do sleep(0.001) end end)", in: terminal)
        for _ in 0..<20 {
            try terminal.type("half")
            try terminal.expect(lastRow: "local> half")
            try terminal.type("\u{3}")
            try terminal.expect(lastRow: "local>", column: 7)
        }
        try terminal.type("t.status\r")
        try terminal.wait(for: "the task's state") { $0.text.hasSuffix("\nrunning\nlocal>") }
    }

    @Test func aTaskThatDoesNotEndDoesNotKeepTheProgram() throws {
        let terminal = try start(columns: 160)
        try enter(sleeper.replacing("print('closed')", with: "while true do end"), in: terminal)
        try terminal.type("\u{4}")
        try terminal.wait(for: "the question") { $0.text.hasSuffix("end it and leave? [y/N]") }
        try terminal.type("y\r")
        try terminal.wait(for: "the answer's row") { $0.text.hasSuffix("[y/N] y") }
        // It may be pressed before the task's end has begun.
        while kill(terminal.processIdentifier, 0) == 0, (try? terminal.type("\u{3}")) != nil {
            if try RunningProgram.run("/bin/sh", ["-c", "ps -o stat= -p \(terminal.processIdentifier)"]).output
                .hasPrefix("Z")
            {
                break
            }
        }
        #expect([0, 130].contains(try terminal.waitForExit()))
    }
}
