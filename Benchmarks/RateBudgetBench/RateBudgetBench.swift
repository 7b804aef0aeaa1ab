import APIClient
import Glibc
import HTTPMessage

/// What the rate budget costs a request: the same calls by an API in this process with a budget and without.
@main
struct RateBudgetBench {
    static func main() throws {
        var template = Array((P_tmpdir + "/moontide-bench-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { preconditionFailure("no temporary folder: error \(errno)") }
        let folder = String(cString: made)
        let limits = RateBudget.Limits(perMinute: 1_000_000, perHour: 1_000_000)
        let token = try Token("dop_v1_secret", from: "a benchmark")
        func shared(by token: Token) -> RateBudget {
            RateBudget(limits: limits, sharedBy: token, at: .digitalOcean, in: folder + "/state")
        }
        let call = try RawRequest(path: "/v2/account").prepared()
        let calls = 20_000
        let bare = try perRequest(calls, call, nil)
        let own = try perRequest(calls, call, RateBudget(limits: limits))
        row("of this process, a request (us)", own, bare)
        row("in a shared file, a request (us)", try perRequest(calls, call, shared(by: token)), bare)
        counted = 0
        let other = try Token("dop_v1_other", from: "a benchmark")
        let (first, second) = (client(shared(by: other)), client(shared(by: other)))
        let turns = try microseconds(calls) {
            for number in 0..<calls { _ = try (number % 2 == 0 ? first : second).send(call) }
        }
        row("in a shared file, two sessions in turns (us)", turns, bare)
        queue(call)
        unlinkAll(folder)
    }

    /// Calls that cannot be sent for now: what it costs to queue and to cancel one of many.
    private static func queue(_ call: PreparedCall) {
        let client = client(RateBudget(limits: .init(perMinute: 1)))
        let count = 20_000
        var tickets: [Ticket] = []
        let queuing = microseconds(count) { tickets = (0..<count).map { _ in client.start(call) } }
        print("rate budget: queue one of \(count) (us)\t\(queuing)\t-\t-\t-")
        let canceling = microseconds(count) { tickets.forEach(client.cancel) }
        print("rate budget: cancel one of \(count) (us)\t\(canceling)\t-\t-\t-")
    }

    private static func row(_ what: String, _ time: Double, _ bare: Double) {
        let more = ((time - bare) * 100).rounded() / 100
        print("rate budget \(what)\t\(time)\twithout: \(bare)\t+\(more)\t-")
    }

    /// Requests that the API has counted.
    nonisolated(unsafe) private static var counted = 0  // This program has one thread.

    private static func client(_ budget: RateBudget?) -> APIClient {
        APIClient(
            transport: InProcessTransport { _ in
                counted += 1
                return HTTPResponse(
                    status: 204,
                    headers: [
                        "ratelimit-limit": "1000000", "ratelimit-remaining": "\(1_000_000 - counted)",
                        "ratelimit-reset": "1000000000"
                    ])
            }, rateBudget: budget)
    }

    private static func perRequest(_ count: Int, _ call: PreparedCall, _ budget: RateBudget?) throws -> Double {
        counted = 0
        let client = client(budget)
        for _ in 0..<1_000 { _ = try client.send(call) }
        return try microseconds(count) { for _ in 0..<count { _ = try client.send(call) } }
    }

    private static func microseconds(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
        let time = try ContinuousClock().measure(body)
        let total = Double(time.components.seconds) * 1e6 + Double(time.components.attoseconds) / 1e12
        return (total / Double(count) * 100).rounded() / 100
    }

    private static func unlinkAll(_ folder: String) {
        guard let directory = opendir(folder + "/state") else { return }
        while let entry = readdir(directory) {
            withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                _ = unlink(folder + "/state/" + String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
            }
        }
        closedir(directory)
        rmdir(folder + "/state")
        rmdir(folder)
    }
}
