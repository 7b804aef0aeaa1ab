import TestSupport
import Testing

/// Tasks of `async` beside a line that is edited.
@Suite(.serialized)
struct TaskPromptTests {
    private let folder = TemporaryFolder()

    private func start() throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:", "--no-history"], environment: Moontide.environment(in: folder))
        try terminal.expect(lastRow: "local>", column: 7)
        return terminal
    }

    @Test func theyGoOnAndWriteAboveTheLine() throws {
        let terminal = try start()
        try terminal.type("t = async(function() while not go do sleep(0.01) end print('from the task') end)\r")
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type("async(function() sleep(0.2) go = true end);\r")
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type("x = 40 ")
        try terminal.wait(for: "the task's line above the one that is edited") {
            $0.text.hasSuffix("from the task\nlocal> x = 40")
        }
        try terminal.type("+ 2 return x\r")
        try terminal.wait(for: "the entry's result") { $0.text.hasSuffix("local> x = 40 + 2 return x\n42\nlocal>") }
        #expect(terminal.screen.unknownSequences == [])
    }

    @Test func theirErrorsAreToldUnlessSomebodyAwaitsThem() throws {
        let terminal = try start()
        try terminal.type("async(function() sleep(0.2) error('lost', 0) end);\r")
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type("y")
        try terminal.wait(for: "the error above the line") {
            $0.text.hasSuffix("task 1 (entry:1): failed: lost\nlocal> y")
        }
        try terminal.type("\u{15}t = async(error, 'heard') return select(2, pcall(await, t))\r")
        try terminal.wait(for: "the error that was awaited") { $0.text.hasSuffix("pcall(await, t))\nheard\nlocal>") }
    }

    @Test func controlCEndsTheEntryAndLeavesThemAlone() throws {
        let terminal = try start()
        try terminal.type("t = async(function() sleep(0.5) return 'kept' end)\r")
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type("print('begun') sleep(3600)\r")
        try terminal.expect(lastRow: "begun")
        try terminal.type("\u{3}")
        try terminal.wait(for: "the prompt after the interrupt") { $0.text.hasSuffix("error: interrupted\nlocal>") }
        try terminal.type("return await(t)\r")
        try terminal.wait(for: "the task's result") { $0.text.hasSuffix("kept\nlocal>") }
    }
}
