import Glibc
import TestSupport
import Testing

/// Scripts, chunks and standard input: what comes out where, and how the program ends.
struct BatchTests {
    private let folder = TemporaryFolder()

    private func run(
        _ arguments: String..., input: String? = nil, environment: [String: String] = [:]
    ) throws -> RunningProgram.Outcome {
        try Moontide.run(arguments, in: folder, environment: environment, input: input)
    }

    private func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        let descriptor = open(folder.file(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    }

    // MARK: - What runs

    @Test func printsWhatChunksReturn() throws {
        let outcome = try run("-e", "return 1", "-e", "'a', nil, {1, x = 2}", "-e", "local x = 1", "-e", "print('p')")
        #expect(outcome == .init(status: 0, output: "1\na\nnil\n{ 1, x = 2 }\np\n", errorOutput: ""))
    }

    @Test func saysThatTheLocalAPIHasNoOtherServers() throws {
        let outcome = try run("-e", "return inference.list_models{ access_key = 'k' }")
        #expect(
            outcome.errorOutput
                == "(command line):1: inference.list_models: refused: only DigitalOcean itself has this, "
                + "not the local API; start with --context NAME, or with a token\n")
        #expect(outcome.status == 5)
    }

    @Test func writesDocumentsIntoAPipeAsTheyAre() throws {
        #expect(try run("-e", "'a: 1\\n'", "-e", "'\\27[1m'", "-e", "''").output == "a: 1\n\u{1B}[1m\n\n")
        let size = try RunningProgram.run(
            "sh", ["-c", "'\(Moontide.path)' --no-history -e 'return \"%PDF\\0\\xFF\\n\\x80\"' | wc -c"])
        #expect(size.output.filter(\.isNumber) == "8")
    }

    @Test func keepsTheOrderOfPrintAndResults() throws {
        let outcome = try run("-e", "print(1) io.write('2\\n') return 3", "-e", "io.stdout:write('4\\n') return 5")
        #expect(outcome.output == "1\n2\n3\n4\n5\n")
    }

    @Test func givesAScriptItsArgumentsUntouched() throws {
        try write("s.lua", "print(arg[0], #arg, ...)")
        #expect(try run("s.lua", "a", "--flag", "-e", "-h").output == "s.lua\t4\ta\t--flag\t-e\t-h\n")
        #expect(try run("-q", "--", "s.lua", "x").output == "s.lua\t1\tx\n")
        #expect(try run("s.lua", "--yes=all", "help").output == "s.lua\t2\t--yes=all\thelp\n")
    }

    /// The plain ones are not read by ArgumentParser.
    @Test func readsPlainCommandLinesAsItReadsOthers() throws {
        try write("s.lua", "print(#arg, arg[-1] ~= nil, arg[-2], ...)")
        #expect(try run("s.lua", "a").output == "1\ttrue\tnil\ta\n")
        #expect(try run("--color=auto", "s.lua", "a").output.hasSuffix("\ta\n"))
        #expect(try run("-e", "return #arg, arg[1]").output == "2\n-e\n")
        #expect(try run("--color=auto", "-e", "return #arg, arg[2]").output == "3\n-e\n")
        #expect(try run("serve", "--nope").status == 2)
        #expect(try run("help").output.hasPrefix("OVERVIEW: "))
    }

    @Test func runsStandardInput() throws {
        #expect(try run("-", "x", input: "print(arg[0], ...)").output == "-\tx\n")
        #expect(try run(input: "print('in')").output == "in\n")
        #expect(try run("-o", "json", input: "return { b = 1, a = {} }").output == "{\n  \"a\": {},\n  \"b\": 1\n}\n")
    }

    @Test func readsScriptsAsEditorsSaveThem() throws {
        try write("bom.lua", "\u{FEFF}#!/usr/bin/env moontide\r\nprint('ok')\r\nerror('here')\r\n")
        let outcome = try run("bom.lua")
        #expect(outcome == .init(status: 1, output: "ok\n", errorOutput: "bom.lua:3: here\n"))
    }

    @Test func closesTheStateAtTheEnd() throws {
        let chunk = "x = setmetatable({}, { __gc = function() print('closed') help('none') end })"
        #expect(try run("-e", chunk).output.hasPrefix("closed\n"))
    }

    @Test func loadsLibrariesAsLuaDoes() throws {
        try write("lib.lua", "return { name = 'lib' }")
        #expect(try run("-l", "lib", "-e", "lib.name").output == "lib\n")
    }

    @Test func writesNothingOfAScriptsResultUnlessAFormatIsAskedFor() throws {
        try write("r.lua", "return { { id = 1, n = 'a' }, { id = 2 } }")
        #expect(try run("r.lua").output == "")
        #expect(try run("-o", "jsonl", "r.lua").output == "{\"id\":1,\"n\":\"a\"}\n{\"id\":2}\n")
        #expect(try run("-o", "csv", "r.lua").output == "id,n\n1,a\n2,\n")
        #expect(try run("-o", "ids", "r.lua").output == "1\n2\n")
        #expect(try run("-o", "yaml", "r.lua").output == "- id: 1\n  \"n\": a\n- id: 2\n")
        #expect(try run("-o", "csv", "--no-header", "--columns", "n,id", "r.lua").output == "a,1\n,2\n")
    }

    @Test func findsOperationsByTheirParameters() throws {
        let found = "  functions.create_trigger  Creates a trigger that runs a function on a schedule.\n"
        #expect(try run("-e", "help('is_enabled')").output.hasPrefix(found))
    }

    // MARK: - How it ends

    @Test func pointsToHelpThatThereIs() throws {
        let outcome = try run("--bogus")
        #expect(outcome.status == 2)
        #expect(outcome.errorOutput.hasPrefix("Error: Unknown option '--bogus'\n"))
        #expect(outcome.errorOutput.hasSuffix("\n  See 'moontide --help' for more information.\n"))
    }

    @Test func tellsWhereAnErrorIsAndWhoCalled() throws {
        try write("e.lua", "local function f() error('boom') end\nlocal function g() f() end\ng()\n")
        #expect(
            try run("e.lua")
                == .init(
                    status: 1, output: "",
                    errorOutput: """
                        e.lua:1: boom
                          e.lua:1: in upvalue 'f'
                          e.lua:2: in local 'g'
                          e.lua:3: in main chunk

                        """))
        try write("s.lua", "x = = 1")
        #expect(try run("s.lua").errorOutput == "s.lua:1: unexpected symbol near '='\n")
    }

    private static let endings: [([String], Int32)] = [
        (["-e", "os.exit(7)"], 7), (["-e", "os.exit(true, true)"], 0), (["-e", "error({})"], 1),
        (["-e", "functions.get_namespace('none')"], 3), (["-e", "functions.create_namespace{}"], 1),
        (["-e", "pcall(functions.get_namespace, 'none')"], 0), (["--nope"], 2), (["-o", "xml"], 2), (["none.lua"], 2),
        (["--timeout", "0", "-e", "1"], 2), (["--context", "none", "-e", "functions.list_namespaces()"], 4),
        (["--api-url", "http://example.com", "-e", "functions.list_namespaces()"], 4), (["serve", "--port", "x"], 2),
        (["token", "--scopes", "none"], 2), (["--help"], 0), (["--version"], 0)
    ]

    @Test(arguments: endings)
    func endsWithTheDocumentedCode(arguments: [String], status: Int32) throws {
        let outcome = try Moontide.run(arguments, in: folder)
        #expect(outcome.status == status, "\(outcome)")
    }

    @Test func endsWithTheCodeForCredentials() throws {
        let outcome = try run("-e", "functions.list_namespaces()", environment: ["DIGITALOCEAN_TOKEN": "a b"])
        #expect(outcome.status == 4 && !outcome.errorOutput.contains("a b"))
    }

    @Test func refusesSourceThatIsNoText() throws {
        try write("latin.lua", Array("x = 1\nprint('".utf8) + [0xE9] + Array("')".utf8))
        try write("compiled.lua", [0x1B] + Array("Lua".utf8))
        #expect(
            try run("latin.lua")
                == .init(
                    status: 1, output: "",
                    errorOutput: "moontide: latin.lua:2: expected UTF-8 text; save the file as UTF-8\n"))
        #expect(
            try run("compiled.lua").errorOutput
                == "moontide: compiled.lua: expected Lua source, found a compiled chunk; compiled chunks are not run\n")
    }

    @Test func survivesWhatCannotEnd() throws {
        #expect(try run("-e", "string.rep('x', 1e12)").errorOutput == "(command line):1: resulting string too large\n")
        let recursion = try run("-e", "local function f() return 1 + f() end f()")
        #expect(recursion.status == 1)
        #expect(recursion.errorOutput.hasPrefix("(command line):1: stack overflow\n"))
        #expect(recursion.errorOutput.split(separator: "\n").count < 10)
    }

    @Test func stopsAtAnInterrupt() throws {
        let program = try RunningProgram(
            Moontide.path, ["-e", "print('begun') io.stdout:flush() while true do end"],
            environment: Moontide.environment(in: folder))
        #expect(try program.nextLine() == "begun")
        program.signal(SIGINT)
        #expect(try program.wait() == .init(status: 130, output: "begun\n", errorOutput: "interrupted\n"))
    }

    @Test func endsQuietlyWhenNobodyReads() throws {
        let command = "\(Moontide.path) -e 'for i = 1, 1e6 do print(i) end' | head -1; echo ${PIPESTATUS[0]} >&2"
        let outcome = try RunningProgram.run(
            "bash", ["-c", command], environment: Moontide.environment(in: folder))
        #expect(outcome == .init(status: 0, output: "1\n", errorOutput: "141\n"))
    }

    @Test func saysThatTheDiskIsFull() throws {
        let outcome = try RunningProgram.run(
            "sh", ["-c", "\(Moontide.path) -e 'return 1' > /dev/full"], environment: Moontide.environment(in: folder))
        #expect(
            outcome
                == .init(
                    status: 1, output: "",
                    errorOutput: "moontide: cannot write to standard output: No space left on device\n"))
    }

    // MARK: - Whom it talks to

    @Test func touchesNothingForAChunkThatCallsNothing() throws {
        #expect(try run("-e", "return 1").status == 0)
        #expect(access(folder.file("data"), F_OK) != 0)
        #expect(access(folder.file("state"), F_OK) != 0)
    }

    @Test func keepsTheLocalAPIsDataPrivate() throws {
        let chunk = "return functions.create_namespace{ label = 'jobs', region = 'nyc1' }.label"
        #expect(try run("-e", chunk).output == "jobs\n")
        #expect(try run("-o", "json", "-e", "#functions.list_namespaces()").output == "1\n")
        var status = stat()
        #expect(stat(folder.file("data/moontide"), &status) == 0 && status.st_mode & 0o777 == 0o700)
        #expect(stat(folder.file("data/moontide/local.db"), &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func deletesOnARealContextOnlyWhenToldTo() throws {
        let api = try ServedAPI(["--data", ":memory:"])
        try write("token", exampleToken)
        func call(_ options: String...) throws -> RunningProgram.Outcome {
            try Moontide.run(["--api-url", api.address, "--token-file", folder.file("token")] + options, in: folder)
        }
        #expect(try call("-e", "ns = functions.create_namespace{ label = 'jobs', region = 'nyc1' }").status == 0)
        let delete = "for _, ns in ipairs(functions.list_namespaces()) do ns:delete() end"
        let refused = try call("-e", delete)
        #expect(refused.status == 5)
        #expect(
            refused.errorOutput == """
                (command line):1: functions.delete_namespace: refused: it needs a confirmation, and there is no terminal \
                to ask on; --yes answers it

                """)
        #expect(try call("-e", "#functions.list_namespaces()").output == "1\n")
        #expect(try call("--yes", "-e", delete).status == 0)
        #expect(try call("-e", "#functions.list_namespaces()").output == "0\n")
    }

    @Test func namesTheOriginOfARejectedToken() throws {
        let api = try ServedAPI(["--data", ":memory:", "--token", exampleToken])
        let token = "dop_v1_" + String(repeating: "1", count: 64)
        let outcome = try Moontide.run(
            ["--api-url", api.address, "-e", "functions.list_namespaces()"], in: folder,
            environment: ["DIGITALOCEAN_TOKEN": token])
        #expect(outcome.status == 4)
        #expect(outcome.errorOutput.contains("the environment variable DIGITALOCEAN_TOKEN was rejected"))
        #expect(!outcome.errorOutput.contains(token))
    }

    @Test func warnsOfATokenFileThatOthersCanRead() throws {
        let api = try ServedAPI(["--data", ":memory:"])
        try write("token", exampleToken)
        try #require(chmod(folder.file("token"), 0o644) == 0)
        let options = ["--api-url", api.address, "--token-file", folder.file("token")]
        let chunk = ["-e", "functions.list_namespaces() return #functions.list_namespaces()"]
        let file = folder.file("token")
        #expect(
            try Moontide.run(options + chunk, in: folder)
                == .init(
                    status: 0, output: "0\n",
                    errorOutput: "moontide: \(file) can be read by others; chmod 600 \(file) keeps its token to you\n"))
        #expect(try Moontide.run(["-q"] + options + chunk, in: folder).errorOutput == "")
    }

    @Test func mintsATokenThatMayDoOnlyWhatItsScopesAllow() throws {
        let minted = try run("token", "--scopes", "function:read")
        let token = String(minted.output.dropLast())
        #expect(minted.status == 0 && token.hasPrefix("dop_v1_"))
        let api = try ServedAPI(["--data", folder.file("data/moontide/local.db")])
        let namespaces = "/v2/functions/namespaces"
        #expect(try api.curl("GET", namespaces, token: token).hasSuffix(" 200"))
        let body = #"{"region":"nyc1","label":"x"}"#
        #expect(try api.curl("POST", namespaces, body: body, token: token).hasSuffix(" 403"))
    }
}
