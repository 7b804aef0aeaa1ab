import APIClient
import Glibc
import HTTPMessage
import TestSupport
import Testing

/// The state file: what others do to it, and what it does not do to them.
struct BudgetFileTests {
    let folder = TemporaryFolder()
    let api = SimulatedAPI(delays: 0.1...0.1)

    private var path: String { get throws { folder.file("state/moontide/") + (try fileName()) } }

    private func fileName() throws -> String {
        let directory = try #require(opendir(folder.file("state/moontide")))
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                names.append(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
            }
        }
        return try #require(names.first { $0.hasPrefix("rate-") })
    }

    private func session(_ token: String = "dop_v1_secret", _ url: String = "https://api.example.com") throws
        -> (client: APIClient, notes: Notes)
    {
        let budget = RateBudget(
            sharedBy: try Token(token, from: "a test"), at: try BaseURL(url), in: folder.file("state/moontide"))
        let notes = Notes()
        budget.noteHandler = { notes.texts.append($0) }
        return (client(of: api, budget), notes)
    }

    final class Notes {
        var texts: [String] = []
    }

    private func used(_ client: APIClient) -> Int? { client.rateStatus?.minute.used }

    @Test func isForItsUserOnlyAndDoesNotNameTheToken() throws {
        let (client, _) = try session()
        try run(3, by: client)
        var status = stat()
        #expect(stat(try path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(stat(folder.file("state/moontide"), &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
        #expect(try fileName().count == 37)
        let content = try contents()
        #expect(content.count > 200_000)
        #expect(!String(decoding: content, as: UTF8.self).contains("secret"))
    }

    @Test func eachTokenAndEachAddressHasItsOwn() throws {
        try run(3, by: try session().client)
        #expect(used(try session().client) == 3)
        #expect(used(try session("dop_v1_other").client) == 0)
        #expect(used(try session("dop_v1_secret", "http://127.0.0.1:8080").client) == 0)
    }

    @Test func aSymbolicLinkIsNotFollowed() throws {
        try run(1, by: try session().client)
        let (path, target) = (try path, folder.file("target"))
        unlink(path)
        symlink(target, path)
        let (client, notes) = try session()
        #expect(try run(2, by: client).succeeded == 2)
        #expect(
            notes.texts == [
                "this session keeps its rate limits without counting those of others: \(path): "
                    + "it is a symbolic link; remove it"
            ])
        #expect(access(target, F_OK) != 0)
        #expect(used(client) == 2)
        #expect(client.rateBudget?.isShared == false)
    }

    @Test func aForeignFileIsLeftAlone() throws {
        try run(1, by: try session().client)
        let path = try path
        folder.write("a letter to a friend", to: "state/moontide/" + (try fileName()))
        let (client, notes) = try session()
        #expect(try run(2, by: client).succeeded == 2)
        #expect(
            notes.texts == [
                "this session keeps its rate limits without counting those of others: \(path): "
                    + "it is no file of a rate budget; remove it"
            ])
        #expect(String(decoding: try contents(), as: UTF8.self) == "a letter to a friend")
    }

    /// Cut at every place that matters, under a session that goes on with what it knows.
    @Test(arguments: [0, 1, 15, 16, 40, 71, 72, 80, 1_000])
    func aCutFileIsMadeAnew(length: Int) throws {
        let (client, notes) = try session()
        try run(5, by: client)
        truncate(try path, off_t(length))
        try run(1, by: client)
        #expect(used(client) == 6)
        try run(1, by: client)
        #expect(notes.texts.isEmpty)
        let (next, nextNotes) = try session()
        #expect(try #require(used(next)) >= (length < 72 ? 7 : 2))
        #expect(try run(2, by: next).succeeded == 2)
        #expect(nextNotes.texts.isEmpty)
    }

    @Test(arguments: 0..<100) func aDamagedFileNeverStopsASession(seed: UInt64) throws {
        try run(20, by: try session().client)
        var generator = SeededGenerator(seed: seed)
        var bytes = try contents()
        for _ in 0..<Int.random(in: 1...20, using: &generator) {
            bytes[Int.random(in: 16..<600, using: &generator)] = .random(in: 0...255, using: &generator)
        }
        try replaceContents(bytes)
        let (client, _) = try session()
        #expect(try run(5, by: client).succeeded == 5)
        #expect(api.elapsed < .seconds(7_300))
    }

    @Test func aDeletedFileIsMadeAnewAndSharedAgain() throws {
        let (first, _) = try session()
        let (second, notes) = try session()
        try run(3, by: first)
        try run(2, by: second)
        unlink(try path)
        try run(1, by: first)
        try run(1, by: second)
        #expect(used(first) == 7)
        #expect(used(second) == 7)
        #expect(notes.texts.isEmpty)
    }

    @Test func anotherSessionsTurnIsWaitedForAndAStoppedOneLeft() throws {
        let (client, notes) = try session()
        try run(1, by: client)
        let descriptor = open(try path, O_RDWR)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX) == 0)
        api.schedule(at: api.elapsed + .milliseconds(500)) { flock(descriptor, LOCK_UN) }
        try run(1, by: client)
        #expect(notes.texts.isEmpty)
        #expect(api.elapsed >= .milliseconds(900))
        #expect(flock(descriptor, LOCK_EX) == 0)
        try run(1, by: client)
        #expect(
            notes.texts == [
                "this session keeps its rate limits without counting those of others: \(try path): "
                    + "another session holds it and does not go on"
            ])
    }

    @Test func aFolderThatCannotBeMadeLeavesABudgetOfThisProcess() throws {
        // A file in the folder's place: nothing can be made in it.
        folder.write("", to: "state/moontide")
        let (client, notes) = try session()
        #expect(try run(300, by: client).succeeded == 300)
        #expect(api.refusals == 0)
        #expect(notes.texts.count == 1)
    }

    @Test func moreThanTheRingHoldsIsReadWhole() throws {
        let (reader, _) = try session()
        try run(1, by: reader)
        let (writer, _) = try session()
        api.perHour = 100_000
        for _ in 0..<70 {
            try run(250, by: writer)
            _ = writer.wait(until: api.time.now() + .seconds(100))
        }
        #expect(try #require(reader.rateStatus?.hour.used) >= 5_000)
        #expect(reader.rateStatus?.hour == writer.rateStatus?.hour)
    }

    private func contents() throws -> [UInt8] {
        let descriptor = open(try path, O_RDONLY)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = read(descriptor, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }

    private func replaceContents(_ bytes: [UInt8]) throws {
        let descriptor = open(try path, O_WRONLY)
        defer { close(descriptor) }
        #expect(pwrite(descriptor, bytes, bytes.count, 0) == bytes.count)
    }
}
