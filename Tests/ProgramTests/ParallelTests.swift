import Glibc
import TestSupport
import Testing

/// `parallel` and `async` in whole programs: what comes out, and how they end.
struct ParallelTests {
    private let folder = TemporaryFolder()

    private func run(_ chunks: String...) throws -> RunningProgram.Outcome {
        try Moontide.run(["--data", ":memory:"] + chunks.flatMap { ["-e", $0] }, in: folder)
    }

    @Test func aRunThatPartlyFailedEndsWithItsOwnCode() throws {
        let outcome = try run(
            "localapi.fail{ operation = 'tags.create', status = 422, every = 4 }",
            "all = parallel({ 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h' }, function(n) tags.create{ name = n } end)")
        #expect(
            outcome
                == .init(
                    status: 6, output: "",
                    errorOutput: """
                        (command line):1: parallel: 2 of 8 items failed
                          2 items, first 4 (d): (command line):1: tags.create: 422 bad_request: This failure was asked for: localapi.fail.

                        """))
    }

    @Test func anErrorThatIsHandledEndsWithSuccess() throws {
        let chunk = "local r, e = parallel({ 1 }, droplets.get, { on_error = 'return' }) return #e.failed"
        #expect(try run(chunk) == .init(status: 0, output: "1\n", errorOutput: ""))
    }

    @Test func anInterruptTellsHowFarItCame() throws {
        let chunk = """
            all = parallel({ 'a', 'b', 'c' }, function(n)
                tags.create{ name = n }
                if n == 'c' then localapi.fail{ operation = 'tags.get', stall = true } print('waits') io.flush() end
                if n ~= 'a' then tags.get(n) tags.get(n) end
            end, { concurrency = 1 })
            """
        let program = try RunningProgram(
            Moontide.path, ["--data", ":memory:", "-e", chunk], environment: Moontide.environment(in: folder))
        #expect(try program.nextLine() == "waits")
        program.signal(SIGINT)
        let outcome = try program.wait()
        #expect(outcome.status == 130)
        #expect(
            outcome.errorOutput
                == "(command line):1: parallel: interrupted: 2 of 3 items done, 1 canceled under way\n")
    }

    @Test func aScriptEndsWhenItsTasksHaveEnded() throws {
        #expect(
            try run("async(function() sleep(0.01) print(#tags.list()) end)", "print('first')")
                == .init(status: 0, output: "task 1 ((command line):1): running\nfirst\n0\n", errorOutput: ""))
    }

    @Test func anErrorThatNobodyAwaitedIsTold() throws {
        let outcome = try run(
            "t = async(droplets.get, 1) u = async(function() error('unheard', 0) end) pcall(await, t)")
        #expect(outcome == .init(status: 1, output: "", errorOutput: "unheard\n"))
        #expect(try run("t = async(droplets.get, 1)").status == 3)
    }

    @Test func anInterruptEndsTasksAtTheEnd() throws {
        let program = try RunningProgram(
            Moontide.path, ["-e", "t = async(function() print('begun') io.flush() sleep('1h') end)"],
            environment: Moontide.environment(in: folder))
        #expect(try program.nextLine() == "begun")
        program.signal(SIGINT)
        #expect(try program.wait() == .init(status: 130, output: "begun\n", errorOutput: "interrupted\n"))
    }
}
