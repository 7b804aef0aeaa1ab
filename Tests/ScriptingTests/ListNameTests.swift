import Catalog
import Scripting
import Testing

/// The names of what stands beside a list operation.
struct ListNameTests {
    @Test(arguments: [
        ("list", "each"), ("list_triggers", "each_trigger"), ("list_policies", "each_policy"),
        ("list_addresses", "each_address"), ("list_databases", "each_database"), ("list_indexes", "each_index"),
        ("list_branches", "each_branch"), ("list_releases", "each_release"), ("list_history", "each_history"),
        ("list_repositories_v2", "each_repository_v2"),
        ("list_access", "each_access"), ("list_statuses", "each_status"), ("list_caches", "each_cache"),
        ("list_sizes", "each_size")
    ])
    func areSingular(list: String, iterator: String) throws {
        let text = """
            group things
                about Things for tests.

            operation \(list)
                id things_list
                GET /v2/things
                about Lists things.
                returns 200 things
                    things*: [string]
                errors 401

            operation list_one
                id things_list_one
                GET /v2/thing
                about Reads one.
                returns 200
                    name: string
                errors 401
            """
        let catalog = try Catalog(files: [CatalogFile(group: "things", text: text)])
        let suffix = iterator.dropFirst(4)
        #expect(
            catalog.derivedFunctions(ofGroup: "things").map(\.name) == [
                "each\(suffix)", "find\(suffix)", "one\(suffix)"
            ])
    }

    @Test func aMethodThatListsHasThemToo() throws {
        let catalog = try Catalog.widgets()
        let widget = try #require(catalog.resource("widgets.widget"))
        #expect(
            catalog.derivedFunctions(of: widget).map(\.name)
                == ["refresh", "wait", "each_part", "find_part", "one_part"])
        let namespace = try #require(Catalog.standard.resource("functions.namespace"))
        #expect(
            Catalog.standard.derivedFunctions(of: namespace).map(\.name) == [
                "refresh", "find_trigger", "one_trigger", "find_access_key", "one_access_key"
            ])
    }
}
