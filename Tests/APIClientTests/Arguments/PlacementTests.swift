import APIClient
import Catalog
import HTTPMessage
import JSON
import Testing

struct PlacementTests {
    /// `DELETE /v2/droplets/{droplet_id}/tags` with everything a request can carry.
    private var operation: Operation {
        var operation = Operation(
            group: "droplets", name: "untag", identifier: "droplets_untag", method: "DELETE",
            path: PathTemplate("/v2/droplets/{droplet_id}/tags"), summary: "Removes tags.",
            success: .init(status: 204), danger: .delete)
        operation.pathParameters = [field("droplet_id", .integer)]
        operation.queryParameters = [
            field("kinds", .array(Schema(.string))), field("all", .boolean), field("per_page", .integer)
        ]
        var dangerous = field("X-Dangerous", .boolean)
        dangerous.isRequired = true
        operation.headerParameters = [dangerous]
        operation.body = Operation.Body(
            isRequired: false, schema: Schema(.object([field("tags", .array(Schema(.string)))], isOpen: false)))
        return operation
    }

    @Test func everythingGoesToItsPlace() throws {
        let call = try prepare([
            "tags": ["web"], "droplet_id": 3_164_444, "all": true, "kinds": ["a&b", "c d"], "x_dangerous": true,
            "per_page": 20
        ])
        #expect(call.request.method == "DELETE")
        #expect(
            call.request.target
                == "/v2/droplets/3164444/tags?kinds=a%26b&kinds=c%20d&all=true&per_page=20")
        #expect(call.request.headers["x-dangerous"] == "true")
        #expect(String(decoding: call.request.body, as: UTF8.self) == #"{"tags":["web"]}"#)
        #expect(call.danger == .delete)
    }

    @Test func anOptionalBodyMayBeLeftOut() throws {
        let call = try prepare(["droplet_id": 1, "X-Dangerous": true])
        #expect(call.request.body.isEmpty)
        #expect(call.request.headers["content-type"] == nil)
        #expect(call.body == nil)
    }

    @Test func problemsComeFromEveryPlace() {
        #expect(throws: ArgumentError.self) { try prepare(["droplet_id": "a", "kinds": 5, "tagz": [], "per_pge": 1]) }
        do {
            _ = try prepare(["droplet_id": "a", "kinds": 5, "tagz": [], "per_pge": 1])
        } catch {
            #expect(
                error.description == """
                    droplets.untag: 5 problems:
                      droplet_id: expected an integer, found "a"
                      kinds: expected a list, found 5
                      unknown parameter 'tagz' (did you mean 'tags'?)
                      unknown parameter 'per_pge' (did you mean 'per_page'?)
                      missing: X-Dangerous
                    """)
        }
    }

    @Test func headerValuesCannotBreakOutOfTheirLine() {
        var operation = operation
        operation.headerParameters = [field("X-Note", .string)]
        #expect(throws: ArgumentError.self) {
            try prepare(operation, ["droplet_id": 1, "x_note": "a\r\nauthorization: Bearer x"])
        }
    }

    @Test func aTextIsTheBodyWhereAnotherFormIsTaken() throws {
        var operation = operation
        operation.headerParameters = []
        operation.body?.mediaTypes = ["application/json", "application/yaml"]
        let call = try prepare(operation, ["droplet_id": 1, "body": "tags:\n- web\n"])
        #expect(call.request.headers["content-type"] == "application/yaml")
        #expect(String(decoding: call.request.body, as: UTF8.self) == "tags:\n- web\n")
    }

    private func field(_ name: String, _ shape: Schema.Shape) -> Field { Field(name: name, schema: Schema(shape)) }

    private func prepare(_ operation: Operation, _ arguments: JSONObject) throws(ArgumentError) -> PreparedCall {
        let group = Group(name: "droplets", summary: "", operations: [operation], resources: [], types: [:])
        return try ArgumentChecker().prepare(Call(operation, of: group, arguments: arguments))
    }

    private func prepare(_ arguments: JSONObject) throws(ArgumentError) -> PreparedCall {
        try prepare(operation, arguments)
    }
}

struct RawRequestTests {
    @Test func reachesAnyEndpoint() throws {
        let call = try RawRequest(
            method: "patch", path: "/v2/apps/1", query: ["a": [1, true], "b": "x y"], body: ["n": 1]
        ).prepared()
        #expect(call.request.method == "PATCH")
        #expect(call.request.target == "/v2/apps/1?a=1&a=true&b=x%20y")
        #expect(call.request.headers["content-type"] == "application/json")
        #expect(String(decoding: call.request.body, as: UTF8.self) == #"{"n":1}"#)
        #expect(call.name == "api.request")
        #expect(call.danger == .update)
    }

    @Test(arguments: [
        "v2/account", "//evil.example/v2", "/v2/a b", "/v2/../x", "/v2/%2e%2E", "/v2?x=1", "/v2#x", "/%zz", ""
    ])
    func refusesPathsThatAreNot(path: String) {
        #expect(throws: ArgumentError.self) { try RawRequest(path: path).prepared() }
    }

    @Test func tellsEveryProblemAtOnce() {
        let request = RawRequest(
            method: "BREW", path: "v2", query: ["q": [:]], headers: ["Authorization": "Bearer x", "a": "b\n"],
            body: .number(.nan))
        do {
            _ = try request.prepared()
            Issue.record("must be refused")
        } catch {
            #expect(
                error.problems.map(\.path) == [
                    "method", "path", "query.q", "headers.Authorization", "headers.a", "body"
                ])
            #expect(
                error.problems[3].description == "headers.Authorization: set by the client; it cannot be given")
        }
    }

    @Test(arguments: [
        ("GET", Operation.Danger.read), ("HEAD", .read), ("POST", .create), ("PUT", .update), ("PATCH", .update),
        ("DELETE", .delete)
    ])
    func methodsTellTheDanger(method: String, danger: Operation.Danger) throws {
        #expect(try RawRequest(method: method, path: "/v2/x").prepared().danger == danger)
    }
}

struct CurlCommandTests {
    @Test func isACommandAShellTakes() throws {
        let call = try prepared(
            "functions.create_namespace", ["label": "it's $HOME `x`", "region": "nyc1"])
        #expect(
            call.curlCommand()
                == #"curl -X POST -H "Authorization: Bearer $DIGITALOCEAN_TOKEN" -H 'accept: application/json' "#
                + #"-H 'content-type: application/json' "#
                + #"--data-raw '{"label":"it'\''s $HOME `x`","region":"nyc1"}' "#
                + #"'https://api.digitalocean.com/v2/functions/namespaces'"#)
    }

    @Test func readsNeedNoMethod() throws {
        #expect(
            try prepared("functions.list_namespaces").curlCommand(baseURL: BaseURL("http://localhost:8080/"))
                == #"curl -H "Authorization: Bearer $DIGITALOCEAN_TOKEN" -H 'accept: application/json' "#
                + #"'http://localhost:8080/v2/functions/namespaces'"#)
    }
}
