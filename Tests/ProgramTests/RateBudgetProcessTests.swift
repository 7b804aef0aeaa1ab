import Glibc
import TestSupport
import Testing

/// Real processes that share the state file of one token.
struct RateBudgetProcessTests {
    private let folder = TemporaryFolder()

    private var environment: [String: String] {
        Moontide.environment(in: folder, ["DIGITALOCEAN_TOKEN": exampleToken])
    }

    private func shell(_ api: ServedAPI, _ chunk: String, _ options: [String] = []) throws -> RunningProgram {
        try RunningProgram(
            Moontide.path, ["--api-url", api.address] + options + ["-e", chunk],
            environment: environment)
    }

    private let calls = "for i = 1, 60 do functions.list_namespaces() end "

    @Test func countTogether() throws {
        let api = try ServedAPI()
        let both = try (0..<2).map { _ in try shell(api, calls) }
        for process in both { #expect(try process.wait() == .init(status: 0)) }
        let last = try shell(api, "return api.rate().minute.used").wait()
        #expect(last == .init(status: 0, output: "120\n"))
    }

    /// A session killed at any moment loses none of its requests and blocks nobody.
    @Test func surviveEachOthersDeath() throws {
        let api = try ServedAPI()
        for _ in 0..<5 {
            let killed = try shell(api, "print('go') " + calls)
            _ = try killed.nextLine()
            let other = try shell(api, "for i = 1, 5 do functions.list_namespaces() end")
            killed.signal(SIGKILL)
            #expect(try killed.wait().status == 128 + SIGKILL)
            #expect(try other.wait() == .init(status: 0))
        }
        let counted = try shell(
            api, "functions.list_namespaces() local r = api.rate() return r.hour.used >= r.limit - r.remaining"
        ).wait()
        #expect(counted == .init(status: 0, output: "true\n"))
    }

    @Test func canBeSwitchedOff() throws {
        let api = try ServedAPI()
        let outcome = try shell(
            api, "functions.list_namespaces() return api.rate().minute == nil", ["--no-rate-budget"]
        ).wait()
        #expect(outcome == .init(status: 0, output: "true\n"))
        #expect(access(folder.file("state/moontide"), F_OK) != 0)
    }

    /// Under a limit on the size of files, as on a full disk.
    @Test func aFullDiskIsSaidOnce() throws {
        let api = try ServedAPI()
        let outcome = try RunningProgram.run(
            "sh",
            [
                "-c", "ulimit -f 8; exec \"$0\" \"$@\"", Moontide.path, "--api-url", api.address, "-e",
                "functions.list_namespaces() functions.list_namespaces() return api.rate().minute.used"
            ], environment: environment)
        #expect(outcome.status == 0)
        #expect(outcome.output == "2\n")
        let lines = outcome.errorOutput.split(separator: "\n")
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("moontide: this session keeps its rate limits without counting those of others: "))
        #expect(lines[0].hasSuffix(": File too large"))
    }
}
