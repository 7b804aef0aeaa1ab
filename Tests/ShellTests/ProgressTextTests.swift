import APIClient
import Scripting
import Shell
import TestSupport
import Testing

/// The line's words, at times that a test chooses.
struct ProgressTextTests {
    @Test(arguments: [
        (100, "droplets.list  [########............]  1,200/3,000  400/s  5 s left"),
        (60, "droplets.list  [####......]  1,200/3,000  400/s  5 s left"),
        (50, "/ droplets.list  1,200/3,000  400/s  5 s left"),
        (30, "/ droplets.list  1,200/3,000…"),
        (1, ""), (0, "")
    ])
    func fitsAListIntoTheTerminal(width: Int, line: String) {
        let stage = ProgressStage(columns: width + 1)
        stage.display.update(Progress(activity: 1, .list, "droplets.list"))
        stage.pass(.seconds(3))
        stage.display.update(Progress(activity: 1, .list, "droplets.list", done: 1_200, total: 3_000))
        _ = stage.display.tick()
        #expect(stage.line == line)
    }

    private func line(at seconds: Double, _ progress: Progress...) -> String {
        let stage = ProgressStage()
        for progress in progress { stage.display.update(progress) }
        stage.pass(.seconds(seconds))
        _ = stage.display.tick()
        return stage.line
    }

    @Test func saysWhatIsWaitedForAndItsState() {
        #expect(line(at: 0.5, Progress(activity: 1, .call, "droplets.get")) == "/ droplets.get")
        #expect(line(at: 2.9, Progress(activity: 1, .call, "droplets.get")) == "/ droplets.get  2 s")
        #expect(line(at: 1, Progress(activity: 1, .list, "droplets.list")) == "/ droplets.list  1 s")
        #expect(
            line(at: 12, Progress(activity: 1, .wait, "droplet web-1", total: 1, state: "new"))
                == "/ waiting for droplet web-1: new  12 s")
        #expect(
            line(at: 185, Progress(activity: 1, .wait, "load_balancer lb", total: 1))
                == "/ waiting for load balancer lb  3 min 5 s")
        #expect(
            line(at: 3_720, Progress(activity: 1, .deletion, "volume data", total: 1, state: "x"))
                == "/ waiting for volume data: not gone yet  1 h 2 min")
        #expect(
            line(at: 4, Progress(activity: 1, .wait, "5 droplets", done: 3, total: 5, state: "new"))
                == "waiting for 5 droplets  [############........]  3/5 ready  4 s")
        #expect(
            line(at: 4, Progress(activity: 1, .deletion, "5 droplets", done: 0, total: 5))
                == "waiting for 5 droplets  [....................]  0/5 gone  4 s")
    }

    @Test func countsTheStepsOfARunAndThoseThatFailed() {
        let run = Progress(activity: 1, .run, "40 updates", done: 12, total: 40, failed: 2, elapsed: .seconds(2))
        #expect(line(at: 2, run) == "40 updates  [######..............]  12/40  2 failed  6.0/s  3 s left")
        let call = Progress(activity: 2, .call, "functions.update_trigger")
        #expect(line(at: 0.5, run, call).hasSuffix("left  ·  functions.update_trigger"))
    }

    @Test func namesWhatTakesLongInsideOfSomethingElse() {
        let list = Progress(activity: 1, .list, "droplets.list", done: 1, total: 4, elapsed: .seconds(9))
        let call = Progress(activity: 2, .call, "droplets.get")
        let bar = "droplets.list  [#####...............]  1/4  7/min  26 s left"
        #expect(line(at: 1, list, call) == bar + "  ·  droplets.get  1 s")
        #expect(
            line(at: 1, list, call, Progress(activity: 3, .call, "droplets.get")) == bar + "  ·  2 more")
        #expect(line(at: 1, call, list) == bar + "  ·  droplets.get  1 s")
    }

    @Test func saysThatTheRateLimitIsWaitedFor() {
        let stage = ProgressStage()
        stage.display.update(Progress(activity: 1, .list, "tags.list", done: 400, total: 800, elapsed: .seconds(1)))
        stage.display.update(RateWait(limit: "minute", start: stage.now + .seconds(42), queued: 7))
        stage.pass(.seconds(1.5))
        _ = stage.display.tick()
        #expect(
            stage.line
                == "tags.list  [##########..........]  400/800  400/s  rate limit of the minute: next request in 41 s"
        )
        stage.display.update(RateWait(limit: "server", start: stage.now + .seconds(2), queued: 7))
        stage.pass(.seconds(1))
        _ = stage.display.tick()
        #expect(stage.line.hasSuffix("the API asks for a pause: next request in 1 s"))
        stage.display.update(nil)
        stage.pass(.seconds(1))
        _ = stage.display.tick()
        #expect(stage.line == "tags.list  [##########..........]  400/800  89/s  5 s left")
    }

    @Test func measuresTheSpeedOfTheLastSeconds() {
        let stage = ProgressStage()
        func report(_ done: Int, after duration: Duration) {
            stage.pass(duration)
            stage.display.update(Progress(activity: 1, .list, "tags.list", done: done, total: 10_000))
        }
        report(0, after: .zero)
        for second in 1...10 { report(second * 100, after: .seconds(1)) }
        for second in 1...30 { report(1_000 + second * 5, after: .seconds(1)) }
        _ = stage.display.tick()
        #expect(stage.line == "tags.list  [##..................]  1,150/10,000  5.0/s  29 min 30 s left")
    }

    @Test func countsWideCharactersTwiceAndObeysNothing() {
        let stage = ProgressStage(columns: 31)
        stage.display.update(Progress(activity: 1, .wait, "droplet 日本語日本語日本語", total: 1, state: "\u{1B}[2J"))
        stage.pass(.seconds(1))
        _ = stage.display.tick()
        #expect(stage.line == "/ waiting for droplet 日本語…")
        #expect(stage.screen.unknownSequences == [])
    }
}
