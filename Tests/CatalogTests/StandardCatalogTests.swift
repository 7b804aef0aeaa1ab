import Catalog
import JSON
import Testing

@Suite("The catalog built into the program")
struct StandardCatalogTests {
    /// One endpoint as the vendor documents it.
    struct Fact: Sendable, CustomTestStringConvertible {
        var name: String
        var route: String
        var identifier: String
        var scopes: [Set<String>]
        /// The required members of the body.
        var required: [String] = []
        var optional: [String] = []
        var status: Int
        var root: String?
        var errors: [Int]
        var danger: Operation.Danger

        var testDescription: String { name }
    }

    private static let namespaces = "/v2/functions/namespaces"
    private static let one = namespaces + "/{namespace_id}"
    private static func verb(_ verb: String) -> [Set<String>] { [["function:\(verb)"], ["function:admin"]] }
    private static let admin: [Set<String>] = [["function:admin"]]

    static let facts = [
        Fact(
            name: "list_namespaces", route: "GET \(namespaces)", identifier: "functions_list_namespaces",
            scopes: verb("read"), status: 200, root: "namespaces", errors: [401, 429, 500], danger: .read),
        Fact(
            name: "create_namespace", route: "POST \(namespaces)", identifier: "functions_create_namespace",
            scopes: verb("create"), required: ["label", "region"], status: 200, root: "namespace",
            errors: [401, 404, 422, 429, 500], danger: .create),
        Fact(
            name: "get_namespace", route: "GET \(one)", identifier: "functions_get_namespace", scopes: admin,
            status: 200, root: "namespace", errors: [401, 403, 404, 429, 500], danger: .read),
        Fact(
            name: "delete_namespace", route: "DELETE \(one)", identifier: "functions_delete_namespace",
            scopes: verb("delete"), status: 204, errors: [401, 404, 429, 500], danger: .delete),
        Fact(
            name: "list_access_keys", route: "GET \(one)/keys", identifier: "functionsAccessKey_list",
            scopes: admin, status: 200, root: "access_keys", errors: [401, 404, 429, 500], danger: .read),
        Fact(
            name: "create_access_key", route: "POST \(one)/keys", identifier: "functionsAccessKey_create",
            scopes: admin, required: ["name"], optional: ["expires_in"], status: 201, root: "access_key",
            errors: [400, 401, 404, 409, 429, 500], danger: .create),
        Fact(
            name: "update_access_key", route: "PUT \(one)/keys/{key_id}", identifier: "functionsAccessKey_update",
            scopes: admin, required: ["name"], status: 200, root: "access_key",
            errors: [400, 401, 404, 409, 429, 500], danger: .update),
        Fact(
            name: "delete_access_key", route: "DELETE \(one)/keys/{key_id}", identifier: "functionsAccessKey_delete",
            scopes: admin, status: 200, errors: [401, 404, 429, 500], danger: .delete),
        Fact(
            name: "list_triggers", route: "GET \(one)/triggers", identifier: "functions_list_triggers",
            scopes: verb("read"), status: 200, root: "triggers", errors: [401, 404, 429, 500], danger: .read),
        Fact(
            name: "create_trigger", route: "POST \(one)/triggers", identifier: "functions_create_trigger",
            scopes: verb("create"), required: ["name", "function", "type", "is_enabled", "scheduled_details"],
            status: 200, root: "trigger", errors: [400, 401, 404, 422, 429, 500], danger: .create),
        Fact(
            name: "get_trigger", route: "GET \(one)/triggers/{trigger_name}", identifier: "functions_get_trigger",
            scopes: verb("read"), status: 200, root: "trigger", errors: [401, 404, 429, 500], danger: .read),
        Fact(
            name: "update_trigger", route: "PUT \(one)/triggers/{trigger_name}",
            identifier: "functions_update_trigger", scopes: verb("update"),
            optional: ["is_enabled", "scheduled_details"], status: 200, root: "trigger",
            errors: [400, 401, 404, 429, 500], danger: .update),
        Fact(
            name: "delete_trigger", route: "DELETE \(one)/triggers/{trigger_name}",
            identifier: "functions_delete_trigger", scopes: verb("delete"), status: 204, errors: [401, 404, 429, 500],
            danger: .delete)
    ]

    @Test func hasNoMistake() throws {
        let catalog = try Catalog(files: CatalogFile.standard)
        #expect(Set(catalog.groupNames).count == catalog.groupNames.count)
        #expect(catalog.group("functions")?.operations.count == 13)
    }

    @Test(arguments: facts)
    func operationIsAsDocumented(_ fact: Fact) throws {
        let group = try #require(Catalog.standard.group("functions"))
        let operation = try #require(Catalog.standard.operation("functions.\(fact.name)"))
        #expect("\(operation.method) \(operation.path)" == fact.route)
        #expect(operation.identifier == fact.identifier)
        #expect(operation.scopes == fact.scopes)
        let fields = operation.body.flatMap { group.fields(of: $0.schema) } ?? []
        #expect(fields.filter(\.isRequired).map(\.name) == fact.required)
        #expect(fields.filter { !$0.isRequired }.map(\.name) == fact.optional)
        #expect(operation.success.status == fact.status)
        #expect(operation.success.root == fact.root)
        #expect(operation.errorStatuses == fact.errors)
        #expect(operation.danger == fact.danger)
        #expect(operation.pagination == nil)
    }

    @Test func listsTheDocumentedOperationsAndNoOthers() {
        let names = Catalog.standard.operationNames.filter { $0.hasPrefix("functions.") }
        #expect(names == Self.facts.map { "functions.\($0.name)" })
    }

    @Test func everythingHasASummary() {
        for name in Catalog.standard.groupNames {
            let group = Catalog.standard.group(name)
            #expect(group?.summary.isSentence == true)
            for resource in group?.resources ?? [] { #expect(resource.summary.isSentence, "\(resource.qualifiedName)") }
            for operation in group?.operations ?? [] {
                #expect(operation.summary.isSentence, "\(operation.qualifiedName)")
                for field in operation.pathParameters + operation.queryParameters + operation.headerParameters {
                    #expect(field.summary.isSentence, "\(operation.qualifiedName), \(field.name)")
                }
            }
        }
    }

    @Test(arguments: facts)
    func examplesFitTheirTypes(_ fact: Fact) throws {
        let group = try #require(Catalog.standard.group("functions"))
        let operation = try #require(group.operation(named: fact.name))
        #expect(Conformance(group).mistakes(ofExamplesOf: operation) == [])
        let arguments = group.exampleArguments(of: operation)
        // Where a body needs nothing, its first field shows how one is given.
        let first = operation.body.flatMap { group.fields(of: $0.schema)?.first?.name }
        let shown = fact.required.isEmpty ? [first].compactMap(\.self) : fact.required
        #expect(Set(arguments.names) == Set(operation.path.parameterNames + shown))
    }

    @Test func allExamplesFitTheirTypes() throws {
        for operation in Catalog.standard.allOperations {
            let group = try #require(Catalog.standard.group(operation.group))
            #expect(Conformance(group).mistakes(ofExamplesOf: operation) == [])
        }
    }

    @Test func examplesTellApartWhatHasOneName() throws {
        let group = try #require(Catalog.standard.group("vpcs"))
        let arguments = group.exampleArguments(of: try #require(group.operation(named: "create_peerings")))
        #expect(Set(arguments.names) == ["vpc_id", "name", "peer_vpc_id"])
        #expect(arguments["vpc_id"] != arguments["peer_vpc_id"])
    }

    @Test func conformanceTellsWhatIsWrong() throws {
        let group = try #require(Catalog.standard.group("functions"))
        let trigger = Schema(.reference("ScheduledDetails"))
        let value: JSONValue = ["body": "x", "corn": "* * * * *"]
        #expect(
            Conformance(group).mistakes(in: value, of: trigger, at: "details") == [
                "details.cron: missing", "details.body: string(\"x\") is no object", "details.corn: unknown"
            ])
    }

    @Test func secretsAreMarked() throws {
        let group = try #require(Catalog.standard.group("functions"))
        let secret = ["Namespace", "NewAccessKey", "AccessKey"].map { type in
            group.fields(of: Schema(.reference(type)))?.filter(\.isSecret).map(\.name)
        }
        #expect(secret == [["key"], ["secret"], []])
    }
}

extension String {
    fileprivate var isSentence: Bool { count > 5 && hasSuffix(".") && first?.isUppercase == true }
}
