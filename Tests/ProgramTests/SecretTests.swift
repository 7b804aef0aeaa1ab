import TestSupport
import Testing

/// What is shown of secrets, and what is not.
struct SecretTests {
    private let chunk = "ns = functions.create_namespace{ label = 'x', region = 'nyc1' }"

    @Test func hidesTheKeyOfANamespaceFromAPerson() throws {
        let record = try Moontide.run(["--data", ":memory:", "-e", chunk, "-e", "ns"])
        #expect(record.output.contains("key:        (hidden; .key reads it)\n"), "\(record.output)")
        let read = try Moontide.run(["--data", ":memory:", "-e", chunk, "-e", "#ns.key"])
        #expect(read.output == "64\n")
    }

    @Test func givesProgramsEverything() throws {
        let json = try Moontide.run(["--data", ":memory:", "-o", "json", "-e", chunk, "-e", "ns"])
        #expect(!json.output.contains("hidden") && json.output.contains(#""key":"#), "\(json.output)")
    }

    @Test func showsTheSecretOfANewKeyOnce() throws {
        let made = try Moontide.run(
            [
                "--data", ":memory:", "-e", chunk, "-e", "ns:create_access_key{ name = 'ci' }", "-e",
                "ns:access_keys()[1]"
            ])
        #expect(made.output.split(separator: "\n").filter { $0.hasPrefix("secret:") }.count == 1, "\(made.output)")
    }
}

/// What `moontide serve` can be told.
struct ServeTests {
    @Test func meetsTheLimitOfNamespaces() throws {
        let api = try ServedAPI(["--data", ":memory:", "--namespace-limit", "0"])
        let refused = try api.curl("POST", "/v2/functions/namespaces", body: #"{"label":"a","region":"nyc1"}"#)
        #expect(refused.contains(#""message":"namespace limit reached""#) && refused.hasSuffix(" 422"), "\(refused)")
    }

    @Test func answersHeadWithTheLengthOfTheBody() throws {
        let api = try ServedAPI()
        let head = try RunningProgram.run(
            "curl",
            ["-sSI", "-H", "Authorization: Bearer \(exampleToken)", api.address + "/v2/functions/namespaces"])
        #expect(head.output.lowercased().contains("content-length: 17\r\n"), "\(head.output)")
    }

    @Test func enforcesRateLimitsUnlessToldNotTo() throws {
        for (flags, statuses) in [([], ["200", "429"]), (["--no-rate-limits"], ["200"])] {
            let api = try ServedAPI(["--data", ":memory:"] + flags)
            let url = api.address + "/v2/functions/namespaces?[1-251]"
            let outcome = try RunningProgram.run(
                "curl",
                ["-sS", "-o", "/dev/null", "-w", "%{http_code}\n", "-H", "Authorization: Bearer \(exampleToken)", url])
            #expect(Set(outcome.output.split(separator: "\n").map(String.init)) == Set(statuses))
        }
    }
}
