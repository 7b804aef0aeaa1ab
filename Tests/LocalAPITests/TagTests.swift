import JSON
import LocalAPI
import Testing

@Suite struct TagTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    @Test func aTagIsListedFoundAndGone() {
        let made = caller.call("POST", "/v2/tags", ["name": "env:Prod"])
        #expect(made.status == 201)
        let tag: JSONValue = [
            "name": "env:Prod",
            "resources": [
                "count": 0, "droplets": ["count": 0], "images": ["count": 0], "volumes": ["count": 0],
                "volume_snapshots": ["count": 0], "databases": ["count": 0]
            ]
        ]
        #expect(made.json == ["tag": tag])
        #expect(caller.get("/v2/tags/env:Prod").json == ["tag": tag])
        #expect(caller.get("/v2/tags").json["tags"] == [tag])
        #expect(caller.call("DELETE", "/v2/tags/env:Prod").status == 204)
        let gone = caller.get("/v2/tags/env:Prod")
        #expect(gone.error == "404 not_found: The resource you requested could not be found.")
        #expect(caller.get("/v2/tags").json["meta"] == ["total": 0])
    }

    @Test func capitalsAreKeptButDoNotTellTagsApart() {
        caller.call("POST", "/v2/tags", ["name": "PROD"])
        #expect(caller.call("POST", "/v2/tags", ["name": "prod"]).json.at("tag", "name") == "PROD")
        #expect(caller.get("/v2/tags").json["meta"] == ["total": 1])
        #expect(caller.get("/v2/tags/prod").status == 404)
    }

    @Test(arguments: ["", "two words", "slash/es", String(repeating: "x", count: 256)])
    func aTagHasLettersDigitsColonsDashesAndUnderscores(name: String) {
        let reply = caller.call("POST", "/v2/tags", ["name": .string(name)])
        #expect(reply.status == 400 || reply.status == 422)
    }
}
