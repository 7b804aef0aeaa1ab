import APIClient
import Shell
import Testing

struct EntryCostTests {
    @Test(arguments: [
        (EntryCost(duration: .milliseconds(412)), "0.41 s", nil),
        (EntryCost(duration: .milliseconds(3), requests: 1), "3 ms · 1 request", "1 request · 3 ms"),
        (
            EntryCost(duration: .milliseconds(412), requests: 2, remainingBefore: 5_000, remaining: 4_998),
            "0.41 s · 2 requests · 5,000→4,998 left", "2 requests · 0.41 s"
        ),
        (
            EntryCost(duration: .seconds(125), requests: 1_200, remaining: 3_800),
            "2 min 5 s · 1,200 requests · 3,800 left", "1,200 requests · 2 min 5 s"
        ),
        (EntryCost(duration: .seconds(59.999), requests: 0, remainingBefore: 9, remaining: 9), "60.00 s", nil)
    ])
    func saysWhatAnEntryTook(cost: EntryCost, text: String, footer: String?) {
        #expect(cost.text == text)
        #expect(cost.footer == footer)
    }

    @Test func warnsBelowATenthOfTheLimit() {
        let low = RateLimit(limit: 5_000, remaining: 312, reset: 1_795_219_200 + 3_600 * 9 + 720)
        #expect(RateNotice.text(low, time: .utc) == "312 of 5,000 requests left, the first come back at 09:12")
        #expect(RateNotice.shortText(low) == "312/5,000 left")
        let enough = RateLimit(limit: 5_000, remaining: 500, reset: 0)
        #expect(RateNotice.text(enough) == nil && RateNotice.shortText(enough) == nil)
        #expect(RateNotice.text(RateLimit(limit: 250, remaining: 0, reset: 0)) == "0 of 250 requests left")
    }
}
