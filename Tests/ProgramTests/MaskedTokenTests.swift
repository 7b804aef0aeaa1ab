import Glibc
import TestSupport
import Testing

/// A token that was typed appears in nothing that is kept, and in no message.
@Suite(.serialized)
struct MaskedTokenTests {
    private let folder = TemporaryFolder()
    private let digits = String(repeating: "5e", count: 32)
    private var token: String { "dop_v1_" + digits }

    private func text(of file: String) throws -> String { try RunningProgram.run("cat", [file]).output }

    @Test func neitherMessagesNorFilesHaveIt() throws {
        let log = folder.file("session.lua")
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:"], environment: Moontide.environment(in: folder), columns: 200,
            rows: 40)
        try terminal.expect(lastRow: "local>")
        for entry in [
            ".log \(log)", "t = '\(token)'", "function f() error('bad token ' .. t) end function g() f() end", "g()",
            ".trace", "t", "droplets.list{ name = t, \(token) = 1 }", "error('Authorization: Bearer abcdefghijklmnop')",
            "config_x = { secret_access_key = 'not-to-be-kept' }", ".log off"
        ] {
            let before = terminal.screen.timesSet[2004, default: 0]
            try terminal.type(entry + "\r")
            try terminal.wait(for: "the prompt after \(entry)") {
                $0.timesSet[2004, default: 0] > before && $0.modes.contains(2004) && $0.text.hasSuffix("local>")
            }
        }
        try terminal.type("\u{4}")
        #expect(try terminal.waitForExit() == 0)
        let errors = terminal.screen.allText.split(separator: "\n").filter { $0.contains("error: ") }
        #expect(errors.count >= 3 && !errors.contains { $0.contains(digits) || $0.contains("abcdefghijklmnop") })
        for file in [log, folder.file("state/moontide/history")] {
            let kept = try text(of: file)
            #expect(kept.contains("bad") && !kept.contains(digits), "\(kept)")
            #expect(!kept.contains("abcdefghijklmnop") && !kept.contains("not-to-be-kept"), "\(kept)")
        }
    }

    @Test func aScriptsErrorAndTraceDoNotHaveIt() throws {
        let outcome = try Moontide.run(
            ["-v", "--data", ":memory:", "-e", "error('\(token)')"], in: folder)
        #expect(outcome.status == 1 && outcome.errorOutput.contains("[redacted]"))
        #expect(!outcome.errorOutput.contains(digits), "\(outcome.errorOutput)")
    }
}
