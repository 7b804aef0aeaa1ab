import TestSupport
import Testing

/// The served API as the reference's own curl commands meet it.
struct CurlTests {
    @Test func answersTheReferencesCommandsInTheReferencesShapes() throws {
        let api = try ServedAPI()
        let namespaces = "/v2/functions/namespaces"
        let created = try api.curl("POST", namespaces, body: #"{"region":"nyc1","label":"my namespace"}"#)
        #expect(created.hasSuffix(" 200"), "\(created)")
        for name in ["api_host", "namespace", "created_at", "updated_at", "label", "region", "uuid", "key"] {
            #expect(created.contains("\"\(name)\":"), "\(created)")
        }
        let id = try #require(created.split(separator: "\"").first { $0.hasPrefix("fn-") }.map(String.init))
        #expect(try api.curl("GET", namespaces).hasPrefix(#"{"namespaces":[{"#))
        #expect(try api.curl("GET", "\(namespaces)/\(id)").hasPrefix(#"{"namespace":{"#))

        let trigger =
            #"{"name":"my trigger","function":"hello","type":"SCHEDULED","is_enabled":true,"#
            + #""scheduled_details":{"cron":"* * * * *","body":{"name":"Welcome to DO!"}}}"#
        let triggers = "\(namespaces)/\(id)/triggers"
        #expect(try api.curl("POST", triggers, body: trigger).hasSuffix(" 200"))
        let listed = try api.curl("GET", triggers)
        for name in [
            "namespace", "name", "function", "type", "is_enabled", "created_at", "updated_at",
            "scheduled_details", "cron", "body", "scheduled_runs", "last_run_at", "next_run_at"
        ] {
            #expect(listed.contains("\"\(name)\":"), "\(listed)")
        }
        let paused = try api.curl("PUT", "\(triggers)/my%20trigger", body: #"{"is_enabled":false}"#)
        #expect(paused.contains(#""next_run_at":null"#) && paused.hasSuffix(" 200"), "\(paused)")
        #expect(try api.curl("DELETE", "\(triggers)/my%20trigger") == " 204")

        let keys = "\(namespaces)/\(id)/keys"
        let key = try api.curl("POST", keys, body: #"{"name":"my-function-access-key","expires_in":"7d"}"#)
        #expect(key.contains(#""secret":""#) && key.hasSuffix(" 201"))
        let keyID = try #require(key.split(separator: "\"").first { $0.hasPrefix("dof_v1_") })
        #expect(try !api.curl("GET", keys).contains("secret"))
        #expect(try api.curl("PUT", "\(keys)/\(keyID)", body: #"{"name":"updated-key-name"}"#).hasSuffix(" 200"))
        #expect(try api.curl("DELETE", "\(keys)/\(keyID)") == "{} 200")
        #expect(try api.curl("DELETE", "\(namespaces)/\(id)") == " 204")
        #expect(try api.curl("GET", "\(namespaces)/\(id)").hasSuffix(" 404"))
        #expect(try api.stop().status == 0)
    }

    /// doctl wraps the body and spells the region with a capital.
    @Test func takesTheBodyOfDoctl() throws {
        let api = try ServedAPI()
        let created = try api.curl(
            "POST", "/v2/functions/namespaces", body: #"{"namespace":{"label":"jobs","Region":"ams3"}}"#)
        #expect(created.contains(#""region":"ams3""#) && created.hasSuffix(" 200"), "\(created)")
    }

    @Test func refusesWhatIsNoToken() throws {
        let api = try ServedAPI(["--data", ":memory:", "--token", exampleToken])
        #expect(try api.curl("GET", "/v2/functions/namespaces").hasSuffix(" 200"))
        let refused = try api.curl(
            "GET", "/v2/functions/namespaces", token: "dop_v1_" + String(repeating: "1", count: 64))
        #expect(refused.contains(#""id":"unauthorized""#) && refused.hasSuffix(" 401"), "\(refused)")
    }
}
