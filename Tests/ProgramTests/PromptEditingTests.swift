import Glibc
import TestSupport
import Testing

/// Editing at the prompt: what the line editor does with the language and the API behind it.
@Suite(.serialized)
struct PromptEditingTests {
    private let folder = TemporaryFolder()

    private func start(
        _ environment: [String: String] = [:], columns: Int = 80, rows: Int = 24
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:"], environment: Moontide.environment(in: folder, environment),
            columns: columns, rows: rows)
        try terminal.expect(lastRow: "local>", column: 7)
        return terminal
    }

    private func write(_ text: String, to name: String, mode: mode_t = 0o600) throws -> String {
        let path = folder.file(name)
        let file = try #require(fopen(path, "w"))
        fputs(text, file)
        fclose(file)
        chmod(path, mode)
        return path
    }

    @Test func colorsTheLanguage() throws {
        let terminal = try start()
        try terminal.type("for i = 12, x do --c")
        try terminal.expect(lastRow: "local> for i = 12, x do --c")
        try terminal.wait(for: "the colors") { screen in
            let colors = (7..<27).map { screen.style(row: 0, column: $0).color }
            let keyword = [5, 5, 5] as [Int?]
            return colors[..<3] == keyword[...] && colors[4] == nil && Array(colors[8..<10]) == [6, 6]
                && Array(colors[14..<16]) == [5, 5] && screen.style(row: 0, column: 25).isDimmed
        }
        try terminal.type("\u{15}x = 'a")
        try terminal.wait(for: "an open string in color") { screen in
            screen.row(0) == "local> x = 'a" && screen.style(row: 0, column: 12).color == 2
        }
    }

    @Test func colorsOperationsAndCommandsThatExist() throws {
        let terminal = try start()
        try terminal.type("x = droplets.list(droplets.lisp, x.droplets.list")
        try terminal.wait(for: "the operation in color") { screen in
            let names = [11, 20, 25, 33, 44, 53].map { screen.style(row: 0, column: $0).color }
            return screen.row(0).hasSuffix("x.droplets.list") && names == [4, 4, nil, nil, nil, nil]
        }
        try terminal.type("\u{15}.mode")
        try terminal.wait(for: "the command in color") { screen in
            screen.row(0) == "local> .mode" && screen.style(row: 0, column: 11).color == 4
        }
        try terminal.type("l")
        try terminal.wait(for: "what is no command") { screen in
            screen.row(0) == "local> .model" && screen.style(row: 0, column: 11).color == nil
        }
    }

    @Test func hintsAtTheParametersThatAreLeft() throws {
        let terminal = try start(columns: 100)
        try terminal.type("functions.create_namespace{ ")
        try terminal.expect("local> functions.create_namespace{\ncreate_namespace{ label*, region* }")
        #expect(terminal.screen.style(row: 1, column: 0).isDimmed)
        try terminal.type("label = 'x', ")
        try terminal.expect("local> functions.create_namespace{ label = 'x',\ncreate_namespace{ region* }")
        try terminal.type("region = 'nyc1' }")
        try terminal.expect("local> functions.create_namespace{ label = 'x', region = 'nyc1' }")
    }

    @Test(arguments: [
        ("droplets.get(", "get(droplet_id*)"), ("droplets.get(1", "get(droplet_id*)"), ("droplets.get(1, ", ""),
        (
            "print(1, functions.update_trigger(f(1, 2), ",
            "update_trigger(trigger_name*, { is_enabled, scheduled_details })"
        ),
        ("functions.get_trigger('a', ", "get_trigger(trigger_name*)"), ("print(", ""), ("droplets.get({1}[", "")
    ])
    func hintsAtTheArgumentsOfACall(_ text: String, _ hint: String) throws {
        let terminal = try start(columns: 100)
        try terminal.type(text)
        let line = ("local> " + text).trimmingBlanks
        try terminal.wait(for: "the hint \(hint)") { $0.text == (hint.isEmpty ? line : line + "\n" + hint) }
    }

    @Test(arguments: [
        // The parameter at the cursor, whether it is being named or given; the operation; the call around the cursor.
        ("functions.create_trigger{ func", "functions.create_trigger.func"),
        ("functions.create_trigger{ func = ", "functions.create_trigger.func"),
        ("functions.create_trigger{ func = 'a", "functions.create_trigger.func"),
        ("functions.create_trigger{ scheduled_details = { cron", "functions.create_trigger.scheduled_details.cron"),
        ("functions.create_trigger{ func = 'a/b', ", "functions.create_trigger"),
        ("functions.create_trigger", "functions.create_trigger"),
        ("print(functions.create_trigger(", "functions.create_trigger"),
        ("functions.nothing", "functions"), ("functions.", "functions")
    ])
    func explainsWhatIsAtTheCursor(_ text: String, _ title: String) throws {
        let terminal = try start(columns: 100, rows: 80)
        try terminal.type(text + "\u{1b}OP")
        try terminal.wait(for: "help about \(title)") { screen in
            screen.text.hasPrefix("\(title)  ") || screen.text.hasPrefix("\(title)\n")
        }
        try terminal.wait(for: "the line again") { $0.row($0.cursor.row) == ("local> " + text).trimmingBlanks }
    }

    @Test func ringsWhereThereIsNothingToExplain() throws {
        let terminal = try start()
        try terminal.type("nothing_of_this_name\u{1b}h")
        try terminal.wait(for: "a bell") { $0.bells == 1 && $0.text == "local> nothing_of_this_name" }
    }

    @Test func takesThePromptsAndAnswersOutOfAPastedSession() throws {
        let terminal = try start()
        try terminal.type(
            "\u{1b}[200~prod> x = {\n  1, 2\n}\nprod> for _, v in ipairs(x) do\n  print(v)\nend\n1\n2\nprod> y = #x\n\u{1b}[201~"
        )
        try terminal.expect("local> x = {\n  1, 2\n}\nlocal> for _, v in ipairs(x) do\n  print(v)\nend\nlocal> y = #x")
        try terminal.type("\r")
        try terminal.wait(for: "what it printed") { $0.text.hasSuffix("\nend\n1\n2\nlocal> y = #x\nlocal>") }
    }

    @Test(arguments: [
        "{", "1 +", "not", "a and", "f(", "function f()", "x = [[", "'abc\\", "repeat", "if x then"
    ])
    func goesOnWithWhatIsNotComplete(_ text: String) throws {
        let terminal = try start()
        try terminal.type(text + "\r")
        try terminal.wait(for: "a second line") { $0.cursor.row == 1 && $0.text == "local> " + text }
        // A blank last line runs it anyway, which shows what is wrong with it.
        try terminal.type("\r")
        try terminal.expect(containing: "error: ")
    }

    @Test(arguments: [("'abc", "unfinished string"), ("x = = 1", "unexpected symbol"), ("end", "<eof> expected")])
    func doesNotGoOnWithAMistake(_ text: String, _ message: String) throws {
        let terminal = try start()
        try terminal.type(text + "\r")
        try terminal.expect(containing: "local> \(text)\nerror: \(message)")
    }

    @Test func movesWhatClosesABlockOneStepBack() throws {
        let terminal = try start()
        try terminal.type("if x then\rreturn 1\relse\rreturn { \r2\r}\rend")
        try terminal.expect("local> if x then\n  return 1\nelse\n  return {\n    2\n  }\nend")
        try terminal.type("\r")
        try terminal.wait(for: "the value") { $0.text.hasSuffix("\nend\n{ 2 }\nlocal>") }
    }

    @Test func tabIndentsWhereNothingCanBeMeantAndCompletesWhereAValueCan() throws {
        let terminal = try start()
        try terminal.type("\tx = \ty")
        try terminal.expect(lastRow: "local>   x =   y", column: 16)
        try terminal.type("\u{15}functions.create_trigger{ type = \t")
        try terminal.expect(containing: "local> functions.create_trigger{ type = \"SCHEDULED\"")
        try terminal.type("\u{15}functions.create_trigger{ is_enabled = \t")
        try terminal.expect(containing: " true\n false")
        try terminal.type("\u{07}\u{15}retu\t")
        try terminal.expect(lastRow: "local> return")
    }

    @Test func theExternalEditorKnowsTheLanguageByTheNameOfTheFile() throws {
        let editor = try write(
            "#!/bin/sh\ncase \"$1\" in *.lua) echo 'found = 1' > \"$1\" ;; esac\n", to: "editor", mode: 0o700)
        let terminal = try start(["VISUAL": editor])
        try terminal.type("x\u{18}\u{05}")
        try terminal.expect(lastRow: "local> found = 1", column: 16)
        try terminal.type("\rfound\r")
        try terminal.expect(containing: "local> found\n1\nlocal>")
    }

    @Test func searchesWhatAnotherSessionHasJustEntered() throws {
        let one = try start()
        let other = try start()
        try other.type("from_the_other = 1\r")
        try other.expect("local> from_the_other = 1\nlocal>")
        try one.type("\u{12}the_other")
        try one.expect(lastRow: "(reverse-i-search)`the_other': from_the_other = 1")
        try one.type("\r")
        try one.expect("local> from_the_other = 1\nlocal>")
    }

    @Test func suggestsAndGoesByTheTypedBeginning() throws {
        let terminal = try start()
        try terminal.type("alpha = 1\r")
        try terminal.expect("local> alpha = 1\nlocal>")
        try terminal.type("beta = 2\r")
        try terminal.expect("local> alpha = 1\nlocal> beta = 2\nlocal>")
        try terminal.type("al")
        try terminal.expect(lastRow: "local> alpha = 1", column: 9)
        #expect(terminal.screen.style(row: 2, column: 9).isDimmed)
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "local> alpha = 1", column: 16)
    }

    @Test func saysOnceThatTheHistoryIsAnotherPrograms() throws {
        mkdir(folder.file("state"), 0o700)
        mkdir(folder.file("state/moontide"), 0o700)
        let path = try write("my notes\n", to: "state/moontide/history")
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:"], environment: Moontide.environment(in: folder), columns: 300)
        try terminal.expect(lastRow: "local>")
        try terminal.type("x = 1\r")
        try terminal.wait(for: "the next prompt") { $0.text.hasSuffix("local> x = 1\nlocal>") }
        try terminal.type("\u{1b}[A")
        try terminal.wait(for: "the entry from memory") { $0.text.hasSuffix("local> x = 1\nlocal> x = 1") }
        #expect(
            terminal.screen.row(0)
                == "note: \(path) is not a history file of this program: left untouched, history is kept in memory only; "
                + "move it away or choose another file")
        #expect(terminal.screen.text.split(separator: "note:").count == 1)
        #expect(try RunningProgram.run("cat", [path]).output == "my notes\n")
    }

    @Test func withoutColorsItCompletesAndShowsNoHints() throws {
        let terminal = try start(["NO_COLOR": "1"])
        try terminal.type("x = 12 functions.create_n\tl")
        try terminal.expect(containing: "local> x = 12 functions.create_namespace{ l")
        let styled = (0..<24).contains { row in
            (0..<80).contains { terminal.screen.style(row: row, column: $0) != .init() }
        }
        #expect(!styled)
        #expect(terminal.screen.row(1) == "")
    }

    @Test func worksOnADumbTerminal() throws {
        let terminal = try start(["TERM": "dumb"])
        try terminal.type("1 + 1\r")
        try terminal.expect("local> 1 + 1\n2\nlocal>")
        try terminal.type("functions.create_n\t")
        try terminal.expect(lastRow: "local> functions.create_namespace{")
        #expect(!terminal.received.contains(0x1b))
    }

    @Test func anEntryIsTypedWhereStandardInputIsAPipe() throws {
        let terminal = try PseudoTerminal(
            "/bin/sh", ["-c", "echo data | \(Moontide.path) -q -i --data :memory:"],
            environment: Moontide.environment(in: folder))
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("local>") }
        try terminal.type("1 + 1\r")
        try terminal.expect(containing: "local> 1 + 1\n2\nlocal>")
    }

    @Test func controlCGivesTheLineUpAndKeepsItOneArrowAway() throws {
        let terminal = try start()
        try terminal.type("for i = 1, 2 do\rhalf")
        try terminal.expect("local> for i = 1, 2 do\n  half")
        try terminal.type("\u{03}")
        try terminal.expect("local> for i = 1, 2 do\n  half^C\nlocal>")
        try terminal.type("\u{1b}[A")
        try terminal.expect("local> for i = 1, 2 do\n  half^C\nlocal> for i = 1, 2 do\n  half")
    }

    @Test func endsAsAskedBySignals() throws {
        let terminal = try start()
        try terminal.type("x = 1\r")
        try terminal.expect("local> x = 1\nlocal>")
        try terminal.type("half")
        try terminal.expect(lastRow: "local> half")
        terminal.signal(SIGTERM)
        #expect(try terminal.waitForExit() == 128 + SIGTERM)
        #expect(!terminal.screen.modes.contains(2004))
        let another = try start()
        another.hangUp()
        #expect(try another.waitForExit() == 128 + SIGHUP)
        #expect(try RunningProgram.run("cat", [folder.file("state/moontide/history")]).output.contains("x\\040=\\0401"))
    }

    @Test func aPromptStartsItsOwnRow() throws {
        let terminal = try start()
        try terminal.type("io.write('abc');\r")
        try terminal.expect("local> io.write('abc');\nabc⏎\nlocal>")
    }
}

extension String {
    fileprivate var trimmingBlanks: String { String(reversed().drop { $0 == " " }.reversed()) }
}
