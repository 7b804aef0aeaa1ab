import APIClient
import JSON
import LocalAPI
import Plans
import TestSupport
import Testing

/// Servers that fail, stall, break connections, send garbage and lose answers.
struct FaultTests {
    enum Trouble: String, CaseIterable {
        case failsEveryThird, failsThoughDone, resets, losesAnswers, truncates, sendsGarbage, stalls, refusesForAWhile
    }

    private static func fault(_ trouble: Trouble) -> LocalAPI.Fault {
        var fault =
            switch trouble {
            case .failsEveryThird, .failsThoughDone: LocalAPI.Fault(.status(500))
            case .resets, .losesAnswers: LocalAPI.Fault(.reset)
            case .truncates: LocalAPI.Fault(.truncation(bytes: nil))
            case .sendsGarbage: LocalAPI.Fault(.garbage)
            case .stalls: LocalAPI.Fault(.stall)
            case .refusesForAWhile: LocalAPI.Fault(.status(429))
            }
        fault.losesAnswer = trouble == .failsThoughDone || trouble == .losesAnswers
        fault.every = trouble == .refusesForAWhile ? 1 : 3
        if trouble == .refusesForAWhile { fault.count = 12 }
        return fault
    }

    @Test(arguments: Trouble.allCases)
    func theSummaryIsRightAndAResumedRunCompletesIt(trouble: Trouble) throws {
        let bench = try Bench()
        bench.client.configuration.limits.stallTimeout = .milliseconds(20)
        let namespace = try bench.namespace()
        var steps: [PlanStep] = []
        for number in 0..<8 {
            steps.append(.retime(try bench.trigger("u\(number)", in: namespace), to: "0 9 * * *"))
            steps.append(.delete(try bench.trigger("d\(number)", in: namespace)))
            steps.append(.create(trigger: "c\(number)", in: namespace))
        }
        for operation in ["update_trigger", "create_trigger", "delete_trigger"] {
            var fault = Self.fault(trouble)
            fault.operation = "functions.\(operation)"
            bench.api.fail(fault)
        }
        let result = try bench.run(Plan(steps: steps))
        #expect(result.counts.total == 24 && result.counts.notStarted == 0)
        try check(result.outcomes, steps, try bench.triggers(in: namespace))
        #expect(trouble == .refusesForAWhile || result.counts.done < 24 || Self.fault(trouble).comesTooLate)
        bench.api.clearFaults()
        let resumed = try bench.resume(result.journal!)
        #expect(resumed.isComplete, "\(resumed.outcomes.compactMap(\.reason))")
        try check(resumed.outcomes, steps, try bench.triggers(in: namespace))
        #expect(try bench.triggers(in: namespace).count == 16)
    }

    /// What is said to be done is done, and what is said to have failed is not.
    private func check(_ outcomes: [StepOutcome], _ steps: [PlanStep], _ triggers: [String: JSONValue]) throws {
        for (step, outcome) in zip(steps, outcomes) {
            let trigger = triggers[step.label]
            let isMade =
                switch step.kind {
                case .update: trigger?["scheduled_details"]?["cron"] == "0 9 * * *"
                case .delete: trigger == nil
                case .create, .call: trigger != nil
                }
            switch outcome {
            case .done: #expect(isMade, "\(step.label) is said to be done")
            case .failed, .skipped: #expect(!isMade, "\(step.label): \(outcome)")
            case .unknown: continue
            case .notStarted: Issue.record("\(step.label) was not started")
            }
        }
    }
}

extension LocalAPI.Fault {
    /// Whether what it strikes was done, so that a look finds it.
    fileprivate var comesTooLate: Bool { losesAnswer || outcome == .garbage || outcome == .truncation(bytes: nil) }
}
