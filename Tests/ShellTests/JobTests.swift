import Scripting
import Shell
import Testing

struct JobTests {
    @Test(arguments: [
        (TaskWait.answers(operation: "droplets.get", count: 1), "droplets.get"),
        (.answers(operation: "droplets.get", count: 3), "droplets.get and 2 more"),
        (.turn(operation: "droplets.get", in: .seconds(125)), "droplets.get, sent in 2 min 5 s"),
        (.turn(operation: "droplets.get", in: nil), "droplets.get, held back by the rate limit"),
        (.time(.seconds(42)), "sleep, 42 s left"), (.task(7), "task 7"),
        (.items(ended: 3, total: 1_200), "3 of 1,200 items"), (.items(ended: 3, total: nil), "items, 3 so far")
    ])
    func tellsWhatItWaitsFor(wait: TaskWait, text: String) {
        #expect(Job.text(wait) == text)
    }
}
