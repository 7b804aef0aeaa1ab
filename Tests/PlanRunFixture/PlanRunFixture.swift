import APIClient
import Glibc
import JSON
import Plans

/// Carries out a plan over HTTP, as a process of its own that tests can kill.
///
///     plan-run-fixture apply  ADDRESS FOLDER PLAN [CONCURRENCY]
///     plan-run-fixture resume ADDRESS FOLDER JOURNAL [CONCURRENCY]
///
/// Prints the number of steps that are done, failed, skipped, of unknown fate and not started, then the reasons.
@main
struct PlanRunFixture {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 5 else { fail("usage: apply|resume ADDRESS FOLDER PLAN|JOURNAL [CONCURRENCY]") }
        let client = try client(arguments[2])
        let folder = JournalFolder(arguments[3])
        var options = PlanRun.Options()
        options.concurrency = arguments.count > 5 ? Int(arguments[5]) ?? 16 : 16
        options.settlingTime = .milliseconds(50)
        let run: PlanRun
        if arguments[1] == "resume" {
            run = try PlanRun(resuming: folder.open(arguments[4]), by: client, at: nil, options: options)
        } else {
            let plan = Plan(steps: try steps(in: arguments[4]))
            run = PlanRun(plan, by: client, journal: try folder.create(for: plan), options: options)
        }
        show(run.finish())
    }

    private static func client(_ address: String) throws -> APIClient {
        let transport = CurlTransport(CurlTransport.Settings(baseURL: try BaseURL(address)))
        var configuration = APIClient.Configuration()
        configuration.token = try Token("dop_v1_" + String(repeating: "0", count: 64), from: "a test")
        configuration.limits.totalTimeout = .seconds(20)
        configuration.retry = RetryPolicy(maximumAttempts: 3, firstPause: .milliseconds(20))
        return APIClient(transport: transport, configuration: configuration)
    }

    private static func steps(in path: String) throws -> [PlanStep] {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { fail("cannot open \(path)") }
        var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
        return try JSONValue(parsing: bytes).array?.map { record in
            guard let step = record.object.flatMap(PlanStep.init(record:)) else { fail("no step: \(record)") }
            return step
        } ?? []
    }

    private static func show(_ result: PlanRunResult) {
        let counts = result.counts
        print(counts.done, counts.failed, counts.skipped, counts.unknown, counts.notStarted)
        for (index, outcome) in result.outcomes.enumerated() {
            if let reason = outcome.reason { print("\(index + 1): \(reason)") }
        }
        if let reason = result.stopReason { print(reason) }
    }

    private static func fail(_ message: String) -> Never {
        print(message)
        exit(2)
    }
}
