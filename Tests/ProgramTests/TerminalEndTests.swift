import Glibc
import TestSupport
import Testing

/// Terminals that can do little, that go away, and a disk without room for the history.
@Suite(.serialized)
struct TerminalEndTests {
    private let folder = TemporaryFolder()

    private var history: String {
        get throws { try RunningProgram.run("cat", [folder.file("state/moontide/history")]).output }
    }

    private func start(_ shell: String, columns: Int = 80) throws -> PseudoTerminal {
        try PseudoTerminal(
            "/bin/sh", ["-c", shell + " exec \(Moontide.path) -q --data :memory:"],
            environment: Moontide.environment(in: folder), columns: columns)
    }

    @Test(arguments: ["unset TERM;", "TERM=;", "TERM=dumb;", "TERM=no-such-terminal;", "TERM=vt100;", "TERM=emacs;"])
    func anyTerminalWillDo(setting: String) throws {
        let terminal = try start(setting)
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("local>") }
        try terminal.type("x = 20 + 1\r")
        try terminal.wait(for: "the next prompt") { $0.text.hasSuffix("local> x = 20 + 1\nlocal>") }
        try terminal.type("x * 2\r")
        try terminal.wait(for: "the result") { $0.text.hasSuffix("local> x * 2\n42\nlocal>") }
        try terminal.type("\u{4}")
        #expect(try terminal.waitForExit() == 0)
        #expect(try history.contains("x\\040*\\0402"))
    }

    @Test func aTerminalThatGoesAwayWhileALineIsEdited() throws {
        let terminal = try start("")
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type("kept = 1\r")
        try terminal.wait(for: "the next prompt") { $0.text.hasSuffix("local> kept = 1\nlocal>") }
        try terminal.type("half")
        try terminal.expect(lastRow: "local> half")
        terminal.hangUp()
        #expect(try terminal.waitForExit() == 128 + SIGHUP)
        #expect(try history.contains("kept\\040=\\0401"))
    }

    @Test(arguments: ["while true do end", "sleep(600)", "while true do pcall(function() while true do end end) end"])
    func aTerminalThatGoesAwayWhileLuaRuns(entry: String) throws {
        let terminal = try start("", columns: 120)
        try terminal.expect(lastRow: "local>", column: 7)
        let path = folder.file("closed")
        try terminal.type(
            "async(function() local c <close> = setmetatable({}, { __close = function() "
                + "io.open('\(path)', 'w'):close() end }) sleep(600) end);\r")
        try terminal.wait(for: "the task") { $0.text.hasSuffix("\nlocal>") && $0.cursor.column == 7 }
        try terminal.type("print('begun') \(entry)\r")
        try terminal.expect(lastRow: "begun")
        terminal.hangUp()
        #expect(try terminal.waitForExit() == 128 + SIGHUP)
        #expect(try history.contains("begun"))
        #expect(access(path, F_OK) == 0)
    }

    @Test func aFullDiskForTheHistoryIsSaidOnce() throws {
        // No file may grow, as on a full disk.
        let terminal = try start("ulimit -f 0;", columns: 300)
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("local>") }
        for number in 1...3 {
            try terminal.type("x = \(number)\r")
            try terminal.wait(for: "the next prompt") { screen in
                ["local> x = \(number)", "kept in memory only"].contains { screen.text.hasSuffix($0 + "\nlocal>") }
            }
        }
        #expect(terminal.screen.text.split(separator: "note:").count == 2)
        let note = "history cannot be used (File too large): history is kept in memory only"
        #expect(terminal.screen.text.contains(note))
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "local> x = 3")
        try terminal.type("\r\u{4}")
        #expect(try terminal.waitForExit() == 0)
    }
}
