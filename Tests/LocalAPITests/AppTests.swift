import HTTPMessage
import JSON
import LocalAPI
import Testing
import YAML

@Suite struct AppTests {
    private let caller = try! Caller { $0.checksAnswers = true }  // A store in memory can be opened.

    private static let path = "/v2/apps"
    private static let spec: JSONValue = [
        "name": "moon", "region": "ams",
        "services": [["name": "web", "instance_count": 2, "instance_size_slug": "apps-s-1vcpu-1gb"]]
    ]

    private func create(_ spec: JSONValue = spec) -> Reply { caller.call("POST", Self.path, ["spec": spec]) }

    /// The path of a new app whose first deployment is active.
    private func active() throws -> String {
        let id = try #require(create().json.at("app", "id")?.string)
        try caller.api.advance(by: .seconds(16))
        return Self.path + "/" + id
    }

    private func deploy(_ app: String, ends: Bool = true) throws -> String {
        let reply = caller.call("POST", app + "/deployments", ["force_build": true])
        if ends { try caller.api.advance(by: .seconds(16)) }
        return reply.json.at("deployment", "id")?.string ?? reply.error
    }

    private func phase(_ app: String, _ deployment: String) -> JSONValue? {
        caller.get("\(app)/deployments/\(deployment)").json.at("deployment", "phase")
    }

    @Test func aNewAppIsDeployedPhaseByPhase() throws {
        let made = create()
        #expect(made.status == 200)
        let app = try #require(made.json["app"])
        #expect(app.at("region", "slug") == "ams")
        let deployment = try #require(app.at("pending_deployment", "id")?.string)
        let path = Self.path + "/" + (app["id"]?.string ?? "")
        var seen: [JSONValue] = []
        for _ in 0..<17 {
            let current = try #require(phase(path, deployment))
            if seen.last != current { seen.append(current) }
            try caller.api.advance(by: .seconds(1))
        }
        #expect(seen == ["PENDING_BUILD", "BUILDING", "PENDING_DEPLOY", "DEPLOYING", "ACTIVE"])
        let later = caller.get(path).json["app"]
        #expect(later?.at("active_deployment", "id")?.string == deployment)
        #expect(later?["pending_deployment"] == nil)
        #expect(later?["live_url"] == later?["default_ingress"])
        #expect(later?.at("active_deployment", "progress", "success_steps") == 2)
        #expect(caller.get(Self.path).json["apps"] == later.map { [$0] })
    }

    @Test(
        arguments: [
            (["name": "moon"], "an app needs at least one component"),
            (
                ["name": "moon", "services": [["name": "web"]], "workers": [["name": "web"]]],
                "two components have the name \"web\""
            ),
            (
                [
                    "name": "moon", "services": [["name": "web"]],
                    "ingress": ["rules": [["component": ["name": "api"], "match": ["path": ["prefix": "/"]]]]]
                ], "an ingress rule names the component \"api\", which is not there"
            )
        ] as [(JSONValue, String)])
    func aSpecThatIsNotConsistentIsRefused(spec: JSONValue, message: String) {
        #expect(create(spec).error == "422 unprocessable_entity: " + message)
    }

    /// The one operation that documents it: its body, and its answer, may be YAML.
    @Test func aSpecMayBeYAML() throws {
        var request = HTTPRequest(method: "POST", target: Self.path, headers: LocalAPI.exampleHeaders)
        request.headers["content-type"] = "application/yaml"
        request.body = Array("spec:\n  name: moon\n  region: ams\n  services:\n  - name: web\n".utf8)
        let made = Reply(caller.api.respond(to: request))
        #expect(made.status == 200, "\(made.error)")
        #expect(made.json.at("app", "spec", "services")?.array?.first?["name"] == "web")
        request.headers["accept"] = "application/yaml"
        request.body = Array("spec: {name: sun, services: [{name: web}]}".utf8)
        let answer = caller.api.respond(to: request)
        #expect(answer.mediaType == "application/yaml")
        #expect(try JSONValue(yaml: answer.body).at("app", "spec", "name") == "sun")
        request.body = Array("spec: {name: [".utf8)
        let broken = Reply(caller.api.respond(to: request))
        let problem = "400 bad_request: Invalid request payload: YAML: line 2, column "
        #expect(broken.error.hasPrefix(problem), "\(broken.error)")
        request.target = "/v2/tags"
        #expect(Reply(caller.api.respond(to: request)).status == 415)
    }

    @Test func namesAreUnique() {
        _ = create()
        #expect(create().error == "422 unprocessable_entity: an app with the name \"moon\" exists already")
        let proposal = caller.call("POST", Self.path + "/propose", ["spec": Self.spec]).json
        #expect(proposal["app_name_available"] == false)
        #expect(proposal["app_name_suggestion"] == "moon-2")
        #expect(proposal["app_is_static"] == false)
        #expect(proposal["app_cost"] == 24)
    }

    @Test func secretsAreKeptUnreadable() throws {
        let made = create([
            "name": "moon",
            "services": [["name": "web", "envs": [["key": "PASSWORD", "type": "SECRET", "value": "hush"]]]]
        ])
        let value = made.json.at("app", "spec", "services")?.array?.first?["envs"]?.array?.first?["value"]?.string
        #expect(value?.hasPrefix("EV[1:") == true)
    }

    @Test func anUpdateDeploysAndReplacesTheSpec() throws {
        let app = try active()
        let spec: JSONValue = ["name": "moon", "static_sites": [["name": "site"]]]
        let updated = caller.call("PUT", app, ["spec": spec]).json["app"]
        #expect(updated?.at("spec", "services") == nil)
        let deployment = try #require(updated?.at("pending_deployment", "id")?.string)
        try caller.api.advance(by: .seconds(16))
        #expect(phase(app, deployment) == "ACTIVE")
        #expect(
            caller.get(app + "/deployments").json["deployments"]?.array?.map { $0["phase"] } == ["ACTIVE", "SUPERSEDED"]
        )
        let deleted = caller.call("DELETE", app)
        #expect(deleted.status == 200)
        #expect(deleted.json == ["id": .string(String(app.dropFirst(Self.path.count + 1)))])
        #expect(caller.get(app).status == 404)
        #expect(caller.get(app + "/deployments").status == 404)
    }

    @Test func aDeploymentThatIsNotOverCanBeCanceled() throws {
        let app = try active()
        let deployment = try deploy(app, ends: false)
        let path = "\(app)/deployments/\(deployment)/cancel"
        #expect(caller.call("POST", path).json.at("deployment", "phase") == "CANCELED")
        #expect(
            caller.call("POST", path).error == "422 unprocessable_entity: the deployment is over: its phase is CANCELED"
        )
        try caller.api.advance(by: .seconds(16))
        #expect(phase(app, deployment) == "CANCELED")
        #expect(caller.get(app).json.at("app", "active_deployment", "cause") == "initial deployment")
    }

    @Test func anotherDeploymentTakesThePlaceOfTheOneInProgress() throws {
        let app = try active()
        let first = try deploy(app, ends: false)
        let second = try deploy(app)
        #expect(phase(app, first) == "SUPERSEDED")
        #expect(phase(app, second) == "ACTIVE")
    }

    @Test func aRollbackHoldsTheAppUntilItIsCommitted() throws {
        let app = try active()
        let old = try #require(caller.get(app).json.at("app", "active_deployment", "id"))
        caller.call("PUT", app, ["spec": ["name": "moon", "services": [["name": "api"]]]])
        try caller.api.advance(by: .seconds(16))
        let new = try #require(caller.get(app).json.at("app", "active_deployment", "id"))
        let refused = caller.call("POST", app + "/rollback/validate", ["deployment_id": new]).json
        #expect(refused["valid"] == false)
        #expect(refused.at("error", "code") == "incompatible_phase")
        #expect(caller.call("POST", app + "/rollback/validate", ["deployment_id": old]).json["valid"] == true)
        let back = caller.call("POST", app + "/rollback", ["deployment_id": old]).json["deployment"]
        #expect(back?["cloned_from"] == old)
        try caller.api.advance(by: .seconds(16))
        #expect(caller.get(app).json.at("app", "pinned_deployment", "id") == back?["id"])
        #expect(
            caller.call("POST", app + "/deployments", [:]).error
                == "422 unprocessable_entity: the app is held at a rollback: commit or revert it first")
        #expect(caller.call("POST", app + "/rollback/commit").status == 200)
        let committed = caller.get(app).json["app"]
        #expect(committed?["pinned_deployment"] == nil)
        #expect(committed?.at("spec", "services")?.array?.first?["name"] == "web")
        let rolledBack = caller.get(app + "/deployments?deployment_types=MANUAL_ROLLBACK").json["deployments"]?.array
        #expect(rolledBack?.map { $0["id"] } == [back?["id"]])
    }

    @Test func aRollbackCanBeReverted() throws {
        let app = try active()
        let old = try #require(caller.get(app).json.at("app", "active_deployment", "id"))
        #expect(
            caller.call("POST", app + "/rollback/revert").error
                == "422 unprocessable_entity: the app is not held at a rollback")
        _ = try deploy(app)
        caller.call("POST", app + "/rollback", ["deployment_id": old])
        try caller.api.advance(by: .seconds(16))
        let reply = caller.call("POST", app + "/rollback/revert")
        #expect(reply.json.at("deployment", "cause") == "rollback reverted")
        try caller.api.advance(by: .seconds(16))
        #expect(caller.get(app).json.at("app", "active_deployment", "id") == reply.json.at("deployment", "id"))
        #expect(caller.get(app).json.at("app", "pinned_deployment") == nil)
    }

    @Test func logsAreOfADeploymentOrAComponent() throws {
        let app = try active()
        let id = try #require(caller.get(app).json.at("app", "active_deployment", "id")?.string)
        for path in [
            "/logs", "/components/web/logs", "/deployments/\(id)/logs", "/deployments/\(id)/components/web/logs"
        ] {
            let logs = caller.get(app + path + "?type=BUILD")
            #expect(logs.json["historic_urls"]?.array?.count == 1, "\(path)")
        }
        #expect(caller.get(app + "/components/none/logs?type=BUILD").status == 404)
        #expect(caller.get(app + "/logs").error == "422 unprocessable_entity: Invalid query: type is missing")
        #expect(
            caller.get(app + "/instances").json["instances"]?.array?.map { $0["instance_alias"] } == ["web-0", "web-1"])
        #expect(caller.get(app + "/health").json.at("app_health", "components")?.array?.first?["state"] == "HEALTHY")
    }

    @Test func alertsComeFromTheSpecAndHaveDestinations() throws {
        let app = try active()
        let usual = try #require(caller.get(app + "/alerts").json["alerts"]?.array)
        #expect(usual.map { $0.at("spec", "rule") } == ["DEPLOYMENT_FAILED", "DOMAIN_FAILED"])
        #expect(usual.map { $0["phase"] } == ["ACTIVE", "ACTIVE"])
        let id = try #require(usual.first?["id"]?.string)
        let assigned = caller.call(
            "POST", "\(app)/alerts/\(id)/destinations",
            ["emails": ["ops@example.com"], "slack_webhooks": [["url": "https://slack.example.com", "channel": "a"]]])
        #expect(assigned.json.at("alert", "emails") == ["ops@example.com"])
        let rule: JSONValue = [
            "rule": "CPU_UTILIZATION", "operator": "GREATER_THAN", "value": 80, "window": "FIVE_MINUTES"
        ]
        caller.call(
            "PUT", app,
            [
                "spec": [
                    "name": "moon", "services": [["name": "web", "alerts": [rule]]],
                    "alerts": [["rule": "DEPLOYMENT_FAILED"]]
                ]
            ])
        let alerts = caller.get(app + "/alerts").json["alerts"]?.array
        #expect(alerts?.map { $0["emails"] } == [["ops@example.com"], []])
        #expect(alerts?.last?["component_name"] == "web")
    }

    @Test func bandwidthIsThatOfADay() throws {
        let app = try active()
        let id = String(app.dropFirst(Self.path.count + 1))
        let day = "2026-03-10T00:00:00Z"
        let own = caller.get(app + "/metrics/bandwidth_daily?date=" + day).json
        #expect(own["date"]?.string == day)
        #expect(own["app_bandwidth_usage"]?.array?.first?["bandwidth_bytes"] != "0")
        #expect(
            caller.call(
                "POST", Self.path + "/metrics/bandwidth_daily", ["app_ids": [.string(id)], "date": .string(day)]
            )
            .json == own)
        let before = caller.get(app + "/metrics/bandwidth_daily").json
        #expect(before["date"] == "2026-03-09T00:00:00Z")
        #expect(before["app_bandwidth_usage"]?.array?.first?["bandwidth_bytes"] == "0")
    }

    @Test func sizesRegionsAndTiersAreThere() {
        let size = caller.get(Self.path + "/tiers/instance_sizes/apps-s-1vcpu-0.5gb").json["instance_size"]
        #expect(size?["usd_per_second"] == "0.000002066798")
        #expect(caller.get(Self.path + "/tiers/instance_sizes").json["instance_sizes"]?.array?.first == size)
        #expect(caller.get(Self.path + "/tiers/instance_sizes/huge").status == 404)
        #expect(caller.get(Self.path + "/regions").json["regions"]?.array?.first?["default"] == true)
        #expect(caller.get(Self.path + "/tiers").json["tiers"]?.array?.count == 3)
        #expect(caller.get(Self.path + "/tiers/basic").json.at("tier", "build_seconds") == "24000")
    }

    @Test func deploymentsAreEvents() throws {
        let app = try active()
        let event = try #require(caller.get(app + "/events").json["events"]?.array?.first)
        #expect(event["type"] == "DEPLOYMENT")
        #expect(caller.get(app + "/events/" + (event["id"]?.string ?? "")).json["event"] == event)
        #expect(caller.get(app + "/events?event_types=AUTOSCALING").json["events"] == [])
    }
}
