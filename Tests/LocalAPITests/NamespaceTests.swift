import JSON
import LocalAPI
import Testing

@Suite struct NamespaceTests {
    @Test func createAnswersTheWholeNamespaceWithStatus200() throws {
        let caller = try Caller()
        let reply = caller.call("POST", Caller.namespaces, ["label": "my namespace", "region": "nyc1"])
        #expect(reply.status == 200)
        #expect(reply.json.names == ["namespace"])
        let namespace = try #require(reply.json["namespace"])
        #expect(
            Set(namespace.names) == [
                "api_host", "namespace", "created_at", "updated_at", "label", "region", "uuid", "key"
            ])
        #expect(namespace["label"] == "my namespace")
        #expect(namespace["region"] == "nyc1")
        #expect(namespace["created_at"] == "2026-03-10T12:30:15Z")
        #expect(namespace["updated_at"] == "2026-03-10T12:30:15Z")
        let uuid = try #require(namespace["uuid"]?.string)
        #expect(uuid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        #expect(namespace["namespace"]?.string == "fn-" + uuid)
        #expect(namespace["key"]?.string?.wholeMatch(of: /[0-9a-z]{64}/) != nil)
        let host = try #require(namespace["api_host"]?.string)
        #expect(host.wholeMatch(of: /https:\/\/faas-nyc1-[0-9a-f]{8}\.doserverless\.co/) != nil)
    }

    @Test func listAndGetGiveWhatCreateGave() throws {
        let caller = try Caller()
        #expect(caller.get(Caller.namespaces).json == ["namespaces": []])
        let first = caller.call("POST", Caller.namespaces, ["label": "b", "region": "nyc1"]).json["namespace"]
        let second = caller.call("POST", Caller.namespaces, ["label": "a", "region": "fra1"]).json["namespace"]
        let list = caller.get(Caller.namespaces)
        #expect(list.status == 200)
        #expect(list.json["namespaces"]?.array == [try #require(first), try #require(second)])
        let path = Caller.namespaces + "/" + (first?["namespace"]?.string ?? "")
        #expect(caller.get(path).json == ["namespace": try #require(first)])
    }

    @Test func doctlsWrappedBodyIsTaken() throws {
        let caller = try Caller()
        let reply = caller.call("POST", Caller.namespaces, ["namespace": ["label": "jobs", "Region": "lon1"]])
        #expect(reply.status == 200)
        #expect(reply.json.at("namespace", "region") == "lon1")
    }

    @Test(arguments: [
        ("{}", "404 bad_request: Invalid request payload: missing label field"),
        (#"{"region":"nyc1"}"#, "404 bad_request: Invalid request payload: missing label field"),
        (#"{"label":"","region":"nyc1"}"#, "404 bad_request: Invalid request payload: missing label field"),
        (#"{"label":"a"}"#, "404 bad_request: Invalid request payload: missing region field"),
        (
            #"{"label":1,"region":"nyc1"}"#,
            "404 bad_request: Invalid request payload: label must be a string, found an integer"
        ),
        (
            #"{"label":" a","region":"nyc1"}"#,
            "404 bad_request: Invalid request payload: label must not begin or end with a blank"
        ),
        (
            #"{"label":"a\u0000b","region":"nyc1"}"#,
            "404 bad_request: Invalid request payload: label must not have control characters"
        ),
        (
            #"{"label":"a","region":"nyc9"}"#,
            "422 unprocessable_entity: region \"nyc9\" has no functions; choose one of ams3, blr1, fra1, lon1, nyc1, "
                + "sfo3, sgp1, syd1, tor1"
        )
    ])
    func createRefuses(body: String, error: String) throws {
        let caller = try Caller()
        #expect(caller.call("POST", Caller.namespaces, try JSONValue(parsing: body)).error == error)
        #expect(caller.get(Caller.namespaces).json == ["namespaces": []])
    }

    @Test func labelsAreUnique() throws {
        let caller = try Caller()
        let path = caller.makeNamespace("jobs")
        let again = caller.call("POST", Caller.namespaces, ["label": "jobs", "region": "fra1"])
        #expect(again.error == "422 unprocessable_entity: a namespace with the label \"jobs\" exists already")
        #expect(caller.call("DELETE", path).status == 204)
        #expect(caller.call("POST", Caller.namespaces, ["label": "jobs", "region": "fra1"]).status == 200)
    }

    @Test func theLimitIsReached() throws {
        let caller = try Caller { $0.limits.namespaces = 2 }
        _ = caller.makeNamespace("a")
        let second = caller.makeNamespace("b")
        let body: JSONValue = ["label": "c", "region": "nyc1"]
        let refused = caller.call("POST", Caller.namespaces, body)
        #expect(refused.error == "422 unprocessable_entity: namespace limit reached")
        caller.call("DELETE", second)
        #expect(caller.call("POST", Caller.namespaces, body).status == 200)
    }

    @Test func deleteTakesKeysAndTriggersAlong() throws {
        let caller = try Caller()
        let path = caller.makeNamespace()
        caller.makeTrigger(in: path)
        caller.call("POST", path + "/keys", ["name": "k"])
        let reply = caller.call("DELETE", path)
        #expect(reply.status == 204)
        #expect(reply.body.isEmpty)
        #expect(reply.header("content-type") == nil)
        for gone in ["", "/triggers", "/triggers/nightly", "/keys"] {
            #expect(caller.get(path + gone).error == "404 not_found: namespace not found")
        }
        #expect(caller.call("DELETE", path).error == "404 not_found: namespace not found")
    }
}
