import JSON
import Plans
import Testing

@Suite("Summaries of plans")
struct PlanSummaryTests {
    private func plan(_ counts: [PlanStep.Kind: Int], unchanged: Int = 0) -> Plan {
        let steps = counts.flatMap { kind, count in
            (0..<count).map { PlanStep(kind, operation: "functions.update_trigger", arguments: [:], label: "\($0)") }
        }
        return Plan(steps: steps, unchangedCount: unchanged)
    }

    @Test func countEachKind() {
        let summary = PlanSummary(plan([.update: 12, .create: 1], unchanged: 37))
        #expect(summary.description == "12 updates, 1 create, 0 deletes; 37 unchanged left out")
        #expect(summary.pace == "about 3 s at 250 requests/min")
        #expect(PlanSummary(plan([.call: 1])).description == "0 updates, 0 creates, 0 deletes, 1 call")
        #expect(PlanSummary(plan([:])).description == "nothing to do")
        #expect(PlanSummary(plan([:])).pace == nil)
        #expect(
            PlanSummary(plan([:], unchanged: 2)).description == "0 updates, 0 creates, 0 deletes; 2 unchanged left out")
    }

    @Test(arguments: [
        (1, "about 1 s at 250 requests/min"), (1_000, "about 4 min at 250 requests/min"),
        (5_000, "about 20 min at 250 requests/min"), (20_000, "about 4 h at 5000 requests/h")
    ])
    func tellTheLeastTimeThatTheLimitsAllow(_ count: Int, _ text: String) {
        #expect(PlanSummary(plan([.update: count])).pace == text)
    }

    @Test func countWhatReachesFarAndWhatCosts() {
        let steps = [
            PlanStep(.create, operation: "droplets.create", arguments: [:], label: "web"),
            PlanStep(.call, operation: "droplets.destroy_by_tag", arguments: [:], label: "web")
        ]
        let summary = PlanSummary(Plan(steps: steps))
        #expect(summary.costly == 1)
        #expect(summary.wide == 1)
    }
}
