import JSON
import LocalAPI
import Testing

@Suite struct OneClickTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    private func install(_ slugs: JSONValue) -> Reply {
        caller.call("POST", "/v2/1-clicks/kubernetes", ["addon_slugs": slugs, "cluster_uuid": "none"])
    }

    @Test func applicationsAreListedByType() {
        let list = caller.get("/v2/1-clicks?type=kubernetes").json["1_clicks"]?.array
        #expect(list?.contains(["slug": "loki", "type": "kubernetes"]) == true)
        #expect(list?.allSatisfy { $0["type"] == "kubernetes" } == true)
    }

    @Test func whatIsInstalledIsAnsweredAtOnce() throws {
        let cluster = try #require(caller.api.seed(["kubernetes_clusters": 1])["kubernetes_clusters"]?.first)
        let body: JSONValue = ["addon_slugs": ["loki", "monitoring"], "cluster_uuid": .string(cluster)]
        let reply = caller.call("POST", "/v2/1-clicks/kubernetes", body)
        #expect(reply.status == 200, "\(reply.error)")
        #expect(reply.json == ["message": "The installation has begun."])
    }

    @Test func whatCannotBeInstalledIsRefused() {
        #expect(
            install(["loki"]).error == "422 unprocessable_entity: There is no Kubernetes cluster \"none\".")
        #expect(
            install(["loki", "docker-20-04"]).error
                == "422 unprocessable_entity: These are no applications for Kubernetes: docker-20-04.")
        #expect(install([]).status == 422)
    }
}
