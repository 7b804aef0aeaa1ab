import JSON
import LocalAPI
import Testing

/// Seeds of what is created as a request creates it: each is ready, and as valid as a request would have left it.
@Suite struct FamilySeedTests {
    /// Where a seed is listed, and what its members have that are ready.
    struct Expectation: CustomStringConvertible, Sendable {
        var seed: String
        var path: String
        var root: String
        var identifier = "id"
        /// What there is without a seed.
        var others = 0
        var ready: (name: String, value: JSONValue)?

        var description: String { seed }
    }

    private static let expectations: [Expectation] = [
        .init(seed: "domains", path: "domains", root: "domains", identifier: "name", ready: ("ttl", 1_800)),
        .init(seed: "vpcs", path: "vpcs", root: "vpcs", ready: ("default", false)),
        .init(seed: "load_balancers", path: "load_balancers", root: "load_balancers", ready: ("status", "active")),
        .init(seed: "databases", path: "databases", root: "databases", ready: ("status", "online")),
        .init(
            seed: "kubernetes_clusters", path: "kubernetes/clusters", root: "kubernetes_clusters",
            ready: ("status", ["state": "running", "message": ""])),
        .init(seed: "apps", path: "apps", root: "apps", ready: ("pending_deployment", .null)),
        .init(seed: "projects", path: "projects", root: "projects", others: 1, ready: ("is_default", false)),
        .init(seed: "images", path: "images?private=true&x", root: "images", ready: ("status", "available")),
        .init(seed: "snapshots", path: "snapshots", root: "snapshots", ready: ("resource_type", "volume")),
        .init(seed: "certificates", path: "certificates", root: "certificates", ready: ("state", "verified")),
        .init(seed: "cdn_endpoints", path: "cdn/endpoints", root: "endpoints", ready: ("ttl", 3_600)),
        .init(seed: "uptime_checks", path: "uptime/checks", root: "checks", ready: ("enabled", true)),
        .init(seed: "tags", path: "tags", root: "tags", identifier: "name"),
        .init(seed: "ssh_keys", path: "account/keys", root: "ssh_keys")
    ]

    @Test(arguments: expectations)
    func isListedAndReady(_ expectation: Expectation) throws {
        let caller = try Caller { $0.checksAnswers = true }
        let made = try caller.api.seed([expectation.seed: 12])[expectation.seed] ?? []
        #expect(Set(made).count == 12)
        let separator = expectation.path.contains("?") ? "&" : "?"
        let list = caller.get("/v2/\(expectation.path)\(separator)per_page=200")
        #expect(list.status == 200, "\(list.error)")
        let items = list.json[expectation.root]?.array ?? []
        let found = items.filter { item in
            let id = item[expectation.identifier]
            return made.contains(id?.string ?? id?.integer.map { "\($0)" } ?? "")
        }
        #expect(found.count == 12)
        #expect(items.count == 12 + expectation.others)
        if let (name, value) = expectation.ready {
            for item in found { #expect(item[name] ?? .null == value, "\(item)") }
        }
        // A second seed makes others.
        #expect(Set(try caller.api.seed([expectation.seed: 1])[expectation.seed] ?? []).isDisjoint(with: made))
    }

    @Test func seededDomainsHaveTheirRecords() throws {
        let caller = try Caller { $0.checksAnswers = true }
        let names = try caller.api.seed(["domains": 3])["domains"] ?? []
        #expect(names == ["seed-1.example", "seed-2.example", "seed-3.example"])
        let records = caller.get("/v2/domains/seed-3.example/records").json["domain_records"]?.array ?? []
        #expect(records.compactMap { $0["type"]?.string } == ["SOA", "NS", "NS", "NS", "A"])
    }

    @Test func seededClustersHaveNodesThatRun() throws {
        let caller = try Caller { $0.checksAnswers = true }
        _ = try caller.api.seed(["kubernetes_clusters": 2])
        let droplets = caller.get("/v2/droplets").json["droplets"]?.array ?? []
        #expect(droplets.compactMap { $0["status"]?.string } == ["active", "active", "active", "active"])
        #expect(droplets.allSatisfy { $0["locked"] == false })
    }

    /// What cannot be made is said, and nothing of it is left.
    @Test func aSeedThatDoesNotFitMakesNothing() throws {
        let caller = try Caller()
        _ = caller.call(
            "POST", "/v2/projects", ["name": "seed-2", "purpose": "Web Application", "environment": "Staging"])
        #expect {
            try caller.api.seed(["projects": 3])
        } throws: {
            "\($0)".contains("cannot make these projects: a project with this name exists already")
        }
        #expect(caller.get("/v2/projects").json["meta"] == ["total": 2])
    }
}
