import APIClient
import Catalog
import HTTPMessage
import JSON
import Shell
import Testing

/// Which list a value comes from, as the catalog tells.
struct LiveListTests {
    private func list(_ name: String, _ arguments: JSONObject = [:]) -> LiveList? {
        LiveList(of: name, in: .standard) { arguments[$0.name] }
    }

    private func call(_ name: String, _ arguments: JSONObject) throws -> PreparedCall {
        let operation = try #require(Catalog.standard.operation(name))
        let group = try #require(Catalog.standard.group(operation.group))
        let client = APIClient(transport: InProcessTransport { _ in .init(status: 500) })
        return try client.prepare(Call(operation, of: group, arguments: arguments))
    }

    @Test(arguments: [
        ("droplets.droplet", "droplets.list", "droplets"), ("ssh_keys.ssh_key", "ssh_keys.list", "ssh keys"),
        ("functions.namespace", "functions.list_namespaces", "namespaces"),
        ("regions.region", "regions.list", "regions")
    ])
    func isFoundByTheKindOfThing(resource: String, operation: String, name: String) {
        let list = list(resource)
        #expect(list?.operation.qualifiedName == operation)
        #expect(list?.name == name)
    }

    @Test func needsTheArgumentsOfItsOperation() {
        #expect(list("functions.trigger") == nil)
        #expect(list("functions.trigger", ["namespace_id": "fn-1"])?.arguments == ["namespace_id": "fn-1"])
        #expect(list("registries.tag", ["registry_name": "a"]) == nil)
        #expect(list("registries.tag", ["registry_name": "a", "repository_name": "b"]) != nil)
    }

    @Test func isNoneWhereTheCatalogTellsOfNone() {
        for name in ["account.account", "kubernetes.version", "nothing.there", "databases.migration"] {
            #expect(list(name) == nil)
        }
    }

    /// Whatever stands in a path or names something that can be listed, by the catalog alone.
    @Test func isKnownForNearlyEveryParameterThatNamesAThing() {
        var known = 0
        var unknown: Set<String> = []
        for operation in Catalog.standard.allOperations {
            for field in operation.pathParameters {
                guard let resource = field.resource else { continue }
                let hasList = LiveList(of: resource, in: .standard) { _ in "x" } != nil
                if hasList { known += 1 } else { unknown.insert(resource) }
            }
        }
        #expect(known > 400)
        #expect(
            unknown == [
                "apps.instance_size", "databases.migration", "inference.batch", "kubernetes.node"
            ])
    }

    @Test func showsNothingSecret() {
        for name in Catalog.standard.groupNames {
            for resource in Catalog.standard.group(name)?.resources ?? [] {
                guard let list = LiveList(of: resource.qualifiedName, in: .standard, given: { _ in "x" }) else {
                    continue
                }
                let value = LiveValueReader(list).value(
                    of: Self.everything(list.group.type(named: resource.typeName), list.group, 0))
                #expect(value?.description.contains("secret!") != true)
                #expect(value?.label.contains("secret!") != true)
                #expect(value?.names.contains { $0.contains("secret!") } != true)
            }
        }
    }

    /// An object with all fields, in which secret ones say so.
    private static func everything(_ schema: Schema?, _ group: Group, _ depth: Int) -> JSONValue {
        guard let schema, depth < 4 else { return "deep" }
        switch group.resolved(schema).shape {
        case .object(let fields, _):
            return .object(
                JSONObject(
                    fields.map { field in
                        (field.name, field.isSecret ? "secret!" : everything(field.schema, group, depth + 1))
                    }))
        case .array(let item): return .array([everything(item, group, depth + 1)])
        case .integer: return 1
        case .boolean: return true
        default: return "text"
        }
    }

    @Test func passesOverWhatTheCatalogCallsSecret() throws {
        let catalog = try Catalog(files: [CatalogFile(group: "things", text: secretsText)])
        let list = try #require(LiveList(of: "things.thing", in: catalog, given: { _ in nil }))
        let value = LiveValueReader(list).value(of: [
            "id": 1, "nickname": "n", "password": "p", "nested": ["pin": "q"], "size": 5, "made": "2026-01-01T00:00:00Z"
        ])
        #expect(value == LiveValue(identifier: 1, label: "1", description: "size 5"))
        #expect(LiveList(of: "things.token", in: catalog, given: { _ in nil }) == nil)
    }

    @Test func saysWhatItsTableShows() throws {
        let list = try #require(self.list("functions.trigger", ["namespace_id": "fn-1"]))
        let trigger: JSONValue = [
            "name": "nightly", "namespace": "fn-1", "function": "reports/\u{1B}[31mnightly", "is_enabled": false,
            "scheduled_details": ["cron": "0 3 * * *"], "scheduled_runs": ["next_run_at": "2026-11-22T03:00:00Z"]
        ]
        let value = LiveValueReader(list).value(of: trigger)
        #expect(
            value
                == LiveValue(
                    identifier: "nightly", label: "nightly", names: ["nightly"],
                    description: "reports/\\027[31mnightly · is_enabled false · 0 3 * * *"))
        #expect(LiveValueReader(list).value(of: ["function": "x"]) == nil)
        #expect(LiveValueReader(list).value(of: 3) == nil)
    }

    @Test(
        arguments: [
            (
                "droplets.create", ["name": "a", "size": "s", "image": "i"],
                ["droplets.list", "tags.list", "volumes.list"]
            ),
            ("droplets.destroy", ["droplet_id": 1], ["droplets.list"]),
            ("droplet_actions.post", ["droplet_id": 1, "type": "reboot"], ["droplets.list"]),
            ("tags.create", ["name": "a"], ["tags.list"]),
            (
                "functions.delete_namespace", ["namespace_id": "fn-1"],
                ["functions.list_namespaces", "functions.list_triggers"]
            ),
            ("functions.delete_namespace", ["namespace_id": "fn-2"], ["functions.list_namespaces"]),
            (
                "functions.delete_trigger", ["namespace_id": "fn-1", "trigger_name": "a"],
                ["functions.list_namespaces", "functions.list_triggers"]
            ),
            (
                "droplets.destroy_by_tag", ["tag_name": "a"],
                ["droplets.list", "tags.list", "volumes.list", "functions.list_namespaces", "functions.list_triggers"]
            )
        ] as [(String, JSONObject, Set<String>)])
    func isTouchedByWritesToItsKind(operation: String, arguments: JSONObject, expected: Set<String>) throws {
        let call = try call(operation, arguments)
        let lists = [
            list("droplets.droplet"), list("tags.tag"), list("volumes.volume"), list("functions.namespace"),
            list("functions.trigger", ["namespace_id": "fn-1"])
        ].compactMap(\.self)
        #expect(Set(lists.filter { $0.isTouched(by: call) }.map(\.operation.qualifiedName)) == expected)
    }
}

private let secretsText = """
    group things
        about Things for tests.

    resource thing
        type Thing
        about A thing.
        key thing_id = id
        label nickname
        word password
        columns id nickname password nested.pin size made
        list list

    resource token
        type Thing
        about A credential.
        key password = password
        columns id
        list list

    type Thing
        id*: integer -- What identifies it.
        nickname: string secret -- What only its owner calls it.
        password: string secret -- A password.
        nested: object secret -- More of them.
            pin: string
        size: integer
        made: date-time

    parameter thing_id: integer of thing -- The thing's identifier.
    parameter password: string of token -- The password.

    operation list
        id things_list
        GET /v2/things
        about Lists the things.
        returns 200 things
            things*: [Thing]

    operation get
        id things_get
        GET /v2/things/{thing_id}
        about Reads one.
        returns 200 thing
            thing*: Thing

    operation log_in
        id things_log_in
        GET /v2/things/by-password/{password}
        about Logs in.
        returns 200 thing
            thing*: Thing
    """
