import TestSupport
import Testing

/// `moontide serve --seed`: a script makes the data before it is served.
struct ServeSeedTests {
    private let folder = TemporaryFolder()

    @Test func aScriptMakesTheDataThatIsServed() throws {
        let script = folder.write(
            """
            local ns = functions.create_namespace{ label = "jobs", region = "nyc1" }
            for i = 1, 300 do functions.create_access_key(ns, { name = "key-" .. i }) end
            localapi.seed{ repositories = 1 }
            localapi.advance("1d")
            localapi.fail{ operation = "regions.list", status = 503 }

            """, to: "data.lua")
        // Neither the one token that is taken nor the limits are in the script's way, and it uses none of them up.
        let api = try ServedAPI(["--data", ":memory:", "--token", exampleToken, "--seed", script], in: folder)
        let namespaces = try api.curl("GET", "/v2/functions/namespaces")
        #expect(namespaces.contains(#""label":"jobs""#) && namespaces.hasSuffix(" 200"), "\(namespaces)")
        let id = try #require(namespaces.split(separator: "\"").first { $0.hasPrefix("fn-") })
        #expect(try api.curl("GET", "/v2/functions/namespaces/\(id)/keys").contains(#""count":300"#))
        #expect(try api.curl("GET", "/v2/registry/seed/repositories").contains(#""name":"seed-1""#))
        #expect(try api.curl("GET", "/v2/regions").hasSuffix(" 503"))
        #expect(try api.stop().status == 0)
    }

    @Test func aScriptThatFailsIsReportedAndNothingIsServed() throws {
        let script = folder.write("local x = 1\nerror('no data today')\n", to: "data.lua")
        let outcome = try Moontide.run(["serve", "--port", "0", "--data", ":memory:", "--seed", script], in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        #expect(outcome.errorOutput.contains("data.lua:2: no data today"), "\(outcome.errorOutput)")
    }

    @Test func aScriptThatIsNotThereIsAWrongCommandLine() throws {
        let outcome = try Moontide.run(
            ["serve", "--port", "0", "--data", ":memory:", "--seed", "none.lua"], in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errorOutput == "moontide: cannot open none.lua: No such file or directory\n")
    }
}
