import Glibc
import TestSupport
import Testing

/// Progress as the person at a terminal sees it. What must be on the screen for a while is a request that is never answered.
@Suite(.serialized)
struct ProgressTests {
    private let folder = TemporaryFolder()
    private let tags = "for i = 1, 450 do tags.create{ name = 't' .. i } end "
    /// What begins a drawing.
    private let drawing = "\u{1B}7"

    private func start(
        _ arguments: String..., environment: [String: String] = [:], columns: Int = 80
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            Moontide.path, ["--data", ":memory:"] + arguments,
            environment: Moontide.environment(in: folder, environment), columns: columns)
    }

    private func received(by terminal: PseudoTerminal) -> String { String(decoding: terminal.received, as: UTF8.self) }

    @Test func aLongListShowsABarAndAnInterruptTakesItAway() throws {
        let chunk = tags + "localapi.fail{ operation = 'tags.list', stall = true, every = 2 } print(#tags.list())"
        let terminal = try start("-e", chunk)
        try terminal.expect(containing: "tags.list  [########............]  200/450")
        try terminal.wait(for: "the cursor at the beginning") { $0.cursor == (0, 0) }
        try terminal.type("\u{3}")
        #expect(try terminal.waitForExit() == 130)
        #expect(terminal.screen.text == "^Cinterrupted")
        #expect(terminal.screen.wraps)
        #expect(terminal.screen.unknownSequences == [])
    }

    @Test func aWaitAtThePromptShowsWhatForAndHowLong() throws {
        let prompt = try start("--no-history")
        try prompt.expect(lastRow: "local>", column: 7)
        try prompt.type("t = tags.create{ name = 'web' }\r")
        try prompt.expect(lastRow: "local>", column: 7)
        try prompt.type("wait(t, { gone = true })\r")
        try prompt.expect(containing: "waiting for tag web: not gone yet  1 s")
        try prompt.expect(containing: "waiting for tag web: not gone yet  2 s")
        try prompt.type("\u{3}")
        try prompt.expect(lastRow: "local>", column: 7)
        #expect(prompt.screen.text.hasSuffix("local> wait(t, { gone = true })\n^C\nerror: interrupted\nlocal>"))
    }

    @Test func whatAScriptWritesStaysAsItIsWritten() throws {
        let chunk = """
            localapi.fail{ operation = 'regions.list', latency = '2s' }
            io.write('one ') regions.list() io.write('two\\n')
            for _, name in ipairs{ 'a', 'b' } do tags.create{ name = name } end
            for t in tags.each() do regions.list() print(t.name) io.stderr:write(t.name, '\\n') end
            """
        let terminal = try start("-e", chunk)
        #expect(try terminal.waitForExit() == 0)
        #expect(received(by: terminal).contains(drawing))
        #expect(terminal.screen.text == "one two\na\na\nb\nb")
    }

    @Test func aNarrowerTerminalGetsAShorterLine() throws {
        let terminal = try start("-e", tags + "localapi.fail{ operation = 'tags.list', stall = true } tags.list()")
        try terminal.expect(containing: "tags.list  1 s")
        terminal.resize(columns: 10, rows: 5)
        try terminal.wait(for: "a line of nine cells") { $0.row(0).hasSuffix("tags.l…") && $0.row(1) == "" }
        terminal.signal(SIGINT)
        #expect(try terminal.waitForExit() == 130)
    }

    @Test(arguments: [(["--no-progress"], "xterm"), (["-q"], "xterm"), ([], "dumb")])
    func nothingIsDrawnWhereNobodyWantsIt(options: [String], type: String) throws {
        let chunk = "localapi.fail{ operation = 'regions.list', latency = '1s' } print(#regions.list() > 0)"
        let terminal = try PseudoTerminal(
            Moontide.path, ["--data", ":memory:"] + options + ["-e", chunk],
            environment: Moontide.environment(in: folder, ["TERM": type]))
        #expect(try terminal.waitForExit() == 0)
        #expect(received(by: terminal) == "true\r\n")
    }
}

struct ProgressOnPipesTests {
    private let folder = TemporaryFolder()

    @Test func nothingIsDrawnOnAPipe() throws {
        let chunk = "localapi.fail{ operation = 'regions.list', latency = '1s' } print(#regions.list() > 0)"
        let outcome = try Moontide.run(["--data", ":memory:", "-e", chunk], in: folder)
        #expect(outcome == .init(status: 0, output: "true\n", errorOutput: ""))
    }

    @Test func aLogGetsALineEachTenSeconds() throws {
        let chunk = "localapi.fail{ operation = 'regions.list', latency = '11s' } print(#regions.list() > 0)"
        let outcome = try Moontide.run(["--data", ":memory:", "-e", chunk], in: folder)
        #expect(outcome == .init(status: 0, output: "true\n", errorOutput: "regions.list  10 s\n"))
    }
}
