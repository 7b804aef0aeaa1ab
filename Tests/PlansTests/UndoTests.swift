import APIClient
import JSON
import Plans
import TestSupport
import Testing

struct UndoTests {
    private let bench: Bench
    private let namespace: JSONValue

    init() throws {
        bench = try Bench()
        namespace = try bench.namespace()
    }

    private func undo(_ name: String) throws -> Undoing { try bench.folder.read(name).undoing() }

    /// Carries the plan out, but for what has changed since.
    private func carryOut(_ undoing: Undoing) throws -> PlanRunResult {
        var options = PlanRun.Options.quick
        options.refusal = StepCheck.refusal
        return try bench.run(undoing.plan, options: options)
    }

    @Test func allIsAsBefore() throws {
        let kept = try bench.trigger("kept", in: namespace)
        let removed = try bench.trigger("removed", in: namespace, cron: "7 3 * * 1")
        let result = try bench.run(
            Plan(
                title: "tidy",
                steps: [
                    .retime(kept, to: "0 9 * * *"), .delete(removed), .create(trigger: "new", in: namespace),
                    .create(namespace: "more"), .create(trigger: "far", in: ["$step": [4, "namespace"]])
                ]))
        #expect(result.isComplete)
        let undoing = try undo(result.journal!)
        #expect(undoing.plan.title == "undo of tidy")
        #expect(undoing.plan.steps.map(\.kind) == [.delete, .delete, .delete, .create, .update])
        #expect(undoing.plan.steps.map(\.label) == ["far", "more", "new", "removed", "kept"])
        #expect(undoing.notes == [])
        #expect(try carryOut(undoing).isComplete)
        let triggers = try bench.triggers(in: namespace)
        #expect(triggers.keys.sorted() == ["kept", "removed"])
        #expect(triggers["kept"]?["scheduled_details"]?["cron"] == "0 1 * * *")
        #expect(triggers["removed"]?["scheduled_details"]?["cron"] == "7 3 * * 1")
        let namespaces = try bench.call("functions.list_namespaces").array
        #expect(namespaces?.compactMap { $0["label"]?.string } == ["jobs"])
    }

    @Test func whatHasChangedSinceIsLeftAlone() throws {
        let (mine, theirs) = (try bench.trigger("mine", in: namespace), try bench.trigger("theirs", in: namespace))
        let result = try bench.run(Plan(steps: [.retime(mine, to: "0 9 * * *"), .retime(theirs, to: "0 9 * * *")]))
        _ = try bench.run(Plan(steps: [.retime(theirs, to: "1 2 3 * *")]))
        let undone = try carryOut(undo(result.journal!))
        #expect(undone.counts.done == 1)
        #expect(
            undone.outcomes[0]
                == .skipped(
                    reason: #"it has changed since: scheduled_details.cron is "1 2 3 * *", and was "0 9 * * *""#))
        #expect(try bench.triggers(in: namespace)["theirs"]?["scheduled_details"]?["cron"] == "1 2 3 * *")
    }

    /// A namespace gets another identifier, under which its triggers come back.
    @Test func whatWasDeletedComesBackUnderItsNewNames() throws {
        let trigger = try bench.trigger("nightly", in: namespace)
        let before = try bench.call("functions.get_namespace", ["namespace_id": namespace])
        let deletion = PlanStep(
            .delete, operation: "functions.delete_namespace", arguments: ["namespace_id": namespace],
            resource: "functions.namespace", label: "jobs", identity: ["namespace_id": namespace], before: before)
        let result = try bench.run(Plan(steps: [.retime(trigger, to: "0 9 * * *"), .delete(trigger), deletion]))
        #expect(result.isComplete)
        let undoing = try undo(result.journal!)
        #expect(
            undoing.notes.map { "\($0.subject): \($0.text)" } == [
                "functions.namespace jobs: it gets another namespace",
                "functions.namespace jobs: its key does not come back",
                "functions.namespace jobs: its access keys, triggers come back only where the run deleted them one by one",
                "functions.trigger nightly: what it was below was deleted afterwards, and it went with that"
            ])
        #expect(undoing.notes.map(\.isLeftOut) == [false, false, false, true])
        #expect(undoing.plan.steps[1].arguments["namespace_id"] == ["$step": [1, "namespace"]])
        let undone = try carryOut(undoing)
        #expect(undone.isComplete)
        let created = try #require(undone.results[0]?["namespace"])
        #expect(created != namespace)
        #expect(try bench.triggers(in: created).keys.sorted() == ["nightly"])
    }

    @Test func anUndoIsUndoneItself() throws {
        let trigger = try bench.trigger("nightly", in: namespace)
        let result = try bench.run(Plan(steps: [.retime(trigger, to: "0 9 * * *")]))
        let undone = try carryOut(undo(result.journal!))
        #expect(try carryOut(undo(undone.journal!)).isComplete)
        #expect(try bench.triggers(in: namespace)["nightly"]?["scheduled_details"]?["cron"] == "0 9 * * *")
    }

    @Test func stepsThatWereNotDoneAreNotTakenBack() throws {
        let result = try bench.run(Plan(steps: [.create(namespace: "jobs"), .create(namespace: "more")]))
        #expect(result.counts.failed == 1)
        #expect(try undo(result.journal!).plan.steps.map(\.label) == ["more"])
    }

    /// Of a key the secret is gone for good, and never was in the journal.
    @Test func secretsDoNotComeBack() throws {
        let key = try bench.call("functions.create_access_key", ["namespace_id": namespace, "name": "deploy"])
        let secret = try #require(key["secret"]?.string)
        let identity: JSONObject = ["namespace_id": namespace, "key_id": key["id"]!]
        let deletion = PlanStep(
            .delete, operation: "functions.delete_access_key", arguments: identity, resource: "functions.access_key",
            label: "deploy", identity: identity, before: key)
        let creation = PlanStep(
            .create, operation: "functions.create_access_key", arguments: ["namespace_id": namespace, "name": "other"],
            resource: "functions.access_key", label: "other")
        let result = try bench.run(Plan(steps: [deletion, creation]))
        let text = try bench.journalText(result.journal!)
        #expect(!text.contains(secret))
        let other = try #require(result.results[1]?["secret"]?.string)
        #expect(!text.contains(other))
        let undoing = try undo(result.journal!)
        #expect(undoing.notes.map(\.text) == ["it gets another id", "its secret does not come back"])
        #expect(try carryOut(undoing).isComplete)
        let keys = try bench.call("functions.list_access_keys", ["namespace_id": namespace]).array ?? []
        #expect(keys.compactMap { $0["name"]?.string } == ["deploy"])
    }

    @Test func aRunThatWasTakenBackSaysSo() throws {
        let trigger = try bench.trigger("nightly", in: namespace)
        let result = try bench.run(Plan(title: "tidy", steps: [.retime(trigger, to: "0 9 * * *")]))
        let undoing = try undo(result.journal!)
        let journal = try bench.folder.create(for: undoing.plan, undoing: result.journal)
        let undone = PlanRun(undoing.plan, by: bench.client, journal: journal, options: .quick).finish()
        let list = bench.folder.journals().journals
        #expect(list.map(\.name) == [undone.journal!, result.journal!])
        #expect(list.map(\.state) == [.finished, .undone])
        #expect(list[1].undoneBy == undone.journal)
    }
}
