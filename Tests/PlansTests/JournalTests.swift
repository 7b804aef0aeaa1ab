import APIClient
import Glibc
import HTTPMessage
import JSON
import Plans
import TestSupport
import Testing

struct JournalTests {
    private let bench: Bench
    private let namespace: JSONValue
    private let name: String
    private let lines: [String]

    /// The journal of a run that has done three creations.
    init() throws {
        bench = try Bench()
        namespace = try bench.namespace()
        var options = PlanRun.Options.quick
        options.concurrency = 1
        let steps = ["a", "b", "c"].map { [namespace] in PlanStep.create(trigger: $0, in: namespace) }
        let target = PlanTarget(context: "prod", address: "https://api.example.com", account: "5f3b")
        name = try bench.run(Plan(target: target, title: "three", steps: steps), options: options).journal!
        lines = try bench.journalText(name).split(separator: "\n").map(String.init)
    }

    private var path: String { "\(bench.folder.path)/\(name).journal" }

    private func rewrite(_ text: String) {
        unlink(path)
        bench.temporary.write(text, to: "state/journals/\(name).journal")
    }

    private func rewrite(_ lines: some Sequence<String>) { rewrite(lines.map { $0 + "\n" }.joined()) }

    private func refusal() throws -> JournalError {
        let error = try #require(throws: JournalError.self) { _ = try bench.folder.open(name) }
        #expect(throws: error) { _ = try bench.folder.read(name) }
        return error
    }

    // MARK: What it is like

    @Test func isALineForEachRecordOfWhatWasPlannedAndWhatWasDone() throws {
        let records = try lines.map { line in
            try #require(JournalLine(Array(line.utf8)[...])).record.members[0].name
        }
        #expect(
            records == [
                "format", "step", "step", "step", "session", "ahead", "start", "done", "start", "done", "start",
                "done", "end"
            ])
    }

    @Test func isForItsOwnerAlone() throws {
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(stat(bench.folder.path, &status) == 0 && status.st_mode & 0o777 == 0o700)
        #expect(stat(bench.temporary.file("state"), &status) == 0 && status.st_mode & 0o777 == 0o700)
    }

    @Test func takesNoMoreSpaceThanItNeedsInTheEnd() throws {
        var status = stat()
        #expect(stat(path, &status) == 0 && Int(status.st_size) == lines.reduce(0) { $0 + $1.utf8.count + 1 })
    }

    @Test func namesSortByTime() throws {
        let later = try bench.run(Plan(steps: [.create(trigger: "d", in: namespace)])).journal!
        #expect(later > name)
        #expect(bench.folder.journals().journals.map(\.name) == [later, name])
    }

    @Test func theListTellsWhatBecameOfEachRun() throws {
        let failed = try bench.run(Plan(steps: [.create(trigger: "a", in: namespace)])).journal!
        let plan = Plan(steps: [.create(trigger: "e", in: namespace)])
        let running = try bench.folder.create(for: plan)
        let list = bench.folder.journals()
        #expect(list.unreadable.isEmpty)
        #expect(list.journals.map(\.name) == [running.name, failed, name])
        #expect(list.journals.map(\.state) == [.running, .partlyFailed, .finished])
        #expect(list.journals[2].title == "three" && list.journals[2].counts.done == 3)
    }

    // MARK: Crashes

    /// Wherever the file ends behind the plan, what is there is used.
    @Test func aTornLastRecordIsNoDamage() throws {
        let plan = lines.prefix(4).reduce(0) { $0 + $1.utf8.count + 1 }
        let text = try bench.journalText(name)
        for size in stride(from: plan, through: text.utf8.count, by: 7) {
            rewrite(String(decoding: text.utf8.prefix(size), as: UTF8.self))
            let counts = try bench.folder.read(name).counts
            #expect(counts.total == 3 && counts.failed == 0, "\(size)")
        }
    }

    @Test func whatIsTornIsWrittenOver() throws {
        rewrite(lines.prefix(11).joined(separator: "\n") + "\n12 0000")
        let result = try bench.resume(name)
        #expect(result.isComplete)
        let records = try bench.journalText(name).split(separator: "\n").map(String.init)
        #expect(records.prefix(11) == lines.prefix(11))
        #expect(records[11].hasPrefix("12 ") && records[11].contains(#""session""#))
        #expect(try bench.triggers(in: namespace).count == 3)
    }

    /// A machine that lost its power may have lost the last records: all steps that were announced may have begun.
    @Test func afterALossOfPowerAnnouncedStepsAreLookedFor() throws {
        var records: [JSONObject] = []
        for line in lines.prefix(6) { records.append(try #require(JournalLine(Array(line.utf8)[...])).record) }
        records[4]["boot"] = "another"
        try rewrite(records: records)
        #expect(try bench.folder.read(name).counts.unknown == 3)
        bench.forgetRequests()
        let result = try bench.resume(name)
        #expect(result.isComplete)
        #expect(bench.count("GET") == 3 && bench.count("POST") == 0)
    }

    private func rewrite(records: [JSONObject]) throws {
        var bytes: [UInt8] = []
        for (index, record) in records.enumerated() {
            try JournalLine.append(record, number: index + 1, to: &bytes)
        }
        rewrite(String(decoding: bytes, as: UTF8.self))
    }

    // MARK: Refusals

    @Test func damageInThePlanIsRefused() throws {
        var damaged = lines
        damaged[2] = damaged[2].replacing("nightly", with: "naughty")
        rewrite(damaged)
        #expect(try refusal().description == "the journal \(name) is damaged in line 3, in its plan")
    }

    @Test func aTruncatedPlanIsRefused() throws {
        rewrite(lines.prefix(3))
        #expect(try refusal().description == "the journal \(name) is damaged in line 4, in its plan")
    }

    @Test func damageBeforeSynchronizedRecordsIsRefused() throws {
        var damaged = lines
        damaged[4] = damaged[4].replacing("20", with: "21")
        rewrite(damaged)
        #expect(try refusal().description == "the journal \(name) is damaged in line 5")
    }

    @Test func aMissingLineIsRefused() throws {
        rewrite(lines.prefix(5) + lines.dropFirst(6))
        #expect(try refusal().description == "the journal \(name) is damaged in line 6")
        rewrite(lines.prefix(4) + lines.dropFirst(5))
        #expect(try refusal().description == "the journal \(name) is damaged in line 5")
    }

    @Test func anotherVersionIsRefused() throws {
        var records = lines.compactMap { JournalLine(Array($0.utf8)[...])?.record }
        records[0]["version"] = 2
        try rewrite(records: records)
        #expect(
            try refusal().description
                == "the journal \(name) has version 2, and this program reads version 1; use the program that wrote it")
    }

    @Test func somethingElseIsRefused() throws {
        rewrite("hello\n")
        #expect(try refusal().description == "the journal \(name) does not begin as a journal does")
        rewrite("")
        #expect(try refusal().kind == .damaged)
        #expect(bench.folder.journals().unreadable.count == 1)
    }

    @Test(arguments: ["", "none", "../journals/x", ".hidden"])
    func namesDoNotLeadOut(other: String) throws {
        let error = try #require(throws: JournalError.self) { _ = try bench.folder.read(other) }
        #expect(error.kind == .notFound)
    }

    @Test func aRunIsResumedByOneProcessAtATime() throws {
        let open = try bench.folder.open(name)
        let error = try #require(throws: JournalError.self) { _ = try bench.folder.open(name) }
        #expect(error.description == "the journal \(name) is carried out by another process right now")
        _ = open
    }

    @Test func anotherAccountOrAddressIsRefused() throws {
        func refusal(_ target: PlanTarget) throws -> String {
            try #require(throws: JournalError.self) {
                _ = try PlanRun(resuming: bench.folder.open(name), by: bench.client, at: target)
            }.description
        }
        #expect(
            try refusal(PlanTarget(context: "prod", address: "https://api.example.com", account: "77aa"))
                == "the journal \(name) is of another account: the context 'prod', and this session has 'prod'")
        #expect(
            try refusal(PlanTarget(context: "local", address: "local"))
                == "the journal \(name) is of the context 'prod' at https://api.example.com, and this session talks to local"
        )
    }

    // MARK: Full disks

    /// Nothing is sent that cannot be written down. A limit on the size of files stands for the disk's end.
    @Test func aFolderThatCannotBeWrittenStopsTheRunBeforeItBegins() throws {
        chmod(bench.folder.path, 0o500)
        defer { chmod(bench.folder.path, 0o700) }
        guard geteuid() != 0 else { return }
        #expect(throws: JournalError.self) { _ = try bench.folder.create(for: Plan()) }
    }

    // MARK: Secrets

    @Test func aSecretArgumentLeavesAMarkAndIsNotSentByAResumedRun() throws {
        let step = PlanStep(
            .create, operation: "certificates.create",
            arguments: [
                "type": "custom", "name": "site", "private_key": "-----BEGIN PRIVATE KEY-----",
                "leaf_certificate": "-----BEGIN CERTIFICATE-----"
            ], resource: "certificates.certificate", label: "site")
        let plan = Plan(steps: [step])
        let run = PlanRun(plan, by: bench.client, journal: try bench.folder.create(for: plan), options: .quick)
        run.interrupt()
        let journal = run.finish().journal!
        #expect(try !bench.journalText(journal).contains("PRIVATE KEY"))
        #expect(try bench.folder.read(journal).secretArguments(ofStep: 0) == ["private_key"])
        let resumed = try bench.resume(journal)
        #expect(resumed.outcomes == [.skipped(reason: "its 'private_key' was secret and is not in the journal")])
        var body = ""
        bench.intercept = { request in
            guard request.method == "POST" else { return nil }
            body = String(decoding: request.body, as: UTF8.self)
            let answer = #"{"certificate":{"id":"1","name":"site"}}"#
            return .init(.init(status: 201, headers: ["content-type": "application/json"], body: Array(answer.utf8)))
        }
        let again = try PlanRun(
            resuming: bench.folder.open(journal), by: bench.client, at: nil, originally: plan, options: .quick)
        #expect(again.finish().isComplete)
        #expect(body.contains("PRIVATE KEY"))
        #expect(try !bench.journalText(journal).contains("PRIVATE KEY"))
    }

    @Test func whatTheServerRepeatsOfASecretIsNotWrittenDown() throws {
        bench.intercept = { request in
            guard request.method == "POST" else { return nil }
            let body = #"{"id":"bad_request","message":"the key s3cr3t-key is no key"}"#
            return .init(.init(status: 400, headers: ["content-type": "application/json"], body: Array(body.utf8)))
        }
        let step = PlanStep(
            .create, operation: "certificates.create",
            arguments: ["type": "custom", "name": "site", "private_key": "s3cr3t-key", "leaf_certificate": "x"],
            resource: "certificates.certificate", label: "site")
        let result = try bench.run(Plan(steps: [step]))
        let text = try bench.journalText(result.journal!)
        #expect(!text.contains("s3cr3t-key") && text.contains("the key (hidden) is no key"))
    }
}
