import Glibc
import TestSupport
import Testing

/// What the program answers to the scripts with which shells complete its command lines.
struct CommandLineCompletionTests {
    private let folder = TemporaryFolder()

    /// The lines for the words up to the cursor, summaries left out.
    private func answer(_ words: String..., shell: String = "zsh") throws -> [String] {
        let outcome = try Moontide.run(["---complete", shell, "moontide"] + words, in: folder)
        #expect(outcome.status == 0 && outcome.errorOutput.isEmpty, "\(outcome)")
        return outcome.output.split(separator: "\n").map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            return ["files", "folders"].contains(fields[0])
                ? fields.joined(separator: " ") : (fields[0] == "part" ? "\(fields[1])…" : String(fields[1]))
        }
    }

    @Test func offersCommandsAndScriptsFirst() throws {
        #expect(
            try answer("") == [
                "run", "snippets", "serve", "token", "annotations", "reference", "complete", "man", "help", "files lua "
            ])
        #expect(try answer("sn") == ["snippets", "files lua "])
        #expect(try answer("snippets", "re") == ["remove"])
        #expect(try answer("help", "se") == ["serve"])
    }

    @Test func offersTheOptionsOfTheCommandThatIsMeant() throws {
        #expect(try answer("--no-") == ["--no-rate-budget", "--no-header", "--no-progress", "--no-history"])
        #expect(try answer("--yes") == ["--yes", "--yes=all"])
        #expect(try answer("run", "--no-") == ["--no-rate-budget", "--no-header", "--no-progress"])
        #expect(try answer("serve", "--no-") == ["--no-rate-limits"])
        #expect(try answer("-o", "json", "--ou") == [])
        #expect(try answer("-e", "1", "-e", "2", "-e") == ["-e"])
    }

    @Test func anOptionBeforeACommandMustBeTheCommandsToo() throws {
        #expect(try answer("--dry-run", "") == ["run", "files lua "])
        #expect(try answer("--dry-run", "run", "retime-t") == ["retime-triggers", "files lua "])
        #expect(try answer("-i", "") == ["files lua "])
    }

    @Test func completesTheValuesOfOptions() throws {
        #expect(try answer("-o", "j") == ["json", "jsonl"])
        #expect(try answer("--output=c") == ["--output=csv"])
        #expect(try answer("-qo", "t") == ["table", "tsv"])
        #expect(try answer("--log", "") == ["files * "])
        #expect(try answer("--log=") == ["files * --log="])
        #expect(try answer("--timeout", "") == [])
        #expect(try answer("annotations", "-o", "") == ["folders - "])
        #expect(try answer("serve", "--seed", "") == ["files lua "])
        #expect(try answer("token", "--scopes", "function:r") == ["function:read…"])
        #expect(try answer("token", "--scopes", "function:read,function:c") == ["function:read,function:create…"])
    }

    @Test func leavesAScriptItsOwnArguments() throws {
        #expect(try answer("x.lua", "--no-") == ["files * "])
        #expect(try answer("--", "--no-") == ["files lua "])
        folder.write("--- two: words\n-- @param size small|large required  how much\nreturn 1\n", to: "two.lua")
        #expect(try answer("two.lua", "") == ["size=…"])
        #expect(try answer("two.lua", "size=l") == ["size=large"])
    }

    @Test func completesSnippetsAndWhatTheyTake() throws {
        #expect(try answer("run", "resume-t") == ["resume-triggers", "files lua "])
        #expect(try answer("run", "retime-triggers", "match=x", "c") == ["cron=…"])
        #expect(try answer("run", "retime-triggers", "match=x", "m") == [])
        #expect(try answer("run", "retime-triggers", "enable=") == ["enable=yes", "enable=no"])
        #expect(try answer("run", "apply-triggers", "file=@") == ["files * file=@"])
        #expect(try answer("run", "no-such", "") == [])
    }

    @Test func completesTheUsersOwnSnippetsOnlyWhereTheyAreMeant() throws {
        folder.write("--- mine: only a test\nreturn 1\n", to: "data/moontide/snippets/mine.lua")
        #expect(try answer("run", "mi") == ["mine", "files lua "])
        #expect(try answer("snippets", "remove", "") == ["mine"])
        #expect(try answer("snippets", "update", "") == [])
    }

    @Test func completesContextsFromBothFiles() throws {
        folder.write(
            "auth-contexts:\n  prod: \(exampleToken)\n  dev: \(exampleToken)\n", to: "config/doctl/config.yaml")
        folder.write("prod: {protected: true}\nother: {readonly: true}\n", to: "config/moontide/contexts.yaml")
        let outcome = try Moontide.run(["---complete", "fish", "moontide", "--context="], in: folder)
        #expect(
            outcome.output == """
                word\t--context=dev\t
                word\t--context=prod\tprotected
                word\t--context=other\tread-only
                word\t--context=local\tthe API on this machine

                """)
    }

    @Test func findsModules() throws {
        folder.write("return 1", to: "lib/shape.lua")
        #expect(try answer("-l", "li") == ["lib.…"])
        #expect(try answer("-l", "lib.s") == ["lib.shape"])
    }

    @Test func understandsTheQuotesOfBash() throws {
        #expect(try answer("run", "retime-triggers", "match='a b'", "cr", shell: "bash") == ["cron=…"])
        #expect(try answer("'snip", shell: "bash") == ["snippets", "files lua "])
        #expect(try answer(#"sn\ip"#, shell: "bash") == ["snippets", "files lua "])
    }

    @Test func touchesAndSaysNothing() throws {
        folder.write("prod: {nonsense", to: "config/moontide/contexts.yaml")
        folder.write("auth-contexts: [1", to: "config/doctl/config.yaml")
        #expect(try answer("--context", "") == ["local"])
        #expect(try answer("--trace", "--context", "prod", "run", "") != [])
        #expect(access(folder.file("data"), F_OK) != 0 && access(folder.file("state"), F_OK) != 0)
        #expect(try Moontide.run(["---complete", "tcsh", "moontide", ""], in: folder) == .init(status: 2))
    }
}
