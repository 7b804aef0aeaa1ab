import Glibc
import TestSupport
import Testing

/// Formats, columns and order, as a script or a command line asks for them.
struct OutputTests {
    private let folder = TemporaryFolder()
    private let list = "{ { n = 2, b = { c = 'y' } }, { n = 10, b = { c = 'x' } }, { b = { c = 'z' } } }"

    private func run(_ arguments: String...) throws -> RunningProgram.Outcome {
        try Moontide.run(["--data", ":memory:"] + arguments, in: folder)
    }

    @Test func sortsByMembersWithTheAbsentLast() throws {
        #expect(try run("-o", "csv", "--sort", "n", "-e", list).output == "b.c,n\ny,2\nx,10\nz,\n")
        #expect(try run("-o", "csv", "--sort", "-n", "--columns", "b.c", "-e", list).output == "b.c\nx\ny\nz\n")
        #expect(
            try run("-o", "jsonl", "--sort", "b.c", "--columns", "b.c", "-e", list).output.filter("xyz".contains)
                == "xyz")
        #expect(try run("--sort", "b.c,-n", "--no-header", "-e", list).output == "10  x\n 2  y\n    z\n")
        let mixed = "{ { a = 'b' }, { a = 2 }, { a = true }, { a = 'a' }, { a = 10 }, { a = false } }"
        #expect(try run("-o", "tsv", "--sort", "a", "--no-header", "-e", mixed).output == "false\ntrue\n2\n10\na\nb\n")
    }

    @Test func showsValuesInTheMiddleOfAScript() throws {
        let chunk = """
            local t = \(list)
            show(t, 'ids') 
            """
        #expect(
            try run("-e", chunk).errorOutput.hasPrefix("(command line):2: show: cannot write ids: a record has none"))
        #expect(
            try run("-e", "show(\(list), { mode = 'csv', sort = '-n', header = false })").output == "x,10\ny,2\nz,\n")
        #expect(
            try run("-e", "show(\(list), { columns = { 'b.c' }, rows = 1 })").output
                == "c\ny\n… 2 more (rows = 0 shows all)\n")
        #expect(try run("-e", "show('a\\nb') show(1, 'json') show(nil)").output == "a\nb\n1\nnil\n")
        #expect(try run("-o", "yaml", "-e", "show{ a = 'no' }").output == "a: \"no\"\n")
    }

    @Test func givesEveryResultAMethodThatPrintsIt() throws {
        let chunk = """
            for _, name in ipairs{ 'web', 'db' } do tags.create{ name = name } end
            local list = tags.list()
            list:print{ mode = 'ids', sort = 'name' }
            list[1]:print{ mode = 'jsonl', columns = 'name' }
            print(list[3], list.print ~= nil, #list)
            """
        #expect(try run("-e", chunk).output == "db\nweb\n{\"name\":\"web\"}\nnil\ttrue\t2\n")
    }

    @Test func runsNoCodeOfAValueThatItPrints() throws {
        let chunk = """
            local function fail() error('was called') end
            local meta = { __index = fail, __pairs = fail, __len = fail, __name = 'Named', __eq = fail }
            local t = setmetatable({ a = 1, b = setmetatable({ 2 }, meta) }, meta)
            show(t) show({ t, t }) show(t, 'json')
            """
        let outcome = try run("-e", chunk)
        #expect(outcome.errorOutput == "")
        #expect(outcome.output.hasPrefix("Named { a = 1, b = Named { 2 } }\na  b\n1  2\n1  2\n{\n  \"a\": 1,"))
    }

    @Test func rendersTextForFiles() throws {
        #expect(try run("-e", "render(\(list), 'tsv'):gsub('\\t', ' ')").output == "b.c n\ny 2\nx 10\nz \n4\n")
        let chunk = "save(render({ { a = 1 }, { a = 2 } }, 'csv'), '\(folder.file("t.csv"))')"
        #expect(try run("-e", chunk).status == 0)
        #expect(try RunningProgram.run("cat", [folder.file("t.csv")]).output == "a\n1\n2\n")
    }

    @Test func readsNoMoreOfRecordsThanTheirColumns() throws {
        let list = "{ { a = 'x', n = { v4 = { { ip = 1 }, { ip = 2, f = print }, null } } }, { a = 'y', n = {} }, 7 }"
        #expect(try run("-e", "render(\(list), { columns = 'a,n.v4.ip' })").output == "a  ip\nx  1, 2\ny\n\n")
        let numbered = "{ { n = { { ip = 1 }, { ip = 2 } } } }"
        #expect(try run("-e", "render(\(numbered), { columns = 'n.2.ip' })").output == "ip\n 2\n")
    }

    @Test(arguments: [
        ("show()", "show: expected a value"),
        ("show(1, 'xml')", "show: mode: expected one of table, json, jsonl, yaml, csv, tsv, ids, lua, found 'xml'"),
        ("show(1, { colums = {} })", "show: unknown option 'colums'; did you mean 'columns'?"),
        ("show(1, { rows = -1 })", "show: rows: expected a whole number from 0 up"),
        ("show(1, { columns = { 1 } })", "show: columns: expected a string, found number"),
        ("render({ f = print }, 'json')", "render: cannot write json: f: a function has no JSON form")
    ])
    func namesTheOptionThatIsWrong(chunk: String, message: String) throws {
        let outcome = try run("-e", chunk)
        #expect(outcome.errorOutput == "(command line):1: \(message)\n")
        #expect(outcome.status == 1)
    }

    @Test func writesNothingWhereOneOfSeveralResultsCannotBeWritten() throws {
        let outcome = try run("-o", "json", "-e", "return { 1, 2 }, { print }")
        #expect(outcome.output == "" && outcome.status == 1)
        #expect(try run("-o", "json", "-e", "local t = tags.list() error('no')").output == "")
        // A stream of records has written what came before.
        #expect(try run("-o", "jsonl", "-e", "return { { a = 1 }, { a = print } }").output == "{\"a\":1}\n")
    }

    @Test func keepsTheOrderOfTheSpecification() throws {
        let chunk = "tags.create{ name = 'web' }"
        let text = try run("-o", "json", "-e", chunk).output
        #expect(text.hasPrefix("{\n  \"name\": \"web\",\n  \"resources\": {\n    \"count\": 0,"))
        #expect(try run("-o", "json", "--color", "always", "-e", chunk).output == text)
    }

    @Test func endsQuietlyWhenTheReaderOfAStreamGoesAway() throws {
        let chunk = "local t = {} for i = 1, 50000 do t[i] = { n = i } end return t"
        let outcome = try RunningProgram.run(
            "sh", ["-c", "{ '\(Moontide.path)' -o jsonl -e '\(chunk)'; echo $? >&2; } | head -n 1"],
            environment: Moontide.environment(in: folder, ["PATH": "/usr/bin:/bin"]))
        #expect(outcome == .init(status: 0, output: "{\"n\":1}\n", errorOutput: "141\n"))
    }

    // MARK: - The transcript

    @Test func keepsATranscriptThatRunsAgain() throws {
        let token = "dop_v1_" + String(repeating: "ab", count: 32)
        let path = folder.file("log.lua")
        let outcome = try run("--log", path, "-e", "print('p', 1) return { a = 1 }", "-e", "error('bad \(token)')")
        #expect(outcome.status == 1 && outcome.output == "p\t1\n{ a = 1 }\n")
        let text = try RunningProgram.run("cat", [path]).output
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines[0].hasPrefix("-- moontide 20") && lines[0].hasSuffix("Z, local"))
        #expect(
            lines.dropFirst().joined(separator: "\n") == """

                print('p', 1) return { a = 1 }
                --> p\t1
                --> { a = 1 }

                error('bad dop_v1_[redacted]')
                --! (command line):1: bad dop_v1_[redacted]

                """)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func refusesATranscriptThatIsALink() throws {
        symlink(folder.file("target"), folder.file("link"))
        let outcome = try run("--log", folder.file("link"), "-e", "1")
        #expect(outcome.status == 1 && outcome.output == "")
        #expect(outcome.errorOutput.hasSuffix("link: it is a symbolic link\n"))
        #expect(access(folder.file("target"), F_OK) != 0)
    }
}
