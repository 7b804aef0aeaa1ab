import Cron
import Glibc
import JSON
import LocalAPI
import TestSupport
import Testing

@Suite struct DataFileTests {
    private let folder = TemporaryFolder()

    @Test func everythingIsThereAfterAnotherOpening() throws {
        let path = folder.file("local.db")
        let token: String
        let namespace: String
        let before: [JSONValue]
        do {
            let caller = try Caller(file: path)
            namespace = caller.makeNamespace()
            caller.makeTrigger(in: namespace, cron: "0 * * * *")
            caller.call("POST", namespace + "/keys", ["name": "k"])
            token = try caller.api.mintToken(scopes: ["function:read"])
            try caller.api.advance(by: .seconds(7_200))
            caller.call("PUT", namespace + "/triggers/nightly", ["is_enabled": false])
            before = everything(caller, namespace)
        }
        let caller = try Caller(file: path) { $0.clock = nil }
        #expect(everything(caller, namespace) == before)
        #expect(try caller.api.now().description == "2026-03-10T14:30:15Z")
        #expect(caller.with(token: token).get(Caller.namespaces).status == 200)
        #expect(caller.with(token: token).get(namespace).status == 403)
    }

    /// What a killed process leaves: the files as they are at any moment between two requests, never closed.
    @Test func everyAnsweredWriteIsInTheFilesAtOnce() throws {
        let caller = try Caller(file: folder.file("local.db"))
        let namespace = caller.makeNamespace()
        for number in 1...20 {
            let name = "t\(number)"
            #expect(caller.makeTrigger(name, in: namespace).hasSuffix(name))
            let copy = folder.file("copy-\(number).db")
            for suffix in ["", "-wal"] { File.write(File.read(folder.file("local.db") + suffix), to: copy + suffix) }
            let left = try Caller(file: copy) { $0.clock = nil }
            #expect(left.get(namespace + "/triggers").json["triggers"]?.array?.count == number)
        }
    }

    @Test func aFileOfTheFormerFormatIsTakenOver() throws {
        let path = folder.file("local.db")
        try LocalAPI.makeFormerFile(
            path,
            script: """
                INSERT INTO resources VALUES (1, 'functions.namespace', 0, 'fn-1', 'jobs', '{"namespace":"fn-1"}');
                INSERT INTO totals VALUES ('functions.namespace', 0, 1);
                """)
        for _ in 0..<2 {
            let caller = try Caller(file: path)
            #expect(caller.get(Caller.namespaces).json == ["namespaces": [["namespace": "fn-1"]]])
            #expect(caller.call("POST", "/v2/tags", ["name": "web"]).status == 201)
            try caller.api.snapshot("now")
            try caller.api.restore("now")
            #expect(caller.get(Caller.namespaces).json["namespaces"]?.array?.count == 1)
        }
    }

    @Test func readersDoNotWaitForAWriter() throws {
        let path = folder.file("local.db")
        let caller = try Caller(file: path)
        let namespace = caller.makeNamespace()
        try caller.api.whileWriting { #expect(caller.get(namespace).status == 200) }
    }

    @Test func filesAreForTheirOwnerAlone() throws {
        let path = folder.path + "/a/b/local.db"
        let caller = try Caller(file: path)
        _ = caller.makeNamespace()
        #expect(File.mode(folder.path + "/a") == 0o700)
        #expect(File.mode(folder.path + "/a/b") == 0o700)
        for suffix in ["", "-wal", "-shm"] { #expect(File.mode(path + suffix) == 0o600) }
    }

    @Test func secretsAreNeverInTheFiles() throws {
        let path = folder.file("local.db")
        let caller = try Caller(file: path)
        let keys = caller.makeNamespace() + "/keys"
        let secret = try #require(
            caller.call("POST", keys, ["name": "k"]).json.at("access_key", "secret")?.string)
        let minted = try caller.api.mintToken(scopes: ["function:read"])
        _ = caller.with(token: minted).get(Caller.namespaces)
        let own = "mine.and-nobody.elses"
        _ = caller.with(token: own).makeNamespace("second")
        let bytes = String(decoding: File.read(path) + File.read(path + "-wal"), as: UTF8.self)
        #expect(bytes.contains("dof_v1_"))
        for text in [secret, minted, own, LocalAPI.exampleToken] { #expect(!bytes.contains(text)) }
    }

    private func everything(_ caller: Caller, _ namespace: String) -> [JSONValue] {
        ["", "/keys", "/triggers"].map { caller.get(namespace + $0).json } + [caller.get(Caller.namespaces).json]
    }
}

@Suite struct RefusedFileTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("local.db") }

    @Test(arguments: [
        Array("hello".utf8), Array(String(repeating: "not a database ", count: 100).utf8),
        [UInt8](repeating: 0, count: 4_096),
        Array("SQLite format 3".utf8)
    ])
    func otherFilesAreRefusedAndUntouched(bytes: [UInt8]) throws {
        File.write(bytes, to: path)
        let error = try refusal()
        #expect(error.kind == .notADatabase)
        #expect(
            error.description == path
                + ": expected a data file of the local API, found something that is not an SQLite "
                + "database; it was not touched; choose another path")
        expectUntouched(bytes)
    }

    @Test func theDatabaseOfAnotherProgramIsRefusedAndUntouched() throws {
        let bytes = try damagedFile { $0.replaceSubrange(68..<72, with: [0, 0, 0, 7]) }
        let error = try refusal()
        #expect(error.kind == .foreign)
        #expect(
            error.description == path
                + ": expected a data file of the local API, found the database of another program "
                + "(application identifier 0x7, expected 0x4d6f6f6e); it was not touched; choose another path")
        expectUntouched(bytes)
    }

    @Test func aNewerFormatIsRefusedAndUntouched() throws {
        let bytes = try damagedFile { $0.replaceSubrange(60..<64, with: [0, 0, 0, 9]) }
        let error = try refusal()
        #expect(error.kind == .newer(9))
        #expect(
            error.description == path
                + ": the data file has format 9 and this program knows formats up to 2; it was not "
                + "touched; use a newer program or choose another path")
        expectUntouched(bytes)
    }

    @Test func aFileCutShortIsRefusedAndUntouched() throws {
        let bytes = try damagedFile { $0.removeLast($0.count / 2) }
        #expect(try refusal().kind == .corrupt)
        expectUntouched(bytes)
    }

    @Test func aFileWithDamagedTablesIsRefusedAndUntouched() throws {
        let bytes = try damagedFile { $0.replaceSubrange(100..<4_000, with: [UInt8](repeating: 0xAA, count: 3_900)) }
        #expect(try refusal().kind == .corrupt)
        #expect(File.read(path) == bytes)
    }

    @Test func damageFoundLaterIsAnErrorOfTheRequest() throws {
        let pages = 4_096
        _ = try damagedFile { bytes in
            for page in stride(from: pages, to: bytes.count, by: pages) {
                bytes.replaceSubrange(page..<page + 100, with: [UInt8](repeating: 0xAA, count: 100))
            }
        }
        let caller = try? Caller(file: path) { $0.clock = nil }
        guard let caller else { return }
        let reply = caller.get(Caller.namespaces)
        #expect(reply.status == 500)
        #expect(reply.id == "server_error")
    }

    @Test func aFolderIsRefused() throws {
        mkdir(path, 0o700)
        #expect(try refusal().kind == .cannotOpen)
    }

    @Test func aPathBelowAFileIsRefused() throws {
        File.write([1], to: folder.path + "/file")
        let configuration = LocalAPI.Configuration(storage: .file(path: folder.path + "/file/local.db"))
        #expect(throws: StoreError.self) { try LocalAPI(configuration) }
        #expect(File.read(folder.path + "/file") == [1])
    }

    @Test func aFolderWithoutWritePermissionIsRefused() throws {
        chmod(folder.path, 0o555)
        defer { chmod(folder.path, 0o700) }
        try asNobody {
            let error = try refusal()
            #expect(error.kind == .readOnly)
        }
        #expect(!File.exists(path))
    }

    @Test func aFileWithoutWritePermissionIsRefusedAndUntouched() throws {
        let bytes = try damagedFile { _ in }
        chmod(folder.path, 0o755)
        chmod(path, 0o444)
        try asNobody {
            let error = try refusal()
            #expect(error.kind == .readOnly)
            #expect(
                error.description == path + ": the data file or its folder cannot be written (it could be opened for "
                    + "reading only); change the permissions or the path")
        }
        expectUntouched(bytes)
    }

    /// Runs `body` without the permissions of root, where the tests run as root: on Linux the file system's view of a user
    /// belongs to the thread.
    private func asNobody(_ body: () throws -> Void) throws {
        // Glibc's module has no <sys/fsuid.h>.
        let symbol = try #require(dlsym(nil, "setfsuid"))
        let setUser = unsafeBitCast(symbol, to: (@convention(c) (uid_t) -> CInt).self)
        let user = setUser(65_534)
        defer { _ = setUser(uid_t(user)) }
        try body()
    }

    private func refusal() throws -> StoreError {
        let configuration = LocalAPI.Configuration(storage: .file(path: path))
        return try #require(#expect(throws: StoreError.self) { try LocalAPI(configuration) })
    }

    /// A data file with content, all in the main file, with something done to its bytes.
    private func damagedFile(_ change: (inout [UInt8]) -> Void) throws -> [UInt8] {
        do {
            let caller = try Caller(file: path)
            caller.makeTrigger(in: caller.makeNamespace())
        }
        var bytes = File.read(path)
        change(&bytes)
        File.write(bytes, to: path)
        return bytes
    }

    private func expectUntouched(_ bytes: [UInt8]) {
        #expect(File.read(path) == bytes)
        for suffix in ["-wal", "-shm", "-journal"] { #expect(!File.exists(path + suffix)) }
    }
}

@Suite struct FullDiskTests {
    private let folder = TemporaryFolder()

    @Test func aFullDiskIsAnErrorAndNothingIsHalfWritten() throws {
        let caller = try Caller(file: folder.file("local.db"))
        let namespace = caller.makeNamespace()
        try caller.api.limitPages(to: 1)
        var made = 0
        var refused: Reply?
        while refused == nil, made < 1_000 {
            let reply = caller.call("POST", namespace + "/triggers", Caller.trigger("t\(made)"))
            if reply.status == 200 { made += 1 } else { refused = reply }
        }
        #expect(
            refused?.error
                == "500 server_error: Unexpected server-side error: \(folder.file("local.db")): the disk is full, and "
                + "nothing of this change was kept; free some space and repeat it")
        #expect(refused?.json["request_id"] != nil)
        #expect(caller.get(namespace + "/triggers").json["triggers"]?.array?.count == made)
        try caller.api.limitPages(to: nil)
        #expect(caller.makeTrigger("t\(made)", in: namespace).hasSuffix("t\(made)"))
        #expect(caller.get(namespace + "/triggers").json["triggers"]?.array?.count == made + 1)
    }

    @Test func aSeedThatDoesNotFitLeavesNothing() throws {
        let api = try Caller(file: folder.file("local.db")).api
        try api.limitPages(to: 100)
        let error = #expect(throws: StoreError.self) { try api.seed(namespaces: 2, triggers: 10_000) }
        #expect(error?.kind == .full)
        let caller = try Caller(file: folder.file("local.db"))
        #expect(caller.get(Caller.namespaces).json == ["namespaces": []])
    }
}

extension Caller {
    init(file path: String, _ configure: (inout LocalAPI.Configuration) -> Void = { _ in }) throws {
        try self.init { configuration in
            configuration.storage = .file(path: path)
            configure(&configuration)
        }
    }
}
