import Catalog
import JSON
import LocalAPI
import Testing

@Suite struct SeedTests {
    @Test func triggersAreSpreadOverTheNamespaces() throws {
        let caller = try Caller()
        let identifiers = try caller.api.seed(namespaces: 5, triggers: 502)
        #expect(identifiers.count == 5)
        let counts = identifiers.map { identifier in
            caller.get(Caller.namespaces + "/" + identifier + "/triggers").json["triggers"]?.array?.count
        }
        #expect(counts == [101, 101, 100, 100, 100])
        let labels = caller.get(Caller.namespaces).json["namespaces"]?.array?.compactMap { $0["label"]?.string }
        #expect(labels == ["seed-1", "seed-2", "seed-3", "seed-4", "seed-5"])
    }

    @Test func seedingAgainAddsToWhatIsThere() throws {
        let caller = try Caller()
        let namespace = caller.makeNamespace("seed-2")
        caller.makeTrigger("trigger-00002", in: namespace)
        try caller.api.seed(namespaces: 1, triggers: 2)
        try caller.api.seed(namespaces: 0, triggers: 4)
        #expect(caller.get(Caller.namespaces).json["namespaces"]?.array?.count == 2)
        #expect(caller.get(namespace + "/triggers").json["triggers"]?.array?.count == 3)
    }

    @Test func anEmptyStoreGetsANamespaceForItsTriggers() throws {
        let caller = try Caller()
        #expect(try caller.api.seed(namespaces: 0, triggers: 0).isEmpty)
        #expect(try caller.api.seed(namespaces: 0, triggers: 3).count == 1)
    }

    @Test func limitsHoldForRequestsOnly() throws {
        let caller = try Caller {
            $0.limits.triggers = 1
            $0.limits.namespaces = 1
        }
        let identifiers = try caller.api.seed(namespaces: 2, triggers: 4)
        let path = Caller.namespaces + "/" + identifiers[0] + "/triggers"
        #expect(caller.call("POST", path, Caller.trigger()).status == 422)
    }
}

/// Every operation once, with what it answers held against the catalog.
@Suite struct SchemaTests {
    @Test func answersAreWhatTheCatalogSays() throws {
        let caller = try Caller()
        let namespace = caller.makeNamespace()
        let trigger = caller.makeTrigger(in: namespace, cron: "0 * * * *")
        let key = caller.call("POST", namespace + "/keys", ["name": "k", "expires_in": "1h"]).json.at(
            "access_key", "id")
        let keyPath = namespace + "/keys/" + (key?.string ?? "")
        try caller.api.advance(by: .seconds(7_200))
        let calls: [(operation: String, method: String, path: String, body: JSONValue?)] = [
            ("list_namespaces", "GET", Caller.namespaces, nil),
            ("create_namespace", "POST", Caller.namespaces, ["label": "x", "region": "fra1"]),
            ("get_namespace", "GET", namespace, nil),
            ("list_access_keys", "GET", namespace + "/keys", nil),
            ("create_access_key", "POST", namespace + "/keys", ["name": "x"]),
            ("update_access_key", "PUT", keyPath, ["name": "y"]),
            ("delete_access_key", "DELETE", keyPath, nil),
            ("list_triggers", "GET", namespace + "/triggers", nil),
            ("create_trigger", "POST", namespace + "/triggers", Caller.trigger("x")),
            ("get_trigger", "GET", trigger, nil),
            ("update_trigger", "PUT", trigger, ["is_enabled": false]),
            ("delete_trigger", "DELETE", trigger, nil),
            ("delete_namespace", "DELETE", namespace, nil)
        ]
        #expect(Set(calls.map(\.operation)) == Set(Catalog.standard.group("functions")?.operations.map(\.name) ?? []))
        for call in calls {
            let operation = try #require(Catalog.standard.operation("functions." + call.operation))
            let reply = caller.call(call.method, call.path, call.body)
            #expect(reply.status == operation.success.status, "\(call.operation)")
            #expect(problems(reply, operation).isEmpty, "\(call.operation)")
        }
    }

    @Test func theCheckFindsWhatIsWrong() throws {
        let operation = try #require(Catalog.standard.operation("functions.get_trigger"))
        let wrong: JSONValue = ["trigger": ["name": 5, "scheduled_runs": ["last_run_at": "yesterday"]]]
        let schema = try #require(operation.success.schema)
        let check = SchemaCheck(types: Catalog.standard.group("functions")?.types ?? [:], direction: .response)
        #expect(
            check.problems(with: wrong, as: schema) == [
                "trigger.name must be a string, found an integer",
                "trigger.scheduled_runs.last_run_at must be an RFC 3339 date-time"
            ])
        #expect(check.problems(with: [:], as: schema) == ["trigger is missing"])
    }

    private func problems(_ reply: Reply, _ operation: Operation) -> [String] {
        guard let schema = operation.success.schema else {
            return reply.body.isEmpty || reply.json == [:] ? [] : ["a body was not expected"]
        }
        let check = SchemaCheck(types: Catalog.standard.group("functions")?.types ?? [:], direction: .response)
        return check.problems(with: reply.json, as: schema)
    }
}

@Suite struct PageTests {
    private func location(_ query: [(name: String, value: String)] = []) -> ListLocation {
        ListLocation(origin: "http://127.0.0.1:8080", path: "/v2/things", query: query)
    }

    @Test(
        arguments: [
            ([], 1, 20), ([("page", "3"), ("per_page", "50")], 3, 50), ([("per_page", "500")], 1, 200),
            ([("page", "0"), ("per_page", "-1")], 1, 20), ([("page", "x"), ("per_page", "")], 1, 20),
            ([("page", "2"), ("page", "4")], 4, 20)
        ] as [([(name: String, value: String)], Int, Int)])
    func readsTheQuery(query: [(name: String, value: String)], number: Int, size: Int) {
        let page = Page(query)
        #expect(page.number == number)
        #expect(page.size == size)
        #expect(page.offset == (number - 1) * size)
    }

    @Test func aHugePageHasAHugeOffset() {
        #expect(Page([("page", "9223372036854775807"), ("per_page", "200")]).offset == Int.max)
    }

    @Test(arguments: [0, 1, 20])
    func onePageHasNoLinks(total: Int) {
        #expect(
            Page([]).members(total: total, at: location()) == ["links": [:], "meta": ["total": .integer(Int64(total))]])
    }

    @Test func theFirstPageLinksForward() {
        let members = Page([]).members(total: 41, at: location())
        #expect(
            members["links"] == [
                "pages": [
                    "next": "http://127.0.0.1:8080/v2/things?page=2&per_page=20",
                    "last": "http://127.0.0.1:8080/v2/things?page=3&per_page=20"
                ]
            ])
    }

    @Test func aMiddlePageLinksBothWaysAndKeepsTheQuery() {
        let query = [("tag_name", "a b&c"), ("page", "2"), ("per_page", "2")].map { (name: $0.0, value: $0.1) }
        let members = Page(query).members(total: 5, at: location(query))
        let base = "http://127.0.0.1:8080/v2/things?tag_name=a%20b%26c&page="
        #expect(
            members["links"] == [
                "pages": [
                    "first": .string(base + "1&per_page=2"), "prev": .string(base + "1&per_page=2"),
                    "next": .string(base + "3&per_page=2"), "last": .string(base + "3&per_page=2")
                ]
            ])
    }

    @Test func theLastPageAndThoseBehindItLinkBack() {
        let last = Page([("page", "3"), ("per_page", "2")]).members(total: 5, at: location())
        #expect(last["links"]?["pages"]?.names == ["first", "prev"])
        let behind = Page([("page", "9"), ("per_page", "2")]).members(total: 5, at: location())
        #expect(behind["links"]?.at("pages", "prev") == "http://127.0.0.1:8080/v2/things?page=3&per_page=2")
    }
}
