import Glibc
import TestSupport
import Testing

/// The history of the prompt: what is kept of it where, and what happens to a file that is not its own.
@Suite(.serialized)
struct PromptHistoryTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("state/moontide/history") }

    private func start(_ arguments: String..., columns: Int = 80) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:"] + arguments, environment: Moontide.environment(in: folder),
            columns: columns)
        try terminal.expect(lastRow: "local>")
        return terminal
    }

    private func enter(_ entries: String..., in terminal: PseudoTerminal) throws {
        for entry in entries {
            let before = terminal.screen.timesSet[2004, default: 0]
            try terminal.type(entry + "\r")
            try terminal.wait(for: "the prompt after \(entry)") {
                $0.timesSet[2004, default: 0] > before && $0.modes.contains(2004) && $0.text.hasSuffix("local>")
            }
        }
    }

    private func file() throws -> String { try RunningProgram.run("cat", [path]).output }

    @Test func isThisPersonsAlone() throws {
        try enter("x = 1", in: try start())
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(stat(folder.file("state/moontide"), &status) == 0 && status.st_mode & 0o777 == 0o700)
    }

    @Test func isNotMadeWhereItIsNotWanted() throws {
        let terminal = try start("--no-history")
        try enter("x = 1", in: terminal)
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "local> x = 1")
        #expect(access(path, F_OK) != 0)
    }

    @Test func theArrowGoesThroughThisSessionFirstAndTheSearchThroughAll() throws {
        try enter("before = 1", in: try start())
        let (one, other) = (try start(), try start())
        try enter("of_one = 1", in: one)
        try enter("of_other = 1", in: other)
        try one.type("\u{1b}[A")
        try one.expect(lastRow: "local> of_one = 1")
        try one.type("\u{1b}[A")
        try one.expect(lastRow: "local> before = 1")
        try one.type("\u{15}\u{12}other")
        try one.expect(lastRow: "(reverse-i-search)`other': of_other = 1")
    }

    @Test func keepsAnEntryOfManyLinesAsOneAndNoneThatBeginsWithABlank() throws {
        let terminal = try start()
        try terminal.type("for i = 1, 2 do\rs = '表'\rend\r")
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("\nlocal>") && $0.modes.contains(2004) }
        try terminal.type("\u{15} hidden = 1\r")
        try terminal.wait(for: "the prompt") { $0.text.hasSuffix("hidden = 1\nlocal>") && $0.modes.contains(2004) }
        #expect(try !file().contains("hidden"))
        let another = try start()
        try another.type("\u{12}表")
        try another.wait(for: "all of the entry") { $0.text.hasSuffix(": for i = 1, 2 do\n  s = '表'\nend") }
    }

    @Test func aLinkIsRefusedOnceAndNotFollowed() throws {
        mkdir(folder.file("state"), 0o700)
        mkdir(folder.file("state/moontide"), 0o700)
        let target = folder.file("target")
        close(open(target, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
        #expect(symlink(target, path) == 0)
        let terminal = try start(columns: 300)
        try enter("x = 1", "y = 2", in: terminal)
        #expect(terminal.screen.allText.split(separator: "note: ", omittingEmptySubsequences: false).count == 2)
        #expect(terminal.screen.allText.contains(path))
        #expect(try RunningProgram.run("cat", [target]).output == "")
    }

    @Test func aFolderThatCannotBeMadeIsToldOnce() throws {
        close(open(folder.file("state"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
        let terminal = try start(columns: 300)
        try enter("x = 1", "y = 2", in: terminal)
        #expect(terminal.screen.allText.split(separator: "note: ", omittingEmptySubsequences: false).count == 2)
        try terminal.type("\u{1b}[A\u{1b}[A")
        try terminal.expect(lastRow: "local> x = 1")
    }

    @Test func aLongFileIsShortenedAtTheStartAndKeepsTheNewest() throws {
        mkdir(folder.file("state"), 0o700)
        mkdir(folder.file("state/moontide"), 0o700)
        let lines = (1...20_001).map { "x\($0)\\040=\\0401\n" }.joined()
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        let bytes = Array(("_HiStOrY_V2_\n" + lines).utf8)
        #expect(write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
        let terminal = try start()
        try terminal.type("\u{1b}[A")
        try terminal.expect(lastRow: "local> x20001 = 1")
        let kept = try file().split(separator: "\n")
        #expect(kept.count == 10_001 && kept.first == "_HiStOrY_V2_" && kept.last == "x20001\\040=\\0401")
    }
}
