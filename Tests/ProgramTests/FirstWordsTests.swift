import TestSupport
import Testing

/// What somebody types who comes from another shell.
@Suite(.serialized)
struct FirstWordsTests {
    private let folder = TemporaryFolder()

    private func start(columns: Int = 80, quiet: Bool = true) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, (quiet ? ["-q"] : []) + ["--data", ":memory:", "--no-history"],
            environment: Moontide.environment(in: folder), columns: columns)
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("local>") && $0.modes.contains(2004) }
        return terminal
    }

    @Test func helpNeedsNoBrackets() throws {
        let terminal = try start()
        try terminal.type("help\r")
        try terminal.expect(containing: "Every endpoint of the API is a Lua function.")
        try terminal.type("help tags.create\r")
        try terminal.expect(containing: "local> help tags.create\ntags.create")
        try terminal.type("help = 1\rhelp\r")
        try terminal.expect(containing: "local> help = 1\nlocal> help\nEvery endpoint")
    }

    @Test(arguments: ["exit", "quit", "exit()", "quit()"])
    func exitAndQuitLeave(_ word: String) throws {
        let terminal = try start()
        try terminal.type(word + "\r")
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func aVariableOfThatNameIsAVariable() throws {
        let terminal = try start()
        try terminal.type("exit = 7\r")
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("exit = 7\nlocal>") && $0.modes.contains(2004) }
        try terminal.type("exit\r")
        try terminal.wait(for: "its value") { $0.text.hasSuffix("local> exit\n7\nlocal>") }
    }

    @Test func anOperationWithoutItsCallSaysWhatItIs() throws {
        let terminal = try start(columns: 120)
        try terminal.type("tags.create\r")
        try terminal.wait(for: "what it is") {
            $0.text.hasSuffix("; ?tags.create tells how to call it\nlocal>") && $0.row(1).hasPrefix("tags.create: ")
        }
    }

    @Test func theGreetingBreaksBetweenWords() throws {
        let terminal = try start(columns: 30, quiet: false)
        #expect(
            terminal.screen.text.hasSuffix(
                "local API in memory: no token\n  is used, and nothing is kept\nlocal>"), "\(terminal.screen.text)")
    }
}
