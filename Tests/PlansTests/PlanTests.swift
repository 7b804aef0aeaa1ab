import JSON
import Plans
import Testing

struct PlanTests {
    @Test func plansWithOtherStepsDiffer() {
        let step = PlanStep(.delete, operation: "functions.delete_trigger", arguments: [:], label: "nightly")
        #expect(Plan(steps: [step]) == Plan(steps: [step]))
        #expect(Plan(steps: [step]) != Plan())
    }
}
