import Cron
import JSON
import LocalAPI
import Testing

@Suite struct AccessKeyTests {
    private let caller: Caller
    private let keys: String

    init() throws {
        caller = try Caller()
        keys = caller.makeNamespace() + "/keys"
    }

    @Test func createShowsTheSecretOnce() throws {
        let reply = caller.call("POST", keys, ["name": "deploy", "expires_in": "7d"])
        #expect(reply.status == 201)
        let key = try #require(reply.json["access_key"])
        #expect(Set(key.names) == ["id", "name", "secret", "expires_at", "created_at", "updated_at"])
        #expect(key["id"]?.string?.wholeMatch(of: /dof_v1_[0-9a-f]{32}/) != nil)
        #expect(key["secret"]?.string?.wholeMatch(of: /[0-9a-z]{64}/) != nil)
        #expect(key["created_at"] == "2026-03-10T12:30:15Z")
        #expect(key["expires_at"] == "2026-03-17T12:30:15Z")
        let listed = try #require(caller.get(keys).json["access_keys"]?.array?.first)
        #expect(Set(listed.names) == ["id", "name", "expires_at", "created_at", "updated_at"])
    }

    @Test func listCounts() {
        #expect(caller.get(keys).json == ["access_keys": [], "count": 0])
        for name in ["a", "b"] { caller.call("POST", keys, ["name": .string(name)]) }
        let list = caller.get(keys)
        #expect(list.status == 200)
        #expect(list.json["count"] == 2)
        #expect(list.json["access_keys"]?.array?.compactMap { $0["name"] } == ["a", "b"])
        #expect(list.json["access_keys"]?.array?.first?["expires_at"] == .null)
    }

    @Test(arguments: [
        ("{}", "400 bad_request: Invalid request payload: missing name field"),
        (#"{"name":true}"#, "400 bad_request: Invalid request payload: name must be a string, found a boolean"),
        (#"{"name":"a\nb"}"#, "400 bad_request: Invalid request payload: name must not have control characters")
    ])
    func createAndUpdateRefuse(body: String, error: String) throws {
        let body = try JSONValue(parsing: body)
        #expect(caller.call("POST", keys, body).error == error)
        #expect(caller.call("PUT", keys + "/" + makeKey("a"), body).error == error)
    }

    @Test(arguments: ["10m", "0h", "-1h", "+1h", "1.5h", "h", "", "7", "1w", "1 h"])
    func createRefusesTheLifetime(text: String) {
        let reply = caller.call("POST", keys, ["name": "k", "expires_in": .string(text)])
        #expect(
            reply.error
                == "400 bad_request: Invalid request payload: expires_in must be hours or days, at least 1h, as "
                + "in 12h or 7d")
        #expect(caller.get(keys).json["count"] == 0)
    }

    @Test func createRefusesALifetimeOfMoreThanAHundredYears() {
        for text in ["36501d", "99999999999999999999h"] {
            let reply = caller.call("POST", keys, ["name": "k", "expires_in": .string(text)])
            #expect(reply.error == "400 bad_request: Invalid request payload: expires_in must be at most 36500d")
        }
        #expect(caller.call("POST", keys, ["name": "k", "expires_in": "1h"]).status == 201)
    }

    @Test func namesAreUniqueInANamespace() {
        _ = makeKey("a")
        let b = makeKey("b")
        let conflict = "409 conflict: The request could not be completed due to a conflict."
        #expect(caller.call("POST", keys, ["name": "a"]).error == conflict)
        #expect(caller.call("PUT", keys + "/" + b, ["name": "a"]).error == conflict)
        #expect(caller.call("PUT", keys + "/" + b, ["name": "b"]).status == 200)
        let other = caller.makeNamespace("other") + "/keys"
        #expect(caller.call("POST", other, ["name": "a"]).status == 201)
    }

    @Test func updateRenames() throws {
        let id = makeKey("a")
        try caller.api.advance(by: .seconds(60))
        let reply = caller.call("PUT", keys + "/" + id, ["name": "b"])
        #expect(reply.status == 200)
        let key = try #require(reply.json["access_key"])
        #expect(Set(key.names) == ["id", "name", "expires_at", "created_at", "updated_at"])
        #expect(key["id"]?.string == id)
        #expect(key["name"] == "b")
        #expect(key["created_at"] == "2026-03-10T12:30:15Z")
        #expect(key["updated_at"] == "2026-03-10T12:31:15Z")
        #expect(caller.call("POST", keys, ["name": "a"]).status == 201)
    }

    @Test func deleteAnswersAnEmptyObject() {
        let id = makeKey("a")
        let reply = caller.call("DELETE", keys + "/" + id)
        #expect(reply.status == 200)
        #expect(reply.json == [:])
        #expect(caller.get(keys).json == ["access_keys": [], "count": 0])
        #expect(caller.call("DELETE", keys + "/" + id).error == "404 not_found: access key not found")
        #expect(caller.call("PUT", keys + "/" + id, ["name": "b"]).error == "404 not_found: access key not found")
    }

    @Test func keysOfNoNamespaceAreNotFound() {
        let path = Caller.namespaces + "/fn-none/keys"
        let error = "404 not_found: namespace not found"
        #expect(caller.get(path).error == error)
        #expect(caller.call("POST", path, ["name": "a"]).error == error)
        #expect(caller.call("PUT", path + "/x", ["name": "a"]).error == error)
        #expect(caller.call("DELETE", path + "/x").error == error)
    }

    @Test func expiredKeysStayListed() throws {
        caller.call("POST", keys, ["name": "k", "expires_in": "1h"])
        try caller.api.advance(by: .seconds(7_200))
        #expect(caller.get(keys).json["count"] == 1)
        #expect(caller.call("POST", keys, ["name": "k"]).status == 409)
    }

    private func makeKey(_ name: String) -> String {
        caller.call("POST", keys, ["name": .string(name)]).json.at("access_key", "id")?.string ?? ""
    }
}
