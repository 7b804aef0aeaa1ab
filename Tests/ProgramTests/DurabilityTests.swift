import Glibc
import JSON
import Synchronization
import TestSupport
import Testing

/// What the data file goes through: a server that is killed in the middle of writes, and two programs that write at once.
struct DurabilityTests {
    private let folder = TemporaryFolder()
    private var file: String { folder.file("local.db") }

    /// MOONTIDE_KILLS=200 for a long run; MOONTIDE_SEED for other moments.
    private static func number(_ name: String, or usual: Int) -> Int {
        getenv(name).flatMap { Int(String(cString: $0)) } ?? usual
    }

    @Test func anAnsweredWriteSurvivesTheKillOfItsServer() throws {
        var generator = SeededGenerator(seed: UInt64(Self.number("MOONTIDE_SEED", or: 1)))
        var all: [String: WriteLoad.Promise] = [:]
        var namespace: String?
        for round in 0..<Self.number("MOONTIDE_KILLS", or: 12) {
            let api = try ServedAPI(["--data", file, "--no-rate-limits"], in: folder)
            if round > 0 { #expect(try integrity() == "ok\n") }
            let place = try namespace ?? makeNamespace(api)
            namespace = place
            let promises = try writeUntilKilled(api, round, place, &generator)
            let reader = try ServedAPI(["--data", file, "--no-rate-limits"], in: folder)
            try expect(promises, at: reader)
            for promise in promises { all[promise.path] = promise }
            #expect(try reader.stop().status == 0)
        }
        let reader = try ServedAPI(["--data", file, "--no-rate-limits"], in: folder)
        try expect(Array(all.values), at: reader)
        print("\(all.count) answered writes are there")
        #expect(try integrity() == "ok\n")
    }

    /// A shell and a server on one file.
    @Test func twoProgramsLoseNothingOfEachOther() throws {
        let api = try ServedAPI(["--data", file, "--no-rate-limits"], in: folder)
        let namespace = try makeNamespace(api)
        let shell = try RunningProgram(
            Moontide.path,
            [
                "--data", file, "-e",
                """
                for i = 1, 150 do
                    tags.create{ name = "shell-" .. i }
                    functions.create_trigger("\(namespace)", { name = "shell-" .. i, func = "f", type = "SCHEDULED",
                        is_enabled = true, scheduled_details = { cron = "* * * * *" } })
                end
                """
            ], environment: Moontide.environment(in: folder))
        let statuses = Mutex<[Int: Int]>([:])
        let port = try api.port
        inParallel(2) { thread in
            guard let client = try? RawHTTPClient(port: port) else { return }
            for number in 0..<150 {
                let reply = try? client.exchange("POST", "/v2/tags", #"{"name":"served-\#(thread)-\#(number)"}"#)
                statuses.withLock { $0[reply?.status ?? 0, default: 0] += 1 }
            }
        }
        #expect(try shell.wait() == .init(status: 0))
        #expect(statuses.withLock { $0 } == [201: 300])
        let client = try RawHTTPClient(port: port)
        #expect(try client.exchange("GET", "/v2/tags").text.contains(#""meta":{"total":450}"#))
        let triggers = try client.exchange("GET", "/v2/functions/namespaces/\(namespace)/triggers")
        #expect(try JSONValue(parsing: triggers.body)["triggers"]?.array?.count == 150)
        #expect(try integrity() == "ok\n")
    }

    private func makeNamespace(_ api: ServedAPI) throws -> String {
        let client = try RawHTTPClient(port: try api.port)
        let made = try client.exchange("POST", "/v2/functions/namespaces", #"{"label":"load","region":"nyc1"}"#)
        return try #require(JSONValue(parsing: made.body)["namespace"]?["namespace"]?.string)
    }

    /// Lets four clients write, and kills the server with the answer of a random number, while the others are writing.
    private func writeUntilKilled(
        _ api: ServedAPI, _ round: Int, _ namespace: String, _ generator: inout SeededGenerator
    ) throws -> [WriteLoad.Promise] {
        let (process, port) = (api.program.processIdentifier, try api.port)
        let load = WriteLoad(limit: Int.random(in: 1...120, using: &generator)) { kill(process, SIGKILL) }
        let seed = generator.next()
        inParallel(4) { thread in
            load.run(
                "w\(round)-\(thread)", on: port, namespace: namespace,
                generator: SeededGenerator(seed: seed &+ UInt64(thread)))
        }
        #expect(try api.program.wait().status == 128 + SIGKILL)
        #expect(load.surprises == [])
        return load.promises
    }

    private func expect(_ promises: [WriteLoad.Promise], at api: ServedAPI) throws {
        let client = try RawHTTPClient(port: try api.port)
        for promise in promises {
            let answer = try client.exchange("GET", promise.path)
            guard let part = promise.part else {
                #expect(answer.status == 404, "\(promise.path) is there again")
                continue
            }
            #expect(answer.status == 200 && answer.text.contains(part), "\(promise): \(answer.status) \(answer.text)")
        }
    }

    /// What SQLite itself says of the file, in a program of its own.
    private func integrity() throws -> String {
        let check = """
            import sqlite3, sys
            print(sqlite3.connect(sys.argv[1]).execute('PRAGMA integrity_check').fetchone()[0])
            """
        return try RunningProgram.run("python3", ["-c", check, file]).output
    }
}

extension ServedAPI {
    /// The port of its address.
    var port: UInt16 {
        get throws { try #require(address.split(separator: ":").last.flatMap { UInt16($0) }) }
    }
}
