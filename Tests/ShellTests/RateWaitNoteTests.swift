import APIClient
import Shell
import Testing

struct RateWaitNoteTests {
    private let now = ContinuousClock.now

    @Test func saysWhatTakesAWhileOnce() {
        var lines: [String] = []
        let note = RateWaitNote { lines.append($0) }
        note.update(RateWait(limit: "minute", start: now + .seconds(2), queued: 1), at: now)
        note.update(RateWait(limit: "minute", start: now + .seconds(42), queued: 120), at: now)
        note.update(RateWait(limit: "minute", start: now + .seconds(60), queued: 100), at: now)
        note.update(RateWait(limit: "hour", start: now + .seconds(2_400), queued: 1), at: now)
        note.update(nil, at: now)
        note.update(RateWait(limit: "server", start: now + .seconds(5), queued: 2), at: now)
        #expect(
            lines == [
                "120 calls wait, 42 s to begin with, for the API's limit of requests a minute",
                "1 call waits, 40 min to begin with, for the API's limit of requests an hour",
                "2 calls wait, 5 s to begin with, for the pause that the API asks for"
            ])
    }
}
