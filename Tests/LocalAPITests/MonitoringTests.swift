import JSON
import LocalAPI
import Testing

@Suite struct MonitoringTests {
    private let caller: Caller
    private let droplet: String

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
        let made = caller.call(
            "POST", "/v2/droplets", ["name": "web-1", "size": "s-2vcpu-4gb", "image": "ubuntu-24-04-x64"])
        droplet = "\(made.json.at("droplet", "id")?.integer ?? -1)"
        try caller.api.advance(by: .seconds(7_200))
    }

    private func policy(_ members: JSONObject = [:]) -> JSONValue {
        var policy: JSONObject = [
            "type": "v1/insights/droplet/cpu", "description": "CPU is busy", "compare": "GreaterThan", "value": 80,
            "window": "5m", "entities": [.string(droplet)], "tags": [], "enabled": true,
            "alerts": ["email": ["ops@example.com"], "slack": []]
        ]
        for member in members.members { policy[member.name] = member.value }
        return .object(policy)
    }

    @Test func anAlertPolicyIsKeptReplacedAndGone() {
        let made = caller.call("POST", "/v2/monitoring/alerts", policy())
        #expect(made.status == 200)
        let path = "/v2/monitoring/alerts/\(made.json.at("policy", "uuid")?.string ?? "")"
        #expect(caller.get(path).json == made.json)
        #expect(caller.get("/v2/monitoring/alerts").json["meta"] == ["total": 1])
        let replaced = caller.call("PUT", path, policy(["value": 90, "enabled": false])).json["policy"]
        #expect(replaced?["value"] == 90)
        #expect(replaced?["uuid"] == made.json.at("policy", "uuid"))
        #expect(caller.call("DELETE", path).status == 204)
        #expect(caller.get(path).status == 404)
    }

    @Test func anAlertPolicyWatchesWhatIsThereAndTellsSomebody() {
        func refusal(_ members: JSONObject) -> String {
            caller.call("POST", "/v2/monitoring/alerts", policy(members)).error
        }
        #expect(
            refusal(["entities": ["1"]]) == "422 unprocessable_entity: there is no droplet \"1\" to watch")
        #expect(
            refusal(["alerts": ["email": [], "slack": []]])
                == "422 unprocessable_entity: alerts must name an address or a Slack channel at least")
    }

    private func values(_ metric: String, _ query: String = "") -> [(time: Int64, value: Double)] {
        let path = "/v2/monitoring/metrics/droplet/\(metric)?host_id=\(droplet)\(query)"
        let reply = caller.get(path + "&start=1773145815&end=1773153015")
        let series = reply.json.at("data", "result")?.array?.first
        return (series?["values"]?.array ?? []).compactMap { pair in
            guard let pair = pair.array, let time = pair[0].integer, let text = pair[1].string else { return nil }
            return Double(text).map { (time, $0) }
        }
    }

    @Test(arguments: [
        "cpu", "filesystem_free", "filesystem_size", "load_1", "load_5", "load_15", "memory_available",
        "memory_cached", "memory_free", "memory_total"
    ])
    func metricsAreSeriesThatRepeat(metric: String) {
        let first = values(metric)
        #expect(first.map(\.time) == Array(stride(from: 1_773_145_815, through: 1_773_153_015, by: 15)))
        #expect(first.allSatisfy { $0.value >= 0 })
        #expect(values(metric).map(\.value) == first.map(\.value))
    }

    @Test func timesOfTheProcessorGrowByWhatItHas() {
        let reply = caller.get(
            "/v2/monitoring/metrics/droplet/cpu?host_id=\(droplet)&start=1773145815&end=1773153015")
        let result = reply.json.at("data", "result")?.array ?? []
        #expect(
            result.map { $0.at("metric", "mode")?.string } == [
                "idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"
            ])
        let last = result.compactMap { $0["values"]?.array?.last?.array?[1].string.flatMap(Double.init) }
        // Two processors, for as long as the droplet is there.
        let time = result.first?["values"]?.array?.last?.array?[0].integer ?? 0
        #expect(abs(last.reduce(0, +) - 2 * Double(time - 1_773_145_815)) < 0.01)
        let idle = values("cpu").map(\.value)
        #expect(zip(idle, idle.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func memoryAndDiskFitTheSize() {
        #expect(values("memory_total").first?.value == 4_294_967_296.0)
        #expect(values("memory_free").allSatisfy { $0.value < 4_294_967_296.0 })
        #expect(values("filesystem_size").first?.value == 85_899_345_920.0)
        #expect(values("bandwidth", "&interface=public&direction=inbound").isEmpty == false)
    }

    @Test func aRangeMustBeOne() {
        let path = "/v2/monitoring/metrics/droplet/load_1?host_id=\(droplet)"
        #expect(caller.get(path + "&start=9&end=8").message == "start must not be after end")
        #expect(caller.get(path + "&start=today&end=8").message == "start must be Unix seconds")
        #expect(caller.get(path).message == "Invalid query: start is missing; end is missing")
        #expect(caller.get("/v2/monitoring/metrics/droplet/load_1?host_id=1&start=1&end=2").status == 404)
        #expect(caller.get(path + "&start=1&end=2").json.at("data", "result")?.array?.first?["values"] == [])
    }
}
