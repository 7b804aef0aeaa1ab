import Catalog
import JSON
import Testing

@Suite("Looking up in the catalog")
struct CatalogTests {
    private let catalog = Catalog.standard

    @Test func operationsAreFoundByNameAndAlias() {
        #expect(catalog.operation("functions.list_access_keys")?.identifier == "functionsAccessKey_list")
        #expect(catalog.operation("functions_access_key.list")?.name == "list_access_keys")
        #expect(catalog.operation("functions.list") == nil)
        #expect(catalog.operation("list_triggers") == nil)
        #expect(catalog.operation("moons.list") == nil)
    }

    @Test func aliasGroupsNameWhatTheyStandFor() {
        #expect(catalog.groupNames.contains("functions"))
        #expect(catalog.aliasGroupNames.contains("functions_access_key"))
        #expect(
            catalog.aliases(inGroup: "functions_access_key") == [
                "list": "functions.list_access_keys", "create": "functions.create_access_key",
                "update": "functions.update_access_key", "delete": "functions.delete_access_key"
            ])
        #expect(catalog.aliases(inGroup: "functions") == [:])
    }

    /// The list beside the files, which spares a program to read them all at its start, is theirs.
    @Test func aliasGroupsKnownAtTheStartAreThoseOfTheFiles() {
        let files = Catalog(unchecked: CatalogFile.standard)
        #expect(catalog.aliasGroupNames == files.aliasGroupNames)
        for group in catalog.groupNames + catalog.aliasGroupNames {
            #expect(catalog.aliases(inGroup: group) == files.aliases(inGroup: group))
        }
    }

    @Test func scopesAreThoseOfTheOperations() {
        let catalog = Catalog.standard
        #expect(catalog.scopes == Set(catalog.allOperations.flatMap { $0.scopes.joined() }))
        #expect(catalog.scopes.contains("function:read"))
    }

    @Test func resourcesAreFoundByFullName() throws {
        let trigger = try #require(catalog.resource("functions.trigger"))
        #expect(trigger.identity.map(\.parameter) == ["namespace_id", "trigger_name"])
        #expect(catalog.group("functions")?.resource(ofType: "Trigger") == trigger)
        #expect(catalog.resource("functions.droplet") == nil)
    }

    @Test func dateIsThatOfTheDescription() {
        #expect(catalog.date == "2026-08-07")
    }

    @Test func indexAgreesWithTheGroups() {
        #expect(catalog.operationNames == catalog.allOperations.map(\.qualifiedName))
    }

    @Test func groupsAreReadOnceFromManyThreads() async {
        let catalog = Catalog.standard
        await withTaskGroup(of: Int.self) { tasks in
            for _ in 0..<32 { tasks.addTask { catalog.group("functions")?.operations.count ?? 0 } }
            for await count in tasks { #expect(count == 13) }
        }
    }
}

@Suite("Finding the operation of a request")
struct RouteTests {
    private static func catalog(_ routes: [(name: String, route: String)]) throws -> Catalog {
        let operations = routes.map { name, route in
            "operation \(name)\n    id \(name)\n    \(route)\n    about Something.\n    returns 204\n"
        }
        let parameters = ["id", "app_id", "slug"].filter { name in routes.contains { $0.route.contains("{\(name)}") } }
        let text = "group apps\n    about Apps.\n" + parameters.map { "parameter \($0): string\n" }.joined()
        return try Catalog(files: [CatalogFile(group: "apps", text: text + operations.joined())])
    }

    private static let routes = [
        ("list", "GET /v2/apps"), ("create", "POST /v2/apps"), ("get", "GET /v2/apps/{id}"),
        ("delete", "DELETE /v2/apps/{id}"), ("tiers", "GET /v2/apps/tiers"), ("tier", "GET /v2/apps/tiers/{slug}"),
        ("deployments", "GET /v2/apps/{app_id}/deployments"), ("sizes", "GET /v2/apps/tiers/sizes")
    ]

    @Test(arguments: [
        ("GET", "/v2/apps", "list", [:]), ("POST", "/v2/apps", "create", [:]),
        ("GET", "/v2/apps/1", "get", ["id": "1"]), ("GET", "/v2/apps/tiers", "tiers", [:]),
        ("GET", "/v2/apps/tiers/1", "tier", ["slug": "1"]), ("GET", "/v2/apps/tiers/sizes", "sizes", [:]),
        ("GET", "/v2/apps/tiers/deployments", "tier", ["slug": "deployments"]),
        ("GET", "/v2/apps/1/deployments", "deployments", ["app_id": "1"])
    ])
    func literalGoesBeforeParameter(_ method: String, _ path: String, _ name: String, _ values: [String: String]) throws
    {
        let segments = path.split(separator: "/").map(String.init)
        guard
            case .operation(let operation, let parameters) = try Self.catalog(Self.routes).route(
                method: method, segments: segments)
        else {
            Issue.record("\(path) is not found")
            return
        }
        #expect(operation.name == name)
        #expect(parameters == values)
    }

    @Test func parameterKeepsASegmentWithASlash() {
        let segments = ["v2", "functions", "namespaces", "fn-1", "triggers", "a/b c"]
        guard case .operation(_, let parameters) = Catalog.standard.route(method: "GET", segments: segments) else {
            Issue.record("no route")
            return
        }
        #expect(parameters == ["namespace_id": "fn-1", "trigger_name": "a/b c"])
    }

    @Test func otherMethodsAreNamed() throws {
        let catalog = try Self.catalog(Self.routes)
        #expect(catalog.route(method: "PUT", segments: ["v2", "apps", "1"]) == .methodNotAllowed(["DELETE", "GET"]))
        #expect(catalog.route(method: "DELETE", segments: ["v2", "apps", "tiers"]) == .methodNotAllowed(["GET"]))
    }

    @Test(arguments: [[], ["v2"], ["v2", "apps", ""], ["v2", "apps", "1", "2"], ["v2", "apps", "1", "deployments", "x"]]
    )
    func otherPathsAreNotFound(_ segments: [String]) throws {
        #expect(try Self.catalog(Self.routes).route(method: "GET", segments: segments) == .notFound)
    }

    @Test func everyOperationIsFoundByItsOwnPath() throws {
        for operation in Catalog.standard.allOperations {
            let segments = operation.path.segments.map { segment in
                switch segment {
                case .literal(let text): text
                case .parameter(let name): "<\(name)>"
                }
            }
            let names = operation.path.parameterNames
            let parameters = Dictionary(uniqueKeysWithValues: names.map { ($0, "<\($0)>") })
            #expect(
                Catalog.standard.route(method: operation.method, segments: segments)
                    == .operation(operation, parameters: parameters))
        }
    }
}
