import Cron
import Glibc
import JSON
import LocalAPI
import Synchronization
import TestSupport
import Testing

@Suite struct SharingTests {
    private let folder = TemporaryFolder()

    @Test func twoInstancesSeeOneState() throws {
        let (first, second) = (try Caller(file: folder.file("local.db")), try Caller(file: folder.file("local.db")))
        let namespace = first.makeNamespace()
        let path = second.makeTrigger(in: namespace, cron: "0 * * * *")
        #expect(first.get(path).json == second.get(path).json)
        try first.api.advance(by: .seconds(3_600))
        #expect(try second.api.now().description == "2026-03-10T13:30:15Z")
        #expect(second.get(path).json.at("trigger", "scheduled_runs", "last_run_at") == "2026-03-10T13:00:00Z")
        let token = try first.api.mintToken(scopes: ["function:read"])
        #expect(second.with(token: token).get(path).status == 200)
        #expect(second.with(token: token).get(namespace).status == 403)
        try second.api.reset()
        #expect(first.get(path).error == "404 not_found: namespace not found")
    }

    /// POSIX drops the locks a process has on a file when it closes any descriptor of it.
    @Test func openingAndClosingAgainKeepsTheLocksOfOthers() throws {
        let path = folder.file("local.db")
        let caller = try Caller(file: path)
        _ = caller.makeNamespace()
        let before = File.lockCount(path)
        #expect(before > 0)
        _ = try Caller(file: path)
        #expect(File.lockCount(path) == before)
        #expect(caller.makeNamespace("other").hasPrefix(Caller.namespaces + "/fn-"))
    }

    /// Ctrl-C in a shell whose data file another program holds.
    @Test func aWaitForTheFileCanBeGivenUp() throws {
        let path = folder.file("local.db")
        let asked = Atomic(0)
        let caller = try Caller {
            $0.storage = .file(path: path)
            $0.isCanceled = { asked.wrappingAdd(1, ordering: .relaxed).newValue > 3 }
        }
        let namespace = caller.makeNamespace()
        let holder = try RunningProgram(
            "python3",
            [
                "-c",
                """
                import sqlite3, time
                connection = sqlite3.connect("\(path)", isolation_level=None)
                connection.execute("BEGIN IMMEDIATE")
                print("held", flush=True)
                time.sleep(600)
                """
            ])
        #expect(try holder.nextLine() == "held")
        #expect(caller.call("DELETE", namespace).status == 500)
        #expect(asked.load(ordering: .relaxed) == 4)
        #expect(caller.get(namespace).status == 200)
    }

    @Test func writesOfSeveralThreadsAndInstancesAreAllKept() throws {
        let callers = try (0..<2).map { _ in try Caller(file: folder.file("local.db")) }
        let namespace = callers[0].makeNamespace()
        let statuses = Mutex<[Int: Int]>([:])
        inParallel(8) { thread in
            let caller = callers[thread % 2]
            for number in 0..<50 {
                let path = namespace + "/triggers/t\(thread)-\(number)"
                let made = caller.call("POST", namespace + "/triggers", Caller.trigger("t\(thread)-\(number)"))
                let changed = caller.call("PUT", path, ["is_enabled": false])
                let read = caller.get(path)
                statuses.withLock { for reply in [made, changed, read] { $0[reply.status, default: 0] += 1 } }
            }
        }
        #expect(statuses.withLock { $0 } == [200: 1_200])
        let triggers = callers[1].get(namespace + "/triggers").json["triggers"]?.array ?? []
        #expect(Set(triggers.compactMap { $0["name"]?.string }).count == 400)
        #expect(triggers.allSatisfy { $0["is_enabled"] == false })
    }

    @Test func ofThoseWhoTakeOneNameOneGetsIt() throws {
        let callers = try (0..<2).map { _ in try Caller(file: folder.file("local.db")) }
        let namespace = callers[0].makeNamespace()
        let statuses = Mutex<[Int]>([])
        inParallel(8) { thread in
            for number in 0..<10 {
                let reply = callers[thread % 2].call("POST", namespace + "/triggers", Caller.trigger("t\(number)"))
                statuses.withLock { $0.append(reply.status) }
            }
        }
        #expect(statuses.withLock { $0.filter { $0 == 200 }.count } == 10)
        #expect(statuses.withLock { $0.filter { $0 == 422 }.count } == 70)
    }

    @Test func aNewFileMayBeOpenedByManyAtOnce() throws {
        let path = folder.file("local.db")
        let errors = Mutex<[String]>([])
        inParallel(8) { thread in
            do {
                let caller = try Caller(file: path) { $0.randomness = SystemRandomNumberGenerator() }
                let reply = caller.call("POST", Caller.namespaces, ["label": .string("n\(thread)"), "region": "nyc1"])
                if reply.status != 200 { errors.withLock { $0.append(reply.error) } }
            } catch {
                errors.withLock { $0.append("\(error)") }
            }
        }
        #expect(errors.withLock { $0 } == [])
        #expect(try Caller(file: path).get(Caller.namespaces).json["namespaces"]?.array?.count == 8)
    }
}
