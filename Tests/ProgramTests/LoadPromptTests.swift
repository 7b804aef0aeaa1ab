import TestSupport
import Testing

/// `.load` and `.examples` at the prompt.
@Suite(.serialized)
struct LoadPromptTests {
    private let folder = TemporaryFolder()

    private func start() throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:", "--no-history"],
            environment: Moontide.environment(in: folder, ["HOME": folder.path]), columns: 140)
        try terminal.expect(lastRow: "local>", column: 7)
        return terminal
    }

    @Test func aFileRunsInTheSession() throws {
        folder.write(
            "#!/usr/bin/env moontide\nloaded = 42\nprint('from the file')\nreturn { loaded }, 'two'\n", to: "a.lua")
        let terminal = try start()
        try terminal.type(".load ~/a.lua\r_[1] + 1\rloaded\r")
        try terminal.expect(
            "local> .load ~/a.lua\nfrom the file\n{ 42 }\ntwo\nlocal> _[1] + 1\n43\nlocal> loaded\n42\nlocal>")
    }

    @Test func itsErrorsNameTheFile() throws {
        folder.write("local function f() nothing.x = 1 end\nf()\n", to: "bad.lua")
        folder.write("x = = 1\n", to: "syntax.lua")
        let terminal = try start()
        let path = folder.path
        try terminal.type(".load \(path)/bad.lua\r")
        try terminal.wait(for: "the error with its place") {
            $0.text.contains("bad.lua:1: attempt to index a nil value (global 'nothing')")
                && $0.text.contains("bad.lua:2: in main chunk\nlocal>")
        }
        try terminal.type(".load \(path)/syntax.lua\r")
        try terminal.wait(for: "the mistake") { $0.text.contains("syntax.lua:1: unexpected symbol near '='\nlocal>") }
        try terminal.type(".load nowhere.lua\r")
        try terminal.wait(for: "what cannot be opened") {
            $0.text.hasSuffix("error: .load: cannot open nowhere.lua: No such file or directory\nlocal>")
        }
        try terminal.type(".load\r")
        try terminal.wait(for: "what is missing") {
            $0.text.hasSuffix("error: .load: expected a file, found ''\nlocal>")
        }
    }

    @Test func aFileThatFailsEndsAList() throws {
        folder.write("error('no', 0)\n", to: "fails.lua")
        let terminal = try start()
        try terminal.type("\u{1b}[200~x = 1\n.load \(folder.path)/fails.lua\nx = 2\n\u{1b}[201~\rx\r")
        try terminal.wait(for: "the note") {
            $0.text.hasSuffix("error: no\nnote: the entry after it was not run\nlocal> x\n1\nlocal>")
        }
    }

    @Test func examplesCanBeCopied() throws {
        let terminal = try start()
        try terminal.type(".examples functions.delete_namespace\r")
        try terminal.wait(for: "the operation and the method") { screen in
            screen.text.contains("\nfunctions.delete_namespace(\"fn-")
                && screen.text.hasSuffix("\nnamespace:delete()\nlocal>")
        }
        try terminal.type(".examples functions.delete_namespcae\r")
        try terminal.wait(for: "what was meant") {
            $0.text.hasSuffix("did you mean 'functions.delete_namespace'?\nlocal>")
        }
    }
}
