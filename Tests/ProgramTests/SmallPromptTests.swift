import Glibc
import TestSupport
import Testing

/// The prompt on terminals that are small, old, or busy.
@Suite(.serialized)
struct SmallPromptTests {
    private let folder = TemporaryFolder()

    private func start(
        _ environment: [String: String] = [:], columns: Int = 20, rows: Int = 5
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:", "--no-history"],
            environment: Moontide.environment(in: folder, environment), columns: columns, rows: rows)
        try terminal.expect(lastRow: "local>", column: 7)
        return terminal
    }

    @Test func twentyColumnsAndFiveRowsAreEnough() throws {
        let terminal = try start()
        try terminal.type("tags.\t")
        try terminal.wait(for: "the menu") { $0.text.hasPrefix("local> tags.\n ") && $0.row(1).hasSuffix("…") }
        try terminal.type("\u{07}\u{15}droplets.list()\r")
        try terminal.wait(for: "the result") { $0.text.contains("0 droplets") && $0.text.hasSuffix("local>") }
        try terminal.type("for i = 1, 3 do\rprint(i)\rend\r")
        try terminal.wait(for: "what it printed") { $0.allText.contains("\nend\n1\n2\n3\nlocal>") }
        try terminal.type("{ name = 'x', list = { 1, 2, 3 } }\r")
        try terminal.expect(containing: "\n{\n  list = {\n    1,\n    2,\n    3,\n  },\n  name = \"x\",\n}\nlocal>")
        try terminal.type("nothing.x\r")
        try terminal.expect(containing: "error: attempt to\n  index a nil value\n  (global 'nothing')\n  1 | nothing.x")
    }

    @Test func aWideCharacterThatDoesNotFitBeginsTheNextRow() throws {
        let terminal = try start(rows: 12)
        try terminal.type("x = 'abcdefg表表'")
        try terminal.expect("local> x = 'abcdefg\n表表'")
        try terminal.type("\u{1b}[D\u{1b}[D界")
        try terminal.expect("local> x = 'abcdefg\n表界表'")
        try terminal.type("\u{05}\r")
        try terminal.wait(for: "the next prompt") { $0.text.hasSuffix("表界表'\nlocal>") && $0.modes.contains(2004) }
        try terminal.type("x\r")
        try terminal.wait(for: "the value") { $0.text.hasSuffix("local> x\nabcdefg表界表\nlocal>") }
    }

    @Test(arguments: ["linux", "vt100", "screen", "xterm", "rxvt", "tmux-256color"])
    func everyTerminalGetsMenuColorsAndHistory(_ name: String) throws {
        let terminal = try start(["TERM": name], columns: 60, rows: 12)
        try terminal.type("functions.create_n\t'x'")
        try terminal.wait(for: "the completion") { $0.text.hasPrefix("local> functions.create_namespace{ 'x'") }
        try terminal.type("\u{15}functions.c\t")
        try terminal.wait(for: "the menu") { $0.text.hasPrefix("local> functions.create_\n create_namespace ") }
        try terminal.type("\u{07}\u{15}1 + 1\r")
        try terminal.wait(for: "the value") { $0.text.hasSuffix("local> 1 + 1\n2\nlocal>") && $0.modes.contains(2004) }
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "local> 1 + 1", column: 12)
        #expect(terminal.screen.style(row: 2, column: 7).color == 6)
    }

    @Test func tasksWriteAboveAnOpenMenuAndSearch() throws {
        let terminal = try start(columns: 60, rows: 16)
        let path = folder.file("go")
        try terminal.type(
            "function task(n) async(function() while not io.open('\(path)' .. n) do sleep(0.01) end print('task ' .. n)"
                + " end) end task(1) task(2)\r")
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("local>") && $0.modes.contains(2004) }
        try terminal.type("functions.c\t")
        try terminal.wait(for: "the menu") { $0.text.contains("\n create_namespace ") }
        close(open(path + "1", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
        try terminal.wait(for: "the first task above the menu") {
            $0.text.contains("task 1\nlocal> functions.create_\n create_namespace ")
        }
        try terminal.type("\u{07}\u{12}task(n")
        try terminal.wait(for: "the search") { $0.text.contains("(reverse-i-search)`task(n': function") }
        close(open(path + "2", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
        try terminal.wait(for: "the second above the search") {
            $0.text.contains("task 2\n(reverse-i-search)`task(n': function")
        }
    }
}
