import APIClient
import HTTPMessage
import JSON
import Plans
import TestSupport
import Testing

struct PlanRunTests {
    private let bench: Bench
    private let namespace: JSONValue

    init() throws {
        bench = try Bench()
        namespace = try bench.namespace()
    }

    @Test func createsUpdatesAndDeletes() throws {
        let (old, late) = (try bench.trigger("old", in: namespace), try bench.trigger("late", in: namespace))
        let result = try bench.run(
            Plan(steps: [
                .retime(late, to: "0 9 * * *"), .delete(old), .create(trigger: "new", in: namespace)
            ]))
        #expect(result.outcomes == [.done, .done, .done])
        #expect(result.isComplete && !result.isInterrupted && result.stopReason == nil)
        let triggers = try bench.triggers(in: namespace)
        #expect(triggers.keys.sorted() == ["late", "new"])
        #expect(triggers["late"]?["scheduled_details"]?["cron"] == "0 9 * * *")
    }

    @Test func whatRefersToAStepComesAfterIt() throws {
        let result = try bench.run(
            Plan(steps: [
                .create(namespace: "more"), .create(trigger: "nightly", in: ["$step": [1, "namespace"]])
            ]))
        #expect(result.outcomes == [.done, .done])
        let created = try #require(result.results[0]?["namespace"])
        #expect(try bench.triggers(in: created).keys.sorted() == ["nightly"])
    }

    @Test func whatRefersToAFailedStepIsSkipped() throws {
        let result = try bench.run(
            Plan(steps: [
                .create(namespace: "jobs"), .create(trigger: "nightly", in: ["$step": [1, "namespace"]])
            ]))
        guard case .failed(let failure) = result.outcomes[0] else {
            Issue.record("\(result.outcomes[0])")
            return
        }
        #expect(failure.status == 422)
        #expect(result.outcomes[1] == .skipped(reason: "it needs step 1, which is not done"))
    }

    @Test func aReferenceToAFieldThatDidNotComeIsSkipped() throws {
        let result = try bench.run(
            Plan(steps: [.create(namespace: "more"), .create(trigger: "nightly", in: ["$step": [1, "name"]])]))
        #expect(result.outcomes[1] == .skipped(reason: "step 1 returned no 'name'"))
    }

    /// Sixteen at once, and yet in the order that one resource needs.
    @Test func stepsOnOneResourceKeepTheirOrder() throws {
        let trigger = try bench.trigger("nightly", in: namespace)
        let steps = (0..<24).map { PlanStep.retime(trigger, to: "\($0) 5 * * *") } + [.delete(trigger)]
        #expect(try bench.run(Plan(steps: steps)).isComplete)
        let puts = bench.requests.filter { $0.hasPrefix("PUT") || $0.hasPrefix("DELETE") }
        #expect(puts.count == 25 && puts.last!.hasPrefix("DELETE"))
    }

    @Test func whatIsBelowAResourceGoesFirst() throws {
        let triggers = try (0..<20).map { try bench.trigger("t\($0)", in: namespace) }
        let deletion = PlanStep(
            .delete, operation: "functions.delete_namespace", arguments: ["namespace_id": namespace],
            resource: "functions.namespace", label: "jobs", identity: ["namespace_id": namespace])
        #expect(try bench.run(Plan(steps: triggers.map { .delete($0) } + [deletion])).isComplete)
    }

    @Test func goesOnAfterFailures() throws {
        let trigger = try bench.trigger("nightly", in: namespace)
        var gone = trigger
        if case .object(var object) = gone {
            object["name"] = "gone"
            gone = .object(object)
        }
        let result = try bench.run(Plan(steps: [.retime(gone, to: "0 2 * * *"), .retime(trigger, to: "0 2 * * *")]))
        #expect(result.counts.failed == 1 && result.outcomes[1] == .done)
    }

    @Test func stopsAtAFailureWhereItIsTold() throws {
        var options = PlanRun.Options.quick
        options.stopsAtFailure = true
        options.concurrency = 1
        let result = try bench.run(
            Plan(steps: [.create(namespace: "jobs"), .create(namespace: "more")]), options: options)
        #expect(result.outcomes[1] == .notStarted)
        #expect(result.stopReason == "step 1 failed")
    }

    /// Nothing listens at the discard port of this machine.
    @Test func stopsWhereNobodyAnswers() throws {
        let transport = CurlTransport(.init(baseURL: try BaseURL("http://127.0.0.1:9")))
        let client = APIClient(transport: transport, configuration: .init(retry: .none))
        var options = PlanRun.Options.quick
        options.concurrency = 2
        let steps = (1...40).map { PlanStep.create(namespace: "n\($0)") }
        let result = PlanRun(Plan(steps: steps), by: client, journal: nil, options: options).finish(unless: { false })
        #expect(result.stopReason == "the API cannot be reached; what did not begin is left, and resume goes on")
        #expect(5...7 ~= result.counts.failed && result.counts.notStarted == 40 - result.counts.failed)
    }

    @Test func asksWhetherAResourceHasChanged() throws {
        let (first, second) = (try bench.trigger("a", in: namespace), try bench.trigger("b", in: namespace))
        _ = try bench.run(Plan(steps: [.retime(first, to: "7 7 * * *")]))
        var options = PlanRun.Options.quick
        options.refusal = StepCheck.refusal
        let result = try bench.run(
            Plan(steps: [.retime(first, to: "0 2 * * *"), .retime(second, to: "0 2 * * *")]), options: options)
        #expect(
            result.outcomes == [
                .skipped(
                    reason: #"it has changed since: scheduled_details.cron is "7 7 * * *", and was "0 1 * * *""#),
                .done
            ])
    }

    @Test func aDeletionOfWhatIsGoneIsNoDeletion() throws {
        let trigger = try bench.trigger("nightly", in: namespace)
        #expect(try bench.run(Plan(steps: [.delete(trigger)])).isComplete)
        let result = try bench.run(Plan(steps: [.delete(trigger)]))
        #expect(result.outcomes == [.skipped(reason: "it does not exist any more")])
    }

    @Test func argumentsThatCannotBeAreSkipped() throws {
        let step = PlanStep(.create, operation: "functions.create_namespace", arguments: [:], label: "nothing")
        let result = try bench.run(Plan(steps: [step]))
        guard case .skipped(let reason) = result.outcomes[0] else {
            Issue.record("\(result.outcomes[0])")
            return
        }
        #expect(reason.contains("label"))
        #expect(bench.count("POST") == 1)
    }

    /// The first interrupt lets go of what has not begun, the second of what is under way.
    @Test func anInterruptedRunSaysWhatItDoesNotKnow() throws {
        let triggers = try (0..<8).map { try bench.trigger("t\($0)", in: namespace) }
        var options = PlanRun.Options.quick
        options.concurrency = 2
        let plan = Plan(steps: triggers.map { .retime($0, to: "0 3 * * *") })
        let run = PlanRun(plan, by: bench.client, journal: try bench.folder.create(for: plan), options: options)
        _ = run.step()
        run.interrupt()
        let result = run.finish()
        #expect(result.isInterrupted)
        #expect(result.counts.unknown + result.counts.done == 2 && result.counts.notStarted == 6)
        let resumed = try bench.resume(result.journal!)
        #expect(resumed.isComplete)
        #expect(try bench.triggers(in: namespace).values.allSatisfy { $0["scheduled_details"]?["cron"] == "0 3 * * *" })
    }
}
