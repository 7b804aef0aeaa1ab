import Glibc
import HTTPMessage
import HTTPServer
import LocalAPI
import LocalAPIServer

/// The local API over loopback, beside a server of the same library whose handler does nothing, driven by wrk.
@main
struct HTTPBench {
    static func main() throws {
        signal(SIGPIPE, SIG_IGN)
        let folder = try makeFolder()
        defer { system("rm -rf '\(folder)'") }
        let empty = try HTTPServer { _ in HTTPResponse(status: 200) }
        let few = try served(triggers: 1, in: folder + "/few.db")
        let many = try served(triggers: 100_000, in: folder + "/many.db")

        // In turns, so that what else the machine does reaches all three; the best of each counts.
        var best: [Load?] = [nil, nil, nil]
        let addresses = ["http://127.0.0.1:\(empty.port)/", few.address, many.address]
        for _ in 0..<3 {
            for (index, address) in addresses.enumerated() {
                let load = try Load(of: address)
                if load.requestsPerSecond > best[index]?.requestsPerSecond ?? 0 { best[index] = load }
            }
        }
        let loads = best.compactMap { $0 }
        printRows(empty: loads[0], few: loads[1], many: loads[2])
    }

    private static func printRows(empty: Load, few: Load, many: Load) {
        let ratio = few.requestsPerSecond / empty.requestsPerSecond
        row("HTTP: GET of one trigger (1/s)", few, "empty handler: \(whole(empty.requestsPerSecond))", ratio, ">= 0.30")
        let slowdown = few.requestsPerSecond / many.requestsPerSecond
        row(
            "the same beside 100,000 triggers (1/s)", many, "\(whole(few.requestsPerSecond))", slowdown,
            "< 2 times slower")
        let share = (few.microseconds / empty.microseconds * 100).rounded() / 100
        print(
            "HTTP: processor time of the server for a GET (us)\t\(few.microseconds)\t"
                + "empty handler: \(empty.microseconds)\t\(share)\t-")
        for (name, load) in [("GET of one trigger", few), ("beside 100,000 triggers", many)] {
            print(
                "HTTP: \(name), 64 connections, 99% within (ms)\t\(load.p99)\tempty handler: \(empty.p99)\t-\t5")
        }
    }

    private static func row(_ what: String, _ load: Load, _ reference: String, _ ratio: Double, _ reach: String) {
        let rounded = (ratio * 100).rounded() / 100
        print("\(what)\t\(whole(load.requestsPerSecond))\t\(reference)\t\(rounded)\t\(reach)")
    }

    private static func whole(_ number: Double) -> Int { Int(number.rounded()) }

    /// A server over a file, and the address of one of its triggers.
    private static func served(
        triggers: Int, in path: String
    ) throws -> (server: LocalAPIServer, address: String) {
        let configuration = LocalAPI.Configuration(storage: .file(path: path), rateLimiting: .counted)
        let server = try LocalAPIServer(configuration)
        let namespace = try server.api.seed(namespaces: 1, triggers: triggers)[0]
        let last = String(100_000 + triggers).dropFirst()
        let name = triggers < 100_000 ? "trigger-\(last)" : "trigger-100000"
        return (server, "\(server.address)/v2/functions/namespaces/\(namespace)/triggers/\(name)")
    }

    private static func makeFolder() throws -> String {
        var template = Array("/tmp/moontide-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw BenchError("no temporary folder: \(errno)") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

struct BenchError: Error {
    let problem: String

    init(_ problem: String) { self.problem = problem }
}

/// What wrk says of three seconds of requests to one address over 64 connections.
struct Load {
    let requestsPerSecond: Double
    /// Milliseconds that 99 of 100 answers came within.
    let p99: Double
    /// What a request took of the server's processor time; it says more than a rate on a machine that has other work.
    let microseconds: Double

    init(of address: String) throws {
        let before = Self.processorSeconds()
        let report = try Self.output(
            of: "wrk -t1 -c64 -d3s --latency -H 'Authorization: Bearer \(LocalAPI.exampleToken)' \(address)")
        func value(behind label: String) -> Substring? {
            let line = report.split(separator: "\n").first { $0.drop { $0 == " " }.hasPrefix(label) }
            return line?.split(separator: " ").last
        }
        guard value(behind: "Non-2xx") == nil, let rate = value(behind: "Requests/sec:").flatMap({ Double($0) }),
            let p99 = value(behind: "99%").flatMap(Self.milliseconds)
        else { throw BenchError("unexpected answers or report:\n\(report)") }
        requestsPerSecond = rate
        self.p99 = p99
        microseconds = ((Self.processorSeconds() - before) / (rate * 3) * 1e8).rounded() / 100
    }

    /// Of this process, which wrk is none of.
    private static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    private static func milliseconds(_ text: Substring) -> Double? {
        for (unit, factor) in [("us", 0.001), ("ms", 1), ("s", 1_000)] where text.hasSuffix(unit) {
            return Double(text.dropLast(unit.count)).map { ($0 * factor * 100).rounded() / 100 }
        }
        return nil
    }

    private static func output(of command: String) throws -> String {
        guard let stream = popen(command, "r") else { throw BenchError("cannot run \(command)") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { bytes += buffer[..<count] }
        guard pclose(stream) == 0 else { throw BenchError("failed: \(command)") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
