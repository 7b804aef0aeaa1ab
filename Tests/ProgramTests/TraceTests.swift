import TestSupport
import Testing

/// `--trace`: what goes over the wire, on standard error, without secrets.
struct TraceTests {
    private let folder = TemporaryFolder()

    @Test func showsRequestsAndAnswersWithoutSecrets() throws {
        let api = try ServedAPI()
        let chunk = """
            local ns = functions.create_namespace{ label = 'jobs', region = 'nyc1' }
            local key = ns:create_access_key{ name = 'ci' }
            io.write(ns.key, '\\n', key.secret, '\\n')
            """
        let outcome = try Moontide.run(
            ["--trace", "--api-url", api.address, "-e", chunk], in: folder,
            environment: ["DIGITALOCEAN_TOKEN": exampleToken])
        #expect(outcome.status == 0)
        let lines = outcome.errorOutput.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(5) == [
                "> 1  POST \(api.address)/v2/functions/namespaces", ">   authorization: Bearer [redacted]",
                ">   accept: application/json", ">   content-type: application/json",
                #">   {"label":"jobs","region":"nyc1"}"#
            ], "\(outcome.errorOutput)")
        #expect(lines[5].hasPrefix("< 1  200 in ") && lines[5].hasSuffix(" ms"))
        #expect(lines.contains { $0.hasPrefix("<   ratelimit-remaining: ") })
        #expect(lines.contains { $0.hasPrefix(#"<   {"namespace":{"#) && $0.contains(#""key":"[redacted]""#) })
        #expect(lines.contains { $0.hasPrefix("> 2  POST ") })
        let secrets = outcome.output.split(separator: "\n").map(String.init) + [exampleToken]
        #expect(secrets.count == 3)
        for secret in secrets { #expect(!outcome.errorOutput.contains(secret)) }
    }

    @Test func saysWhyThereIsNoAnswer() throws {
        let outcome = try Moontide.run(
            ["--trace", "--api-url", "http://127.0.0.1:1", "-e", "tags.create{ name = 'a' }"], in: folder,
            environment: ["DIGITALOCEAN_TOKEN": exampleToken])
        #expect(outcome.status == 3)
        #expect(outcome.errorOutput.contains("\n< 1  no answer in "), "\(outcome.errorOutput)")
        #expect(outcome.errorOutput.contains("\n> 2, attempt 2  POST http://127.0.0.1:1/"), "\(outcome.errorOutput)")
    }

    @Test func showsNothingOfADryRun() throws {
        let outcome = try Moontide.run(
            ["--trace", "--dry-run", "--data", ":memory:", "-e", "tags.create{ name = 'a' }"], in: folder)
        #expect(outcome.errorOutput == "DRY POST /v2/tags {\"name\":\"a\"}\n")
    }
}
