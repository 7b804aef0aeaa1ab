import APIClient
import Testing

struct DurationTextTests {
    @Test(arguments: [
        ("90", 90), ("90s", 90), ("10m", 600), ("1h30m", 5_400), ("1m30", 90), ("1d12h", 129_600), ("0", 0),
        ("366d", 366 * 86_400)
    ])
    func reads(text: String, seconds: Int) {
        #expect(Duration(text: text) == .seconds(seconds))
    }

    @Test(arguments: ["", "m", "1 h", "-1", "1.5h", "1w", "10min", "367d", "99999999999999999999s", "１"])
    func refuses(text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test(arguments: [(0, "0s"), (45, "45s"), (60, "1m"), (5_400, "1h30m"), (90_061, "1d1h1m1s")])
    func writes(seconds: Int, text: String) {
        #expect(Duration.seconds(seconds).shortText == text)
    }
}
