import Glibc
import TestSupport
import Testing

/// What a person is asked, on a terminal and where there is none.
@Suite(.serialized)
struct QuestionTests {
    private let folder = TemporaryFolder()
    private let api: ServedAPI
    private let seed = """
        ns = functions.create_namespace{ label = 'jobs', region = 'nyc1' }
        for i = 1, 6 do
            ns:create_trigger{ name = 't' .. i, func = 'f/g', type = 'SCHEDULED', is_enabled = true,
                scheduled_details = { cron = '1 2 * * *' } }
        end
        """

    init() throws {
        api = try ServedAPI()
        folder.write(
            "api-url: \(api.address)\nauth-contexts:\n  prod: \(exampleToken)\n  dev: \(exampleToken)\ncontext: dev\n",
            to: "config/doctl/config.yaml")
        folder.write("prod: {protected: true}\n", to: "config/moontide/contexts.yaml")
        #expect(try run("-e", seed).status == 0)
    }

    private func run(_ arguments: String..., input: String? = nil) throws -> RunningProgram.Outcome {
        try Moontide.run(arguments, in: folder, input: input)
    }

    private func start(_ arguments: String...) throws -> PseudoTerminal {
        try PseudoTerminal(
            Moontide.path, ["-q", "--no-history"] + arguments, environment: Moontide.environment(in: folder),
            columns: 140)
    }

    private let triggers = "functions.list_namespaces()[1]:triggers()"

    private func count() throws -> String { try run("-e", "return #\(triggers)").output }

    @Test func aLoopMayBeAnsweredForAll() throws {
        let terminal = try start()
        try terminal.expect(lastRow: "dev>")
        try terminal.type("for _, t in ipairs(\(triggers)) do t:delete() end\r")
        for number in 1...3 {
            try terminal.wait(for: "question \(number)") {
                $0.text.hasSuffix("in dev? [y/N]") && $0.text.contains("delete trigger \"t\(number)\" (fn-")
            }
            try terminal.type("y\r")
        }
        try terminal.wait(for: "the offer") { $0.text.hasSuffix("in dev? [y/N/a]") }
        try terminal.type("a\r")
        try terminal.expect(lastRow: "dev>")
        #expect(try count() == "0\n")
    }

    @Test(arguments: ["\r", "n\r", "x\r", "a\r", "\u{4}", "\u{3}"])
    func everythingButYesIsNo(keys: String) throws {
        let terminal = try start()
        try terminal.expect(lastRow: "dev>")
        try terminal.type("\(triggers)[1]:delete()\r")
        try terminal.wait(for: "the question") { $0.text.hasSuffix("in dev? [y/N]") }
        try terminal.type(keys)
        try terminal.wait(for: "the refusal") {
            $0.text.hasSuffix("dev>") && ($0.text.contains("refused: not confirmed") || $0.text.contains("interrupted"))
        }
        #expect(try count() == "6\n")
    }

    @Test func aProtectedContextWantsItsName() throws {
        let terminal = try start("--context", "prod")
        try terminal.expect(lastRow: "prod>")
        try terminal.type("\(triggers)[1]:delete()\r")
        try terminal.wait(for: "the question") {
            $0.text.hasSuffix("in prod:") && $0.text.contains("type prod to delete trigger \"t1\" (fn-")
        }
        try terminal.type("y\r")
        try terminal.expect(containing: "refused: not confirmed: that is not \"prod\"")
        try terminal.expect(lastRow: "prod>")
        try terminal.type("\(triggers)[1]:delete()\r")
        try terminal.wait(for: "the question again") { $0.text.hasSuffix("in prod:") }
        try terminal.type("prod\r")
        try terminal.wait(for: "the result") { $0.text.hasSuffix("true\nprod>") }
        #expect(try count() == "5\n")
    }

    @Test func aPipedScriptAsksOnTheTerminal() throws {
        let command = "echo '\(triggers)[1]:delete() print(42)' | \(Moontide.path) -q -; echo status $?"
        let terminal = try PseudoTerminal(
            "/bin/sh", ["-c", command], environment: Moontide.environment(in: folder), columns: 140)
        try terminal.wait(for: "the question") { $0.text.hasSuffix("in dev? [y/N]") }
        try terminal.type("y\r")
        try terminal.expect(containing: "42\nstatus 0")
        #expect(try count() == "5\n")
    }

    @Test func withoutATerminalNothingIsSent() throws {
        let delete = "\(triggers)[1]:delete()"
        let plain = try run("-e", delete)
        #expect(plain.status == 5)
        #expect(
            plain.errorOutput
                == "(command line):1: functions.delete_trigger: refused: it needs a confirmation, and there is no terminal to ask on; --yes answers it\n"
        )
        let typed = try run("--context", "prod", "--yes", "-e", delete)
        #expect(typed.status == 5 && typed.errorOutput.contains("no terminal to ask on; --yes=all answers it"))
        #expect(try count() == "6\n")
        #expect(try run("--yes", "-e", delete).status == 0)
        #expect(try run("--context", "prod", "--yes=all", "-e", delete).status == 0)
        #expect(try count() == "4\n")
    }

    @Test func aScriptsOwnWordsStayItsOwn() throws {
        folder.write("print(...) print(arg[1])", to: "a.lua")
        #expect(try run(folder.file("a.lua"), "--yes=all").output == "--yes=all\n--yes=all\n")
        #expect(try run("--yes=maybe", folder.file("a.lua")).status == 2)
    }

    // MARK: - Dry runs

    @Test func aDryRunShowsOnStandardErrorAndSendsNothing() throws {
        let script = "for _, t in ipairs(\(triggers)) do t:update{ is_enabled = false } end return 'done'"
        let outcome = try run("--dry-run", "-e", script)
        #expect(outcome.status == 0 && outcome.output == "done\n")
        let lines = outcome.errorOutput.split(separator: "\n")
        #expect(
            lines.count == 6
                && lines.allSatisfy {
                    $0.hasPrefix("DRY PUT /v2/functions/namespaces/fn-") && $0.hasSuffix(#"{"is_enabled":false}"#)
                })
        #expect(try run("-o", "json", "-e", "return \(triggers)[1].is_enabled").output == "true\n")
    }

    @Test func aDryRunIsDataInAFormatForPrograms() throws {
        let outcome = try run("--dry-run", "-o", "jsonl", "-e", "return \(triggers)[1]:delete()")
        #expect(outcome.status == 0 && outcome.errorOutput == "")
        #expect(
            outcome.output.hasPrefix(
                #"{"operation":"functions.delete_trigger","danger":"delete","method":"DELETE","path":"/v2/"#))
        #expect(try run("--dry-run", "-o", "json", "-e", "return 1").output == "[]\n")
        #expect(try count() == "6\n")
    }

    @Test func thePromptSaysThatItIsDry() throws {
        let terminal = try start("--dry-run")
        try terminal.expect(lastRow: "dev dry-run>")
        try terminal.type("\(triggers)[1]:delete()\r")
        try terminal.expect(containing: "DRY DELETE /v2/functions/namespaces/fn-")
        try terminal.wait(for: "the result") { $0.text.hasSuffix("true\ndev dry-run>") }
        #expect(try count() == "6\n")
    }

    // MARK: - Exit codes

    @Test func endsWithTheCodeOfItsError() throws {
        let cases: [([String], Int32)] = [
            (["-e", "error('x')"], 1), (["--nope"], 2), (["-e", "functions.get_namespace('none')"], 3),
            (["-e", "wait(\(triggers)[1], { gone = true, timeout = 0.01 })"], 3),
            (["-e", "error(select(2, pcall(functions.get_namespace, 'none')))"], 3),
            (["-e", "functions.one_trigger('none', 'x')"], 3), (["--context", "none", "-e", "return 1"], 4),
            (["-e", "\(triggers)[1]:delete()"], 5),
            (["-e", "coroutine.wrap(function() \(triggers)[1]:delete() end)()"], 5),
            (["--context", "local", "-e", "localapi.fail{ status = 500 } functions.list_namespaces()"], 3)
        ]
        for (arguments, status) in cases {
            let outcome = try Moontide.run(arguments, in: folder)
            #expect(outcome.status == status, "\(arguments) \(outcome)")
        }
    }
}
