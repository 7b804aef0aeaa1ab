import APIClient
import Catalog
import Glibc
import TestSupport
import Testing

/// The command line itself: versions, order, and what is said of mistakes.
struct CommandLineTests {
    private let folder = TemporaryFolder()

    private func run(_ arguments: String..., input: String? = nil) throws -> RunningProgram.Outcome {
        try Moontide.run(arguments, in: folder, input: input)
    }

    @Test func tellsItsVersionAndTheDayOfTheAPI() throws {
        let outcome = try run("--version")
        let lines = outcome.output.split(separator: "\n")
        #expect(outcome.status == 0 && lines.count == 3, "\(outcome)")
        #expect(lines[0] == "moontide " + MoontideVersion.number)
        #expect(lines[1] == "API description of " + (Catalog.standard.date ?? ""))
        #expect(lines[2].hasPrefix("Lua 5.4.") && lines[2].contains(", libedit 2."))
        #expect(access(folder.file("data"), F_OK) != 0)
    }

    @Test func optionsMayStandBeforeACommandThatHasThem() throws {
        let outcome = try run("--data", ":memory:", "-o", "json", "--dry-run", "run", "list-triggers")
        #expect(outcome == .init(status: 0, output: "[]\n"), "\(outcome)")
        folder.write("print('a script')", to: "run")
        #expect(try run("-q", "run").output == "a script\n")
    }

    @Test func pointsToTheCommandThatWasMeant() throws {
        #expect(
            try run("snipets").errorOutput
                == "moontide: cannot open snipets: No such file or directory; did you mean 'snippets'?\n")
        #expect(
            try run("-i", "serve").errorOutput
                == "moontide: cannot open serve: No such file or directory; options before the command 'serve' must be its "
                + "own: write them after it\n")
        #expect(try run("notes.lua").errorOutput == "moontide: cannot open notes.lua: No such file or directory\n")
    }

    private static let misspelled = [
        (["--contxt", "x"], "'--contxt'. Did you mean '--context'?"),
        (["--dryrun"], "'--dryrun'. Did you mean '--dry-run'?"),
        (["--collumns=a"], "'--collumns=a'. Did you mean '--columns'?"), (["--bogus"], "'--bogus'"),
        (["run", "--dryrun", "x"], "'--dryrun'. Did you mean '--dry-run'?"),
        (["serve", "--prot", "1"], "'--prot'. Did you mean '--port'?")
    ]

    @Test(arguments: misspelled)
    func pointsToTheOptionThatWasMeant(arguments: [String], text: String) throws {
        let outcome = try Moontide.run(arguments, in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errorOutput.hasPrefix("Error: Unknown option \(text)\n"), "\(outcome.errorOutput)")
    }

    @Test func aNumberOutOfRangeIsAWrongCommandLine() throws {
        for (option, value, text) in [
            ("--parallel", "0", "a number from 1 to 256, found 0"),
            ("--timeout", "-1", "a number of seconds above 0, found -1.0")
        ] {
            let outcome = try run("\(option)=\(value)", "-e", "1")
            #expect(outcome.status == 2)
            #expect(
                outcome.errorOutput.hasPrefix(
                    "Error: \(option): expected \(text)\nUsage: moontide [<options>] [<script>"),
                "\(outcome.errorOutput)")
        }
    }

    @Test func aRemovalMayBeToldNotToAsk() throws {
        folder.write("--- mine: only a test\nreturn 1\n", to: "data/moontide/snippets/mine.lua")
        #expect(try run("snippets", "remove", "--yes", "mine") == .init(status: 0, errorOutput: "mine: removed\n"))
    }
}
