import JSON
import LocalAPI
import Testing

@Suite struct RegistryTests {
    private let caller = try! Caller { $0.checksAnswers = true }  // A store in memory can be opened.

    private static let path = "/v2/registry"
    private static let repositories = "/v2/registry/moon/repositories"

    @discardableResult
    private func create(_ name: String = "moon", tier: String = "basic") -> Reply {
        caller.call("POST", Self.path, ["name": .string(name), "subscription_tier_slug": .string(tier)])
    }

    private func seed(_ count: Int) throws {
        create()
        _ = try caller.api.seed(["repositories": count])
    }

    @Test func theAccountHasOneRegistryByThisGroup() {
        #expect(caller.get(Self.path).status == 404)
        let made = create()
        #expect(made.status == 201)
        #expect(made.json.at("registry", "name") == "moon")
        #expect(made.json.at("registry", "subscription", "tier", "slug") == "basic")
        #expect(caller.get(Self.path).json == made.json)
        #expect(create("sun").error == "422 unprocessable_entity: more than one registry needs the tier professional")
        #expect(caller.call("DELETE", Self.path).status == 204)
        #expect(caller.get(Self.path).status == 404)
        #expect(caller.get(Self.path + "/subscription").status == 404)
    }

    @Test func severalRegistriesNeedTheNewerGroup() {
        create(tier: "professional")
        #expect(caller.call("POST", "/v2/registries", ["name": "sun", "region": "blr1"]).status == 201)
        let refused =
            "412 precondition_failed: This API knows one registry only, and the account has several: "
            + "use the one for registries."
        #expect(caller.get(Self.path).error == refused)
        #expect(caller.call("DELETE", Self.path).error == refused)
        #expect(caller.get("/v2/registries").json["registries"]?.array?.map { $0["name"] } == ["moon", "sun"])
        #expect(caller.get("/v2/registries/sun").json.at("registry", "region") == "blr1")
        #expect(caller.call("DELETE", "/v2/registries/sun").status == 204)
        #expect(caller.get(Self.path).status == 200)
        #expect(caller.get("/v2/registries/sun/docker-credentials").status == 404)
    }

    @Test func aNameIsFreeOrTaken() {
        create()
        let path = Self.path + "/validate-name"
        #expect(caller.call("POST", path, ["name": "sun"]).status == 204)
        #expect(caller.call("POST", path, ["name": "moon"]).error == "409 conflict: the name is taken")
        #expect(caller.call("POST", path, ["name": "Moon!"]).status == 422)
        #expect(
            create().error == "422 unprocessable_entity: a registry of this name exists already"
                || create().error == "422 unprocessable_entity: more than one registry needs the tier professional")
    }

    @Test func dockerGetsACredential() {
        let auth = caller.get(Self.path + "/docker-credentials?expiry_seconds=60").json
            .at("auths", "registry.digitalocean.com", "auth")?.string
        #expect(auth?.isEmpty == false)
    }

    @Test func theTierChangesUnlessMoreIsStored() throws {
        try seed(2)
        let path = Self.path + "/subscription"
        #expect(
            caller.call("POST", path, ["tier_slug": "starter"]).error
                == "412 precondition_failed: the tier starter includes less than is stored: OverRepositoryLimit")
        let tiers = caller.get(Self.path + "/options").json.at("options", "subscription_tiers")?.array
        #expect(tiers?.map { $0["eligible"] } == [false, true, true])
        #expect(tiers?.first?["eligibility_reasons"] == ["OverRepositoryLimit"])
        let changed = caller.call("POST", path, ["tier_slug": "professional"])
        #expect(changed.json.at("subscription", "tier", "monthly_price_in_cents") == 2_000)
        #expect(caller.get(path).json == changed.json)
    }

    @Test func seededRepositoriesHaveTagsAndManifests() throws {
        try seed(2)
        let list = caller.get(Self.repositories).json
        #expect(list["repositories"]?.array?.map { $0["name"] } == ["seed-1", "seed/web-2"])
        #expect(list["repositories"]?.array?.map { $0["tag_count"] } == [3, 3])
        #expect(list["meta"] == ["total": 2])
        let tags = caller.get(Self.repositories + "/seed%2Fweb-2/tags").json["tags"]?.array
        #expect(tags?.map { $0["tag"] } == ["latest", "v2", "v1"])
        let manifests = caller.get(Self.repositories + "/seed%2Fweb-2/digests").json["manifests"]?.array
        #expect(manifests?.map { $0["tags"] } == [["latest", "v2"], ["v1"], []])
        #expect(caller.get(Self.repositories + "/none/tags").status == 404)
    }

    @Test func theSecondVersionOfTheListGoesByTokens() throws {
        try seed(3)
        let path = Self.path + "/moon/repositoriesV2"
        let first = caller.get(path + "?per_page=2").json
        #expect(first["repositories"]?.array?.map { $0["name"] } == ["seed-1", "seed/web-2"])
        #expect(first["repositories"]?.array?.first?.at("latest_manifest", "tags") == ["latest", "v2"])
        #expect(first["repositories"]?.array?.first?["manifest_count"] == 3)
        let next = try #require(first.at("links", "pages", "next")?.string)
        #expect(next.contains("page_token="))
        let token = try #require(next.split(separator: "page_token=").last?.split(separator: "&").first)
        let second = caller.get(path + "?per_page=2&page_token=\(token)").json
        #expect(second["repositories"]?.array?.map { $0["name"] } == ["seed-3"])
        #expect(second.at("links", "pages", "next") == nil)
        #expect(second.at("links", "pages", "prev") != nil)
        #expect(caller.get(path + "?page_token=nonsense").error == "400 bad_request: the page token is not valid")
    }

    @Test func aTagGoesAndItsManifestStaysAManifestTakesItsTagsAlong() throws {
        try seed(1)
        let path = Self.repositories + "/seed-1"
        #expect(caller.call("DELETE", path + "/tags/v2").status == 204)
        #expect(caller.call("DELETE", path + "/tags/v2").status == 404)
        let manifests = caller.get(path + "/digests").json["manifests"]?.array ?? []
        #expect(manifests.map { $0["tags"] } == [["latest"], ["v1"], []])
        let digest = try #require(manifests.first?["digest"]?.string)
        #expect(caller.call("DELETE", path + "/digests/" + digest).status == 204)
        #expect(caller.get(path + "/tags").json["tags"]?.array?.map { $0["tag"] } == ["v1"])
        #expect(caller.get(path + "/digests").json["meta"] == ["total": 2])
    }

    @Test func garbageCollectionFreesWhatNothingRefersTo() throws {
        try seed(1)
        let before = try #require(caller.get(Self.path).json.at("registry", "storage_usage_bytes")?.integer)
        let digests = Self.repositories + "/seed-1/digests"
        let manifest = try #require(caller.get(digests).json["manifests"]?.array?.first)
        caller.call("DELETE", digests + "/" + (manifest["digest"]?.string ?? ""))
        #expect(caller.get(Self.path).json.at("registry", "storage_usage_bytes")?.integer == before)
        let path = Self.path + "/moon/garbage-collection"
        #expect(caller.get(path).status == 404)
        let begun = caller.call("POST", path, ["type": "untagged manifests and unreferenced blobs"])
        #expect(begun.status == 201)
        #expect(begun.json.at("garbage_collection", "status") == "requested")
        #expect(
            caller.call("POST", path).error
                == "422 unprocessable_entity: a garbage collection of this registry is going on already")
        var seen: [JSONValue] = []
        while let status = caller.get(path).json.at("garbage_collection", "status") {
            if seen.last != status { seen.append(status) }
            try caller.api.advance(by: .seconds(1))
        }
        #expect(
            seen == [
                "requested", "waiting for write JWTs to expire", "scanning manifests", "deleting unreferenced blobs"
            ])
        let ended = try #require(caller.get(path + "s").json["garbage_collections"]?.array?.first)
        #expect(ended["status"] == "succeeded")
        // The manifest that was deleted and the one without a tag had two blobs each that no other has.
        #expect(ended["blobs_deleted"] == 4)
        let freed = try #require(ended["freed_bytes"]?.integer)
        #expect(caller.get(Self.path).json.at("registry", "storage_usage_bytes")?.integer == before - freed)
        #expect(caller.get(digests).json["manifests"]?.array?.map { $0["tags"] } == [["v1"]])
    }

    @Test func garbageCollectionCanBeCancelled() throws {
        create()
        let path = Self.path + "/moon/garbage-collection"
        let id = try #require(caller.call("POST", path).json.at("garbage_collection", "uuid")?.string)
        let cancelled = caller.call("PUT", path + "/" + id, ["cancel": true])
        #expect(cancelled.json.at("garbage_collection", "status") == "cancelling")
        try caller.api.advance(by: .seconds(3))
        #expect(caller.get(path).status == 404)
        #expect(caller.get(path + "s").json["garbage_collections"]?.array?.map { $0["status"] } == ["cancelled"])
        #expect(
            caller.call("PUT", path + "/" + id, ["cancel": true]).error
                == "422 unprocessable_entity: the garbage collection is over, or being cancelled")
    }
}
