import TestSupport
import Testing

/// A session that was copied from a terminal, and a list of commands, pasted at the prompt.
@Suite(.serialized)
struct PastedSessionTests {
    private let folder = TemporaryFolder()

    private func start() throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:"], environment: Moontide.environment(in: folder))
        try terminal.expect(lastRow: "local>", column: 7)
        return terminal
    }

    private func paste(_ text: String, in terminal: PseudoTerminal) throws {
        try terminal.type("\u{1b}[200~\(text)\u{1b}[201~")
    }

    @Test func itsEntriesRunOneAfterAnother() throws {
        let terminal = try start()
        try paste(
            """
            prod> a = 1
            prod> a + 1
            2
            prod> for i = 1, 2 do
              print(i)
            end
            1
            2
            prod> .mode json
            prod> { a = a }
            { a = 1 }
            prod>
            """, in: terminal)
        try terminal.expect(
            """
            local> a = 1
            local> a + 1
            local> for i = 1, 2 do
              print(i)
            end
            local> .mode json
            local> { a = a }
            """)
        try terminal.type("\r")
        try terminal.expect(
            """
            local> a = 1
            local> a + 1
            2
            local> for i = 1, 2 do
              print(i)
            end
            1
            2
            local> .mode json
            local> { a = a }
            {
              "a": 1
            }
            local>
            """)
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "local> { a = a }")
    }

    @Test func theFirstErrorEndsIt() throws {
        let terminal = try start()
        try paste("local> x = 1\nlocal> error('no', 0)\nlocal> x = 2\nlocal> x = 3", in: terminal)
        try terminal.expect(lastRow: "local> x = 3")
        try terminal.type("\rx\r")
        try terminal.wait(for: "the note, and what was not run") {
            $0.text.hasSuffix("error: no\nnote: the 2 entries after it were not run\nlocal> x\n1\nlocal>")
        }
    }

    @Test func aListOfCommandsRunsOneAfterAnother() throws {
        let terminal = try start()
        try paste(
            "x = 5\nif x > 2 then\n  x = x + 1\nend\n.mode json\nx, nil\n!echo from the shell\n.nope\nx\n", in: terminal
        )
        try terminal.expect(lastRow: "x")
        try terminal.type("\r")
        try terminal.expect(
            """
            local> x = 5
            if x > 2 then
              x = x + 1
            end
            local> .mode json
            local> x, nil
            6
            null
            local> !echo from the shell
            from the shell
            local> .nope
            error: there is no command .nope; .help lists them
            note: the entry after it was not run
            local>
            """)
    }

    @Test func anEntryOfSeveralLinesStaysOne() throws {
        let terminal = try start()
        try paste("local y = 1\nlocal z = 2\nreturn y + z", in: terminal)
        try terminal.type("\r")
        try terminal.expect("local> local y = 1\nlocal z = 2\nreturn y + z\n3\nlocal>")
    }

    @Test func whatIsOpenAtTheEndIsGoneOnWith() throws {
        let terminal = try start()
        try paste("local> x = 1\nlocal> for i = 1, 2 do", in: terminal)
        try terminal.expect("local> x = 1\nlocal> for i = 1, 2 do")
        try terminal.type("\rprint(x + i) end\r")
        try terminal.expect("local> x = 1\nlocal> for i = 1, 2 do\n  print(x + i) end\n2\n3\nlocal>")
    }
}
