import Scripting
import Shell
import TestSupport
import Testing

/// When the line comes, changes and goes.
struct ProgressDisplayTests {
    private let stage = ProgressStage()
    private let wait = Progress(activity: 1, .wait, "droplet web-1", total: 1, state: "new")

    /// Turns the clock to each time that the display asks for.
    private func run(for duration: Duration) {
        let end = stage.now + duration
        while let next = stage.display.tick(), next < end { stage.pass(next - stage.now) }
        stage.pass(end - stage.now)
        _ = stage.display.tick()
    }

    private func over(_ progress: Progress) -> Progress {
        var progress = progress
        progress.isOver = true
        return progress
    }

    @Test func comesAfterThreeHundredMilliseconds() {
        #expect(stage.display.tick() == nil)
        stage.display.update(wait)
        #expect(stage.display.tick() == stage.now + .milliseconds(300))
        stage.pass(.milliseconds(299))
        #expect(stage.display.tick() == stage.now + .milliseconds(1))
        #expect(stage.writes == [])
        stage.pass(.milliseconds(1))
        _ = stage.display.tick()
        #expect(stage.line == "/ waiting for droplet web-1: new")
        #expect(stage.screen.cursor == (0, 0))
    }

    @Test func isDrawnAnewAtLeastEachSecondAndAtMostTenTimes() {
        stage.display.update(wait)
        run(for: .seconds(10))
        #expect((10...100).contains(stage.writes.count))
        #expect(stage.line.contains("waiting for droplet web-1: new  "))
        let count = stage.writes.count
        for _ in 0..<50 { _ = stage.display.tick() }
        #expect(stage.writes.count == count)
    }

    @Test func goesBeforeAnythingElseIsWrittenAndComesBack() {
        stage.display.update(wait)
        run(for: .seconds(1))
        stage.display.erase()
        #expect(stage.screen.text == "")
        let count = stage.writes.count
        stage.display.erase()
        #expect(stage.writes.count == count)
        stage.write("printed\r\n")
        run(for: .seconds(1.2))
        #expect(stage.screen.row(0) == "printed")
        #expect(stage.screen.row(1).hasSuffix("waiting for droplet web-1: new  2 s"))
    }

    @Test func keepsWhatAScriptHasWrittenOfALine() {
        stage.write("waiting... ")
        stage.display.update(wait)
        run(for: .seconds(1.2))
        #expect(stage.line.hasPrefix("waiting... "))
        #expect(stage.line.hasSuffix("droplet web-1: new  1 s"))
        stage.display.update(over(wait))
        #expect(stage.screen.text == "waiting...")
        stage.write("done")
        #expect(stage.screen.text == "waiting... done")
    }

    @Test func neverWraps() {
        let stage = ProgressStage(columns: 20)
        stage.write("1234567890")
        stage.display.update(wait)
        stage.pass(.seconds(1))
        _ = stage.display.tick()
        #expect(stage.screen.row(1) == "")
        stage.display.end()
        #expect(stage.screen.text == "1234567890")
    }

    @Test func goesAtTheEnd() {
        stage.display.update(wait)
        run(for: .seconds(1))
        stage.display.end()
        #expect(stage.screen.text == "")
        let count = stage.writes.count
        stage.pass(.seconds(5))
        stage.display.update(wait)
        #expect(stage.display.tick() == nil)
        #expect(stage.writes.count == count)
    }

    @Test func aLoopOfShortCallsIsOneThing() {
        for number in 1...100 {
            let call = Progress(activity: number, .call, "droplets.get")
            stage.display.update(call)
            run(for: .milliseconds(20))
            stage.pass(.milliseconds(20))
            stage.display.update(over(call))
        }
        #expect(stage.line.hasSuffix("droplets.get"))
        #expect(stage.writes.count > 4)
        #expect(stage.writes.count <= 40)
        #expect(stage.display.tick() == nil)
        #expect(stage.screen.text == "")
    }

    @Test func callsFarApartShowNothing() {
        for number in 1...20 {
            let call = Progress(activity: number, .call, "droplets.get")
            stage.display.update(call)
            run(for: .milliseconds(200))
            stage.display.update(over(call))
            stage.pass(.milliseconds(101))
        }
        #expect(stage.writes == [])
    }

    @Test func aFileGetsALineEachTenSeconds() {
        let stage = ProgressStage(.written)
        stage.display.update(wait)
        while let next = stage.display.tick(), stage.writes.count < 2 { stage.pass(next - stage.now) }
        stage.display.erase()
        stage.display.end()
        #expect(
            stage.writes == [
                "waiting for droplet web-1: new  10 s\n", "waiting for droplet web-1: new  20 s\n"
            ])
    }

    @Test func aFileGetsNothingOfShortCalls() {
        let stage = ProgressStage(.written)
        for number in 1...100 {
            let call = Progress(activity: number, .call, "droplets.get")
            stage.display.update(call)
            _ = stage.display.tick()
            stage.pass(.seconds(9))
            stage.display.update(over(call))
        }
        #expect(stage.writes == [])
    }
}
