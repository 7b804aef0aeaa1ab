import Glibc
import TestSupport
import Testing

/// Control-C at the prompt while something runs.
@Suite(.serialized)
struct InterruptPromptTests {
    private let folder = TemporaryFolder()

    private func start() throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:", "--no-history"], environment: Moontide.environment(in: folder))
        try terminal.expect(lastRow: "local>", column: 7)
        return terminal
    }

    @Test func aLoopThatCatchesErrorsIsStoppedAllTheSame() throws {
        let terminal = try start()
        try terminal.type("print('begun') while true do pcall(function() while true do end end) end\r")
        try terminal.expect(lastRow: "begun")
        try terminal.type("\u{3}")
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("error: interrupted\nlocal>") }
        try terminal.type("1 + 1\r")
        try terminal.expect(containing: "local> 1 + 1\n2\nlocal>")
    }

    @Test func aCallThatIsUnderwayIsGivenUp() throws {
        let terminal = try start()
        try terminal.type("sleep(3600)\r")
        try terminal.wait(for: "the entry to run") { !$0.modes.contains(2004) }
        try terminal.type("\u{3}")
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("error: interrupted\nlocal>") }
    }

    @Test func whatWasPressedWhileAnEntryRanDoesNotEndTheNextLine() throws {
        let terminal = try start()
        try terminal.type("sleep(3600)\r")
        try terminal.wait(for: "the entry to run") { !$0.modes.contains(2004) }
        try terminal.type("\u{3}")
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("\nlocal>") && $0.modes.contains(2004) }
        try terminal.type("'next'\r")
        try terminal.wait(for: "the next entry's result") { $0.text.hasSuffix("local> 'next'\nnext\nlocal>") }
    }

    @Test func leavesMenuAndSearchAndKeepsTheLine() throws {
        let terminal = try start()
        try terminal.type("droplets.\t")
        try terminal.wait(for: "the menu") { $0.text.contains("\n list ") }
        try terminal.type("\u{3}")
        try terminal.expect("local> droplets.")
        try terminal.type("\u{12}x")
        try terminal.wait(for: "the search") { $0.text.contains("reverse-i-search") }
        try terminal.type("\u{3}")
        try terminal.expect("local> droplets.")
    }
}
