import JSON
import LocalAPI
import Testing

@Suite struct ProjectTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    private func make(_ name: String) -> String {
        let body: JSONValue = ["name": .string(name), "purpose": "Service or API", "environment": "Production"]
        let made = caller.call("POST", "/v2/projects", body)
        #expect(made.status == 201)
        return made.json.at("project", "id")?.string ?? made.error
    }

    private func urns(_ project: String) -> [String] {
        let resources = caller.get("/v2/projects/\(project)/resources").json["resources"]?.array
        return (resources ?? []).compactMap { $0["urn"]?.string }
    }

    @Test func anAccountHasADefaultProject() {
        let project = caller.get("/v2/projects/default").json["project"]
        #expect(project?["is_default"] == true)
        #expect(caller.get("/v2/projects").json["projects"] == project.map { [$0] })
        let id = project?["id"]?.string ?? ""
        let refused = caller.call("DELETE", "/v2/projects/\(id)")
        #expect(refused.error == "412 precondition_failed: cannot delete the default project")
    }

    @Test func namesAreUnique() {
        _ = make("shop")
        let again = caller.call("POST", "/v2/projects", ["name": "shop", "purpose": "x"])
        #expect(again.error == "422 unprocessable_entity: a project with this name exists already")
    }

    @Test func aResourceIsInOneProject() throws {
        let project = make("shop")
        caller.call("POST", "/v2/domains", ["name": "example.com"])
        #expect(urns("default") == ["do:domain:example.com"])
        let path = "/v2/projects/\(project)/resources"
        let body: JSONValue = ["resources": ["do:domain:example.com", "do:droplet:1", "do:moon:1"]]
        let assigned = caller.call("POST", path, body).json["resources"]?.array ?? []
        #expect(assigned.map { $0["status"] } == ["assigned", "not_found", "not_found"])
        #expect(urns("default") == [])
        let member = try #require(caller.get(path).json["resources"]?.array?.first)
        #expect(
            member == [
                "urn": "do:domain:example.com", "assigned_at": "2026-03-10T12:30:15Z",
                "links": ["self": "https://api.digitalocean.com/v2/domains/example.com"], "status": "ok"
            ])
        let again = caller.call("POST", path, ["resources": ["do:domain:example.com"]]).json["resources"]?.array ?? []
        #expect(again.map { $0["status"] } == ["already_assigned"])
    }

    @Test func aProjectWithResourcesIsNotDeleted() {
        let project = make("shop")
        caller.call("POST", "/v2/domains", ["name": "example.com"])
        caller.call("POST", "/v2/projects/\(project)/resources", ["resources": ["do:domain:example.com"]])
        let refused = caller.call("DELETE", "/v2/projects/\(project)")
        #expect(refused.error == "412 precondition_failed: cannot delete a project with resources")
        caller.call("POST", "/v2/projects/default/resources", ["resources": ["do:domain:example.com"]])
        #expect(caller.call("DELETE", "/v2/projects/\(project)").status == 204)
        #expect(caller.get("/v2/projects/\(project)").status == 404)
    }

    @Test func anotherDefaultProjectLeavesResourcesWhereTheyAre() {
        let former = caller.get("/v2/projects/default").json.at("project", "id")?.string ?? ""
        caller.call("POST", "/v2/domains", ["name": "example.com"])
        let project = make("shop")
        #expect(caller.call("PATCH", "/v2/projects/\(project)", ["is_default": true]).status == 200)
        #expect(caller.get("/v2/projects/default").json.at("project", "id")?.string == project)
        caller.call("POST", "/v2/domains", ["name": "example.org"])
        #expect(urns(former) == ["do:domain:example.com"])
        #expect(urns("default") == ["do:domain:example.org"])
        let refused = caller.call("PATCH", "/v2/projects/default", ["is_default": false])
        #expect(
            refused.message == "the default project stays it until another one is made the default")
    }

    @Test func aReplacementNamesEverything() throws {
        let project = make("shop")
        try caller.api.advance(by: .seconds(60))
        let partial = caller.call("PUT", "/v2/projects/\(project)", ["name": "store"])
        #expect(
            partial.message == "Invalid request payload: description is missing; purpose is missing; environment "
                + "is missing; is_default is missing")
        let body: JSONValue = [
            "name": "store", "description": "d", "purpose": "p", "environment": "Staging", "is_default": false
        ]
        let replaced = caller.call("PUT", "/v2/projects/\(project)", body).json["project"]
        #expect(replaced?["name"] == "store")
        #expect(replaced?["updated_at"] == "2026-03-10T12:31:15Z")
        #expect(caller.call("PATCH", "/v2/projects/default", ["name": "store"]).status == 422)
    }
}
