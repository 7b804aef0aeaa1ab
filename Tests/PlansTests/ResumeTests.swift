import APIClient
import HTTPMessage
import JSON
import LocalAPI
import Plans
import TestSupport
import Testing

/// What becomes of requests whose answers were lost, and of runs that ended in the middle.
struct ResumeTests {
    private let bench: Bench
    private let namespace: JSONValue

    init() throws {
        bench = try Bench()
        namespace = try bench.namespace()
    }

    /// The API does it, and the answer is lost, for one request of a method; where `isDone` is false, it is lost before.
    private func loseAnswer(of method: String, isDone: Bool = true) {
        var isLost = false
        bench.intercept = { [bench] request in
            guard request.method == method, !isLost else { return nil }
            isLost = true
            var delivery = isDone ? bench.api.delivery(of: request) : HTTPDelivery(HTTPResponse(status: 200))
            delivery.fault = .reset
            return delivery
        }
    }

    @Test func aLostAnswerToAnUpdateIsFoundAtOnce() throws {
        let trigger = try bench.trigger("nightly", in: namespace)
        loseAnswer(of: "PUT")
        #expect(try bench.run(Plan(steps: [.retime(trigger, to: "0 2 * * *")])).outcomes == [.done])
        #expect(bench.count("PUT") == 1)
    }

    @Test func anUpdateThatDidNotArriveHasFailed() throws {
        let trigger = try bench.trigger("nightly", in: namespace)
        loseAnswer(of: "PUT", isDone: false)
        let result = try bench.run(Plan(steps: [.retime(trigger, to: "0 2 * * *")]))
        #expect(result.counts.failed == 1)
        #expect(try bench.resume(result.journal!).isComplete)
    }

    @Test func aLostAnswerToADeletionIsFound() throws {
        let trigger = try bench.trigger("nightly", in: namespace)
        loseAnswer(of: "DELETE")
        #expect(try bench.run(Plan(steps: [.delete(trigger)])).outcomes == [.done])
    }

    @Test(arguments: [true, false])
    func aLostAnswerToACreationIsFoundByItsName(isDone: Bool) throws {
        loseAnswer(of: "POST", isDone: isDone)
        let result = try bench.run(Plan(steps: [.create(trigger: "new", in: namespace)]))
        #expect(result.counts == StepCounts([isDone ? .done : .unknown(reason: "")]))
        guard !isDone else { return }
        #expect(try bench.resume(result.journal!).isComplete)
        #expect(try bench.triggers(in: namespace).count == 1)
    }

    @Test(arguments: [true, false])
    func aLostAnswerToACreationIsFoundInTheList(isDone: Bool) throws {
        loseAnswer(of: "POST", isDone: isDone)
        let result = try bench.run(
            Plan(steps: [.create(namespace: "more"), .create(trigger: "nightly", in: ["$step": [1, "namespace"]])]))
        let final = isDone ? result : try bench.resume(result.journal!)
        #expect(final.isComplete)
        let namespaces = try bench.call("functions.list_namespaces").array ?? []
        #expect(namespaces.compactMap { $0["label"]?.string }.sorted() == ["jobs", "more"])
    }

    private func droplet(_ name: String) -> PlanStep {
        PlanStep(
            .create, operation: "droplets.create",
            arguments: [
                "name": .string(name), "region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64"
            ], resource: "droplets.droplet", label: name)
    }

    /// Of things of one name there may be many: those that were there before are nobody's.
    @Test func alikeCreationsAreToldApartByWhatWasThere() throws {
        _ = try bench.run(Plan(steps: [droplet("web")]))
        loseAnswer(of: "POST")
        let result = try bench.run(Plan(steps: (0..<5).map { _ in droplet("web") }))
        #expect(result.isComplete)
        #expect(try bench.call("droplets.list").array?.count == 6)
        let identifiers = Set(result.results.values.compactMap { $0["id"]?.integer })
        #expect(identifiers.count == 5)
    }

    @Test func moreNewOnesThanWereAskedForCannotBeDecided() throws {
        var isLost = false
        bench.intercept = { [bench] request in
            guard request.method == "POST", !isLost else { return nil }
            isLost = true
            _ = bench.api.delivery(of: request)
            var delivery = bench.api.delivery(of: request)
            delivery.fault = .reset
            return delivery
        }
        let result = try bench.run(Plan(steps: [droplet("web")]))
        guard case .unknown(let reason) = result.outcomes[0] else {
            Issue.record("\(result.outcomes[0])")
            return
        }
        #expect(reason.hasSuffix("there are 2 new ones like it, and 1 were asked for"))
        #expect(try bench.resume(result.journal!).counts.unknown == 1)
        #expect(try bench.call("droplets.list").array?.count == 2)
    }

    @Test func whatSomebodyElseChangedMeanwhileIsLeftAlone() throws {
        let trigger = try bench.trigger("nightly", in: namespace)
        let plan = Plan(steps: [.retime(trigger, to: "0 2 * * *")])
        let run = PlanRun(plan, by: bench.client, journal: try bench.folder.create(for: plan), options: .quick)
        _ = run.step()
        run.interrupt()
        run.interrupt()
        let result = run.finish()
        #expect(result.counts.unknown == 1)
        _ = try bench.run(Plan(steps: [.retime(trigger, to: "9 9 * * *")]))
        let resumed = try bench.resume(result.journal!)
        #expect(
            resumed.outcomes == [
                .skipped(
                    reason: #"it has changed since: scheduled_details.cron is "9 9 * * *", and was "0 1 * * *""#)
            ])
    }

    @Test func aFinishedRunHasNothingToResume() throws {
        let trigger = try bench.trigger("nightly", in: namespace)
        let result = try bench.run(Plan(steps: [.retime(trigger, to: "0 2 * * *")]))
        bench.forgetRequests()
        #expect(try bench.resume(result.journal!).isComplete)
        #expect(bench.requests.isEmpty)
    }
}
