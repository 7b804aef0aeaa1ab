import Catalog
import Cron
import HTTPMessage
import JSON
import LocalAPI
import Testing

/// What the groups to come stand on, with a catalog of the test's own.
@Suite struct OtherGroupTests {
    private static let file = CatalogFile(
        group: "things",
        text: """
            group things
                about Things of a test.

            type Thing
                label: string

            operation list
                id things_list
                GET /v2/things
                about Lists things.
                pages
                returns 200 things
                    things*: [Thing]
                errors 401 429 500

            operation rare
                id things_rare
                GET /v2/things/rare
                about Lists things, seldom.
                rate rare 2 per 10
                returns 200 things
                    things*: [Thing]
                errors 401 429 500

            operation move
                id things_move
                POST /v2/things/moves
                about Moves things.
                body
                    label*: string length=1..5 example=a
                    count: integer min=1 max=3 example=1
                returns 204
                errors 401 422 429 500

            """)

    private let caller: Caller

    init() throws {
        let lists = Handler.pages(ofKind: "functions.namespace")
        let catalog = try Catalog(files: [Self.file])
        let family = Family(handlers: ["things.list": lists, "things.rare": lists, "things.move": lists])
        caller = try Caller(families: [family]) {
            $0.catalog = catalog
            $0.rateLimiting = .enforced
        }
        try caller.api.seed(namespaces: 45, triggers: 0)
    }

    @Test func aListComesInPages() throws {
        let first = caller.get("/v2/things")
        #expect(first.json["things"]?.array?.count == 20)
        #expect(first.json["meta"] == ["total": 45])
        #expect(first.json["links"]?["pages"]?.names == ["next", "last"])
        let third = caller.call("GET", "/v2/things?page=3", headers: ["host": "127.0.0.1:8080"])
        #expect(
            third.json["things"]?.array?.compactMap { $0["label"] } == [
                "seed-41", "seed-42", "seed-43", "seed-44", "seed-45"
            ])
        #expect(
            third.json["links"] == [
                "pages": [
                    "first": "http://127.0.0.1:8080/v2/things?page=1&per_page=20",
                    "prev": "http://127.0.0.1:8080/v2/things?page=2&per_page=20"
                ]
            ])
        let all = caller.get("/v2/things?per_page=200")
        #expect(all.json["things"]?.array?.count == 45)
        #expect(all.json["links"] == [:])
        let behind = caller.get("/v2/things?page=9")
        #expect(behind.status == 200)
        #expect(behind.json["things"] == [])
    }

    @Test func followingTheLinksGivesEveryItemOnce() throws {
        var labels: [String] = []
        var next: String? = "/v2/things?per_page=7"
        while let target = next {
            let reply = caller.call("GET", target, headers: ["host": "localhost"])
            labels += reply.json["things"]?.array?.compactMap { $0["label"]?.string } ?? []
            next = reply.json["links"]?.at("pages", "next")?.string.map {
                String($0.dropFirst("http://localhost".count))
            }
        }
        #expect(labels == (1...45).map { "seed-\($0)" })
    }

    @Test func anOperationMayHaveALimitOfItsOwn() throws {
        for _ in 0..<2 { #expect(caller.get("/v2/things/rare").status == 200) }
        let refused = caller.get("/v2/things/rare")
        #expect(refused.status == 429)
        #expect(refused.header("retry-after") == "10")
        #expect(caller.get("/v2/things").status == 200)
        try caller.api.advance(by: .seconds(10))
        #expect(caller.get("/v2/things/rare").status == 200)
    }

    @Test func bodiesAreCheckedAgainstTheCatalog() {
        #expect(
            caller.call("POST", "/v2/things/moves", ["label": "", "count": 9]).error
                == "422 unprocessable_entity: Invalid request payload: label must have 1 to 5 characters, has 0; count must be at "
                + "most 3")
        #expect(
            caller.call("POST", "/v2/things/moves").error
                == "422 unprocessable_entity: Invalid request payload: label is missing")
        #expect(caller.call("POST", "/v2/things/moves", ["label": "a", "count": .null]).status == 204)
    }

    @Test func anOperationWithoutBehaviorSaysSo() throws {
        let catalog = try Catalog(files: [Self.file])
        let caller = try Caller { $0.catalog = catalog }
        #expect(
            caller.get("/v2/things").error == "501 not_implemented: The local API does not answer things.list yet.")
    }
}
