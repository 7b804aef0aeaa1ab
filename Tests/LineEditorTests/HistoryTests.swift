import Glibc
import LineEditor
import Testing

@Suite struct HistoryTests {
    private let fixture = Fixture()

    private func file(limit: Int = 100) -> HistoryFile { HistoryFile(path: fixture.historyPath, limit: limit) }

    private static let entries = [
        "plain", "two words", "tab\there", "f(\n  1)", "back\\slash \\n", "äЍ触🙂", "\u{1b}[A\u{7f}", "a\u{01}b", "#",
        "\\040"
    ]

    @Test func encodesAsLibeditDoes() {
        #expect(HistoryEncoding.encode("a b\\c\n\td\u{1b}é") == Array("a\\040b\\\\c\\012\\011d\\033é\n".utf8))
    }

    @Test(arguments: [
        ("a\\040b", "a b"), ("\\\\", "\\"), ("\\^A\\^?", "\u{1}\u{7f}"), ("\\M-C\\M-)", "é"), ("\\M^@", "\u{fffd}"),
        ("\\s\\t\\n\\sx", " \t\n x"), ("\\12x", "\nx"), ("end\\012", "end"), ("\\0401", " 1"), ("\\", ""), ("\\q", "q")
    ])
    func decodesWhatVisWrites(_ line: String, _ expected: String) {
        #expect(HistoryEncoding.decode(Array(line.utf8)[...]) == expected)
    }

    @Test func readsBackWhatItWrote() throws {
        for entry in Self.entries { try file().append(entry) }
        #expect(try file().load() == Self.entries)
    }

    @Test func whatIsEnteredWhileNothingIsSavedIsKnownToThisSessionOnly() throws {
        var history = History(file: file())
        history.savesEntries = false
        history.add("unsaved", redacted: "unsaved")
        history.savesEntries = true
        history.add("saved", redacted: "saved")
        #expect(history.entries == ["unsaved", "saved"])
        #expect(try file().load() == ["saved"])
    }

    @Test func libeditReadsOurFileAndWeReadItsOwn() throws {
        for entry in Self.entries { try file().append(entry) }
        let libedit = try LibeditHistory()
        #expect(libedit.load(fixture.historyPath) == Self.entries)
        unlink(fixture.historyPath)
        libedit.save(fixture.historyPath)
        #expect(try file().load() == Self.entries)
    }

    @Test func keepsTheNewestOfRepeatedEntries() throws {
        for entry in ["a", "b", "a", "c", "b"] { try file().append(entry) }
        #expect(try file().load() == ["a", "c", "b"])
    }

    @Test func shortensAnOverlongFileInPlace() throws {
        for number in 0..<9 { try file(limit: 4).append("entry \(number)") }
        #expect(try file(limit: 4).load() == ["entry 5", "entry 6", "entry 7", "entry 8"])
        #expect(
            fixture.read(fixture.historyPath)
                == "_HiStOrY_V2_\nentry\\0405\nentry\\0406\nentry\\0407\nentry\\0408\n")
        try file(limit: 4).append("entry 9")
        #expect(try file(limit: 4).load().last == "entry 9")
    }

    @Test func sessionsAppendAndShortenAtTheSameTimeWithoutLoss() async throws {
        let path = fixture.historyPath
        await withTaskGroup { group in
            for session in 0..<8 {
                group.addTask {
                    let file = HistoryFile(path: path, limit: 850)
                    for number in 0..<100 {
                        for entry in ["\(session) \(number)", "same", "same"] { try? file.append(entry) }
                        if number % 10 == 9 { _ = try? file.load() }
                    }
                }
            }
        }
        let expected = Set((0..<8).flatMap { session in (0..<100).map { "\(session) \($0)" } } + ["same"])
        let entries = try file(limit: 850).load()
        #expect(Set(entries) == expected && entries.count == expected.count)
        // It has been shortened at least once: 2,400 lines were written.
        let lines = try #require(fixture.read(path)).split(separator: "\n").count
        #expect(lines < 2_400)
    }

    @Test func startsANewLineAfterATornOne() throws {
        fixture.write("_HiStOrY_V2_\none\ntor", to: fixture.historyPath)
        try file().append("two")
        #expect(try file().load() == ["one", "tor", "two"])
    }

    @Test func narrowsTheFilesPermissions() throws {
        fixture.write("_HiStOrY_V2_\none\n", to: fixture.historyPath, mode: 0o644)
        #expect(try file().load() == ["one"])
        var status = stat()
        stat(fixture.historyPath, &status)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test func missingFileIsNoErrorAndIsNotMadeByReading() throws {
        #expect(try file().load() == [])
        #expect(access(fixture.historyPath, F_OK) != 0)
    }

    @Test func refusesWhatIsNoRegularFileOfItsOwn() throws {
        mkfifo(fixture.historyPath, 0o600)
        #expect(throws: LineEditorError(.unsafeHistory, path: fixture.historyPath)) { try file().load() }
        unlink(fixture.historyPath)
        mkdir(fixture.historyPath, 0o700)
        #expect(throws: LineEditorError(.unsafeHistory, path: fixture.historyPath, errorNumber: EISDIR)) {
            try file().load()
        }
        rmdir(fixture.historyPath)
        symlink("/nonexistent", fixture.historyPath)
        #expect(throws: LineEditorError(.unsafeHistory, path: fixture.historyPath, errorNumber: ELOOP)) {
            try file().append("x")
        }
    }

    @Test(arguments: ["x", "_HiStOrY_V1_\n", "\n_HiStOrY_V2_\n", "_HiStOrY_V2_"])
    func refusesAForeignFileAndLeavesItAlone(_ content: String) {
        fixture.write(content, to: fixture.historyPath)
        #expect(throws: LineEditorError(.foreignHistory, path: fixture.historyPath)) { try file().append("x") }
        #expect(throws: LineEditorError(.foreignHistory, path: fixture.historyPath)) { try file().load() }
        #expect(fixture.read(fixture.historyPath) == content)
    }

    @Test func fullDiskIsReportedAndMemoryGoesOn() {
        let full = HistoryFile(path: "/dev/full", limit: 10)
        var history = History(file: full)
        history.add("one", redacted: "one")
        #expect(history.failure?.kind == .unsafeHistory)
        #expect(history.entries == ["one"])
    }

    @Test func unwritableFolderIsReported() {
        let path = "/proc/nowhere/history"
        var history = History(file: HistoryFile(path: path, limit: 10))
        #expect(history.failure == nil)
        history.add("one", redacted: "one")
        #expect(
            history.failure?.description
                == "\(path) cannot be used (No such file or directory): history is kept in memory only")
    }

    @Test func brokenContentIsReadAsFarAsItGoes() throws {
        let bytes: [UInt8] = Array("_HiStOrY_V2_\ngood\n".utf8) + [0xff, 0x00, 0x0a] + Array("\\M\n\\777\n\n".utf8)
        let stream = try #require(fopen(fixture.historyPath, "w"))
        fwrite(bytes, 1, bytes.count, stream)
        fclose(stream)
        #expect(try file().load() == ["good", "\u{fffd}\u{0}", "\u{fffd}"])
    }

    @Test func suggestsTheNewestLongerEntry() {
        var history = History(file: nil)
        for entry in ["print 1", "print 22", "x", "pr"] { history.remember(entry) }
        #expect(history.suggestion(for: "pr") == "int 22")
        #expect(history.suggestion(for: "print 1") == nil)
        #expect(history.suggestion(for: "") == nil)
        #expect(history.suggestion(for: "P") == nil)
        #expect(history.suggestion(for: "print") == " 22")
        #expect(history.suggestion(for: "print 1") == nil)
        #expect(history.suggestion(for: "print ") == "22")
        history.remember("print 12")
        #expect(history.suggestion(for: "print 1") == "2")
    }

    @Test func forgetsTheOldestBeyondTheLimit() {
        var history = History(file: nil, limit: 3)
        for entry in ["a", "b", "c", "d", "b"] { history.remember(entry) }
        #expect(history.entries == ["c", "d", "b"])
    }
}
