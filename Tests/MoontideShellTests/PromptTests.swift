import Glibc
import TestSupport
import Testing

/// A prompt in a program, as a person at a terminal meets it.
@Suite(.serialized)
struct PromptTests {
    private let folder = TemporaryFolder()

    private var environment: [String: String] {
        ["HOME": folder.path, "XDG_STATE_HOME": folder.file("state"), "XDG_CONFIG_HOME": folder.file("config")]
    }

    private func start(_ arguments: String..., prompt: String = "fixture>") throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            RunningProgram.built("embedded-shell-fixture"), arguments, environment: environment, columns: 100, rows: 60)
        try terminal.expect(lastRow: prompt, column: prompt.count + 1)
        return terminal
    }

    private func enter(_ text: String, in terminal: PseudoTerminal, shows expected: String, prompt: String = "fixture>")
        throws
    {
        try terminal.type(text + "\r")
        try terminal.wait(for: "\(text)\n\(expected)") { screen in
            let rows = screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            guard let entry = rows.lastIndex(of: "\(prompt) \(text)"), rows.last == prompt else { return false }
            return rows[(entry + 1)...].dropLast().joined(separator: "\n") == expected
        }
    }

    @Test func beginsWithTheProgramsGreeting() throws {
        #expect(try start().screen.text == "ready\nfixture>")
    }

    @Test func endsAFunctionThatLooksForCtrlC() throws {
        let terminal = try start()
        for name in ["spin", "wait_long"] {
            try terminal.type("print('begun') \(name)()\r")
            try terminal.expect(lastRow: "begun")
            try terminal.type("\u{3}")
            try terminal.wait(for: "the interrupt") { $0.text.hasSuffix("begun\n^C\nerror: interrupted\nfixture>") }
        }
    }

    @Test func leavesWithTheStatusThatTheProgramSays() throws {
        let terminal = try start()
        try terminal.type("quit(7)\r")
        #expect(try terminal.waitForExit() == 7)
    }

    @Test func returnsToTheProgramAfterSIGTERM() throws {
        let terminal = try start()
        terminal.signal(SIGTERM)
        #expect(try terminal.waitForExit() == 128 + SIGTERM)
        #expect(terminal.screen.text.hasPrefix("ready\nfixture>"))
    }

    @Test func hasTheProgramsCommands() throws {
        let terminal = try start()
        try enter(".status", in: terminal, shows: "all: fine")
        try enter(".status x", in: terminal, shows: "error: .status: there is no 'x'")
        try terminal.type(".sta\t")
        try terminal.expect(containing: "fixture> .status")
        try terminal.type(" we\t\r")
        try terminal.expect(containing: "web: fine")
        try terminal.type("?helpers\r")
        try terminal.expect(containing: "quit(status)  Leaves.")
    }

    @Test func writesTheHistoryToTheProgramsFolder() throws {
        let terminal = try start()
        try enter("'kept'", in: terminal, shows: "kept")
        try terminal.type("\u{4}")
        #expect(try terminal.waitForExit() == 0)
        let history = try RunningProgram.run("cat", [folder.file("state") + "/fixture/history"])
        #expect(history.output.contains("'kept'"), "\(history)")
    }

    @Test func knowsNothingOfTheAPIWhereThereIsNone() throws {
        let terminal = try start("without-api", prompt: "plain>")
        try enter(
            "droplets.list()", in: terminal,
            shows: "error: attempt to index a nil value (global 'droplets')\n  1 | droplets.list()\n    | ^^^^^^^^",
            prompt: "plain>")
        try enter(
            ".context", in: terminal, shows: "error: there is no command .context; .help lists them", prompt: "plain>")
        try terminal.type("help()\r")
        try terminal.expect(containing: "Functions of this program")
        try terminal.expect(lastRow: "plain>", column: 7)
        #expect(!terminal.screen.text.contains("Groups"), "\(terminal.screen.text)")
        #expect(!terminal.screen.text.contains("endpoint"), "\(terminal.screen.text)")
    }

    @Test func runsOneAfterTheOtherAndLeavesNothingBehind() throws {
        let terminal = try start("two", prompt: "first>")
        try enter("x = 5", in: terminal, shows: "", prompt: "first>")
        try terminal.type("quit(3)\r")
        try terminal.expect(containing: "left with 3, no handler left")
        try terminal.expect(lastRow: "2nd>", column: 5)
        try enter("x", in: terminal, shows: "nil", prompt: "2nd>")
        try terminal.type("\u{4}")
        try terminal.expect(containing: "left with 0, [JSON.JSONValue.integer(5)]")
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func tellsThatItNeedsATerminal() throws {
        let run = try RunningProgram.run(
            "setsid", ["-w", RunningProgram.built("embedded-shell-fixture")], environment: environment, input: "1\n")
        #expect(run.status != 0)
        #expect(run.errorOutput.contains("fixture: a prompt needs a terminal, and there is none"), "\(run.errorOutput)")
    }
}
