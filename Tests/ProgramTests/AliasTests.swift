import TestSupport
import Testing

/// `alias`: short names for the beginnings of entries.
@Suite(.serialized)
struct AliasTests {
    private let prompt = ConfiguredPrompt()

    @Test func theTextStandsInForTheFirstWord() throws {
        let terminal = try prompt.atPrompt(
            """
            alias(".m", ".mode") alias("two", "1 + 1") alias("up", "string.upper") alias(".e", "!echo") alias("q", "?wait")
            """)
        try terminal.enter("two", shows: "2")
        try terminal.enter("two + 1", shows: "3")
        try terminal.enter("up'text'", shows: "TEXT")
        try terminal.enter(".e a b", shows: "a b")
        try terminal.enter(".m json", shows: "")
        try terminal.enter("{ 1 }", shows: "[\n  1\n]")
        try terminal.type("q\r")
        try terminal.expect(containing: "Waits until")
        // Only as the first word, and not where something is assigned to it.
        try terminal.enter("#'two'", shows: "3")
        try terminal.enter("two = 5", shows: "")
        try terminal.enter("two", shows: "5")
        try terminal.enter("two = nil", shows: "")
        try terminal.enter("two", shows: "2")
    }

    @Test func anEntryGoesOnAsTheTextDoes() throws {
        let terminal = try prompt.atPrompt("alias('loop', 'for i = 1, 2 do')")
        try terminal.type("loop\rprint(i)\rend\r")
        try terminal.wait(for: "the loop's output") { $0.text.hasSuffix("\n1\n2\nlocal>") }
    }

    @Test func isCompletedAsWhatItStandsFor() throws {
        let terminal = try prompt.atPrompt("alias('mk', 'functions.create_namespace') alias('.m', '.mode')")
        try terminal.type("m\t")
        try terminal.expect(containing: "alias: functions.create_namespace")
        try terminal.type("\u{7}\u{15}mk{ lab\t")
        try terminal.wait(for: "the parameter") { $0.text.hasPrefix("local> mk{ label =") }
        try terminal.type("'jobs', ")
        try terminal.expect(containing: "create_namespace{ region* }")
        try terminal.type("reg\t'nyc1' }.label\r")
        try terminal.wait(for: "the label") { $0.text.hasSuffix("\njobs\nlocal>") }
        try terminal.type(".m js\t")
        try terminal.wait(for: "the formats") { $0.text.contains("jsonl") }
    }

    @Test func isListedAndRemoved() throws {
        let terminal = try prompt.atPrompt("alias('two', '1 + 1') alias('.j', '.mode json')")
        try terminal.enter("alias()", shows: "{ two = \"1 + 1\", [\".j\"] = \".mode json\" }")
        try terminal.enter("alias('two')", shows: "1 + 1")
        try terminal.enter("?two", shows: "two is short for 1 + 1")
        try terminal.enter("alias('two', nil)", shows: "")
        try terminal.enter("two", shows: "nil")
        try terminal.enter("alias('.j', nil)", shows: "")
        try terminal.enter(".j", shows: "error: there is no command .j; .help lists them")
    }

    @Test func isNoAliasOfItself() throws {
        let terminal = try prompt.atPrompt("alias('.j', '.j x') alias('two', 'two')")
        try terminal.enter(".j", shows: "error: there is no command .j; .help lists them")
        try terminal.enter("two", shows: "nil")
    }

    @Test(arguments: [
        (
            "alias('.mode', 'x')",
            "alias: '.mode' is a command of the shell, which an alias does not hide; choose another name"
        ),
        (
            "alias('droplets', 'x')",
            "alias: 'droplets' is a group of the API, which an alias does not hide; choose another name"
        ),
        (
            "alias('wait', 'x')",
            "alias: 'wait' is a function of the shell, which an alias does not hide; choose another name"
        ),
        ("alias('print', 'x')", "alias: 'print' is a variable, which an alias does not hide; choose another name"),
        ("alias('end', 'x')", "alias: expected a name such as \"ls\" or \".ls\", found 'end'"),
        ("alias('a b', 'x')", "alias: expected a name such as \"ls\" or \".ls\", found 'a b'"),
        ("alias('.', 'x')", "alias: expected a name such as \"ls\" or \".ls\", found '.'"),
        ("alias(5, 'x')", "alias: expected a name such as \"ls\" or \".ls\", found 5"),
        ("alias('a', 5)", "alias: expected one line that an entry can begin with, found 5"),
        ("alias('a', ' ')", "alias: expected one line that an entry can begin with, found ' '"),
        ("alias('a', 'b\\nc')", "alias: expected one line that an entry can begin with, found 'b\\nc'")
    ])
    func hidesNothing(_ text: String, _ message: String) throws {
        let outcome = try Moontide.run(["-e", text])
        #expect(outcome == .init(status: 1, errorOutput: "(command line):1: \(message)\n"))
    }
}
