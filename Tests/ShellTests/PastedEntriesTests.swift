import Shell
import Testing

/// What becomes of a list of commands that is entered at once.
struct PastedEntriesTests {
    private let entries = PastedEntries(commands: ["mode", "exit"]) { chunk in
        chunk.count { $0 == "(" } > chunk.count { $0 == ")" }
    }

    @Test(arguments: [
        ("x = 1", ["x = 1"]), ("x = 1\ny = 2", ["x = 1\ny = 2"]), (".mode json", [".mode json"]),
        ("x = 1\n.mode json\nx", ["x = 1", ".mode json", "x"]),
        ("x = 1\ny = 2\n?droplets\n\n!ls -l\nx\ny", ["x = 1\ny = 2", "?droplets", "!ls -l", "x\ny"]),
        (".mode json\n.exit\n", [".mode json", ".exit"]),
        // A field of what stands before, and what is no command.
        ("x = a\n.b", ["x = a\n.b"]), ("x = a\n  .mode", ["x = a\n  .mode"]),
        (".nope\nx", [".nope", "x"]), ("...\nx", ["...\nx"]),
        // In what is open nothing is a command.
        ("f(\n.mode json\n)", ["f(\n.mode json\n)"]), ("f(\n.mode json\n)\n.exit", ["f(\n.mode json\n)", ".exit"]),
        // A mistake before does not hide it.
        ("x = )\n.exit", ["x = )", ".exit"])
    ])
    func dividesATextAtCommands(_ text: String, _ expected: [String]) {
        #expect(entries.entries(in: text) == expected)
    }
}
