import Glibc
import HTTPMessage
import LocalAPI

/// What a request to the local API costs in process, with 100,000 triggers in the file.
@main
struct LocalAPIBench {
    static func main() throws {
        var template = Array((P_tmpdir + "/moontide-bench-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { preconditionFailure("no temporary folder: error \(errno)") }
        let folder = String(cString: made)
        let configuration = LocalAPI.Configuration(storage: .file(path: folder + "/local.db"), rateLimiting: .counted)
        let api = try LocalAPI(configuration)
        var namespaces: [String] = []
        report(
            "seed 5 namespaces, 1,000 triggers",
            try seconds { namespaces = try api.seed(namespaces: 5, triggers: 1_000) })
        let path = "/v2/functions/namespaces/" + namespaces[0] + "/triggers"
        try measure(api, path, "1,000 triggers")
        var many: [String] = []
        report(
            "seed 500 namespaces, 100,000 triggers",
            try seconds { many = try api.seed(namespaces: 500, triggers: 100_000) })
        try measure(api, "/v2/functions/namespaces/" + many[250] + "/triggers", "101,000 triggers")
        report("seed 100,000 droplets", try seconds { try api.seed(["droplets": 100_000]) })
        try measureDroplets(api)
        print("resident: \(residentKiB() / 1_024) MiB")
        for name in ["", "-wal", "-shm"] { unlink(folder + "/local.db" + name) }
        rmdir(folder)
    }

    private static func measure(_ api: LocalAPI, _ path: String, _ with: String) throws {
        let get = request("GET", path + "/trigger-00007")
        let pause = request("PUT", path + "/trigger-00007", #"{"is_enabled":false}"#)
        let resume = request("PUT", path + "/trigger-00007", #"{"is_enabled":true}"#)
        let list = request("GET", path)
        precondition(api.respond(to: get).status == 200 && api.respond(to: pause).status == 200)
        report("GET of one trigger, \(with)", each(20_000) { _ in _ = api.respond(to: get) })
        report("update of one trigger, \(with)", each(10_000) { _ = api.respond(to: $0 % 2 == 0 ? resume : pause) })
        let bytes = api.respond(to: list).body.count
        let time = each(1_000) { _ in _ = api.respond(to: list) }
        let rate = bytes / Int(time * 1e6)
        report("list of 200 triggers (\(bytes) bytes, \(rate) MB/s), \(with)", time)
        var number = 0
        report(
            "create and delete, \(with)",
            each(5_000) { _ in
                number += 1
                let body =
                    #"{"name":"b\#(number)","function":"f","type":"SCHEDULED","is_enabled":true,"#
                    + #""scheduled_details":{"cron":"* * * * *"}}"#
                precondition(api.respond(to: request("POST", path, body)).status == 200)
                precondition(api.respond(to: request("DELETE", path + "/b\(number)")).status == 204)
            })
    }

    private static func measureDroplets(_ api: LocalAPI) throws {
        for (what, target) in [
            ("the first page", "/v2/droplets?per_page=200"), ("page 500", "/v2/droplets?per_page=200&page=500"),
            ("by name", "/v2/droplets?per_page=200&name=seed-77777"), ("by tag", "/v2/droplets?tag_name=none")
        ] {
            let list = request("GET", target)
            let bytes = api.respond(to: list).body.count
            let time = each(200) { _ in precondition(api.respond(to: list).status == 200) }
            report("list of 100,000 droplets, \(what) (\(bytes) bytes, \(bytes / Int(time * 1e6)) MB/s)", time)
        }
    }

    private static func request(_ method: String, _ target: String, _ body: String = "") -> HTTPRequest {
        var request = HTTPRequest(
            method: method, target: target, headers: LocalAPI.exampleHeaders, body: Array(body.utf8))
        request.headers["host"] = "127.0.0.1:8080"
        if !body.isEmpty { request.headers["content-type"] = "application/json" }
        return request
    }

    /// The fastest of five rounds, in seconds a call.
    private static func each(_ count: Int, _ body: (Int) -> Void) -> Double {
        (0..<5).map { _ in seconds { for number in 0..<count / 5 { body(number) } } / Double(count / 5) }.min() ?? 0
    }

    private static func seconds(_ body: () throws -> Void) rethrows -> Double {
        var (start, end) = (timespec(), timespec())
        clock_gettime(CLOCK_MONOTONIC, &start)
        try body()
        clock_gettime(CLOCK_MONOTONIC, &end)
        return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
    }

    private static func report(_ what: String, _ seconds: Double) {
        let isShort = seconds < 0.1
        let rounded = (seconds * (isShort ? 1e8 : 100)).rounded() / 100
        print("\(what): \(rounded) \(isShort ? "us" : "s")")
    }

    private static func residentKiB() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }
}
