import Catalog
import Testing

@Suite("Names")
struct NameTests {
    @Test(arguments: [
        ("name", "name"), ("function", "function_"), ("end", "end_"), ("1_clicks", "_1_clicks"),
        ("X-Dangerous", "X_Dangerous"), ("Content-Type", "Content_Type"),
        ("a.b", "a_b"), ("größe", "gr__e"), ("Function", "Function")
    ])
    func luaIdentifiersFollowOneRule(_ name: String, _ identifier: String) {
        #expect(LuaName.identifier(for: name) == identifier)
        #expect(LuaName.isIdentifier(identifier))
    }

    @Test func fieldsAcceptEverySpelling() {
        var field = Field(name: "function", schema: Schema(.string))
        #expect(field.luaNames == ["function_", "function"])
        field.luaName = "func"
        #expect(field.luaNames == ["func", "function_", "function"])
        #expect(Field(name: "name", schema: Schema(.string)).luaNames == ["name"])
    }

    @Test(arguments: [
        ("functions_create_trigger", "functions", "create_trigger"), ("sshKeys_get", "ssh_keys", "get"),
        ("oneClicks_install_kubernetes", "one_clicks", "install_kubernetes"), ("vpcs_list", "vpcs", "list"),
        ("floatingIPsAction_post", "floating_ips_action", "post"), ("reservedIPv6_create", "reserved_ipv6", "create"),
        ("invoices_get_csvByUUID", "invoices", "get_csv_by_uuid"), ("imageActions_post", "image_actions", "post"),
        ("registry_list_repositoriesV2", "registry", "list_repositories_v2"),
        ("monitoring_get_appCPUPercentageMetrics", "monitoring", "get_app_cpu_percentage_metrics"),
        ("monitoring_get_appRestartCountMetrics.yml", "monitoring", "get_app_restart_count_metrics_yml"),
        ("1clicks_list", "one_clicks", "list"), ("1-clicks_2", "one_clicks", "two"), ("tags_goto", "tags", "goto_"),
        ("vpCs_end", "vp_cs", "end_"), ("account", "account", "account"), ("a__b--c_", "a", "b_c")
    ])
    func operationNamesFollowFromIdentifiers(_ identifier: String, _ group: String, _ name: String) {
        #expect(LuaName.operation(ofIdentifier: identifier) == (group, name))
    }

    /// The importer and the facts use the same rule.
    @Test func factsHaveTheNamesOfTheirIdentifiers() {
        for fact in OperationFact.all {
            let (group, name) = LuaName.operation(ofIdentifier: fact.identifier)
            #expect("\(group).\(name)" == fact.name)
            #expect(LuaName.isIdentifier(group) && LuaName.isIdentifier(name), "\(fact.name)")
        }
        #expect(Set(OperationFact.all.map(\.name)).count == OperationFact.all.count)
    }

    /// Every argument of the whole API can be written without quotes, whatever the catalog calls it.
    @Test func argumentsOfAllFactsHaveDifferentIdentifiers() {
        for fact in OperationFact.all {
            for part in [OperationFact.Part.path, .query, .header, .body] {
                let names = (fact.parts[part] ?? []).map { String($0.prefix { $0 != " " && $0 != "*" }) }
                let identifiers = names.map(LuaName.identifier(for:))
                #expect(identifiers.allSatisfy(LuaName.isIdentifier), "\(fact.name)")
                #expect(Set(identifiers).count == names.count, "\(fact.name)")
            }
        }
    }

    @Test func groupsAreNoLibrariesOfLua() {
        let libraries: Set = ["coroutine", "debug", "io", "math", "os", "package", "string", "table", "utf8"]
        #expect(Set(OperationFact.all.map(\.group)).isDisjoint(with: libraries))
    }

    @Test(arguments: [
        ("list", "each"), ("list_triggers", "each_trigger"), ("list_backup_policies", "each_backup_policy"),
        ("list_opeasearch_indexes", "each_opeasearch_index"), ("list_batches", "each_batch"),
        ("list_addresses", "each_address"), ("list_statuses", "each_status"), ("list_databases", "each_database"),
        ("list_knowledge_bases", "each_knowledge_base"), ("list_neighbors_ids", "each_neighbors_id"),
        ("list_agents_by_workspace", "each_agent_by_workspace"), ("list_repositories_v2", "each_repository_v2"),
        ("list_resources_default", "each_resources_default"), ("list_history", "each_history"),
        ("list_alert_policy", "each_alert_policy"), ("list_access", "each_access"),
        ("list_metrics_bandwidth_daily", "each_metrics_bandwidth_daily")
    ])
    func iteratorsAreNamedAfterTheirList(_ list: String, _ iterator: String) {
        #expect(LuaName.iterator(ofList: list) == iterator)
        #expect(LuaName.listSuffix(of: list) == String(iterator.dropFirst(4)))
    }

    @Test(arguments: ["get", "listing", "relist", "get_list", ""])
    func otherOperationsHaveNoIterator(_ name: String) {
        #expect(LuaName.iterator(ofList: name) == nil)
    }

    /// Over the names of the whole API, and over those of the catalog as it is.
    @Test func functionsBesideListsHaveNamesOfTheirOwn() {
        for names in [OperationFact.all.map(\.name), Catalog.standard.operationNames] {
            let derived = names.flatMap { name in
                let parts = name.split(separator: ".").map(String.init)
                guard let suffix = LuaName.listSuffix(of: parts[1]) else { return [String]() }
                return ["each", "find", "one"].map { "\(parts[0]).\($0)\(suffix)" }
            }
            #expect(Set(derived).count == derived.count)
            #expect(Set(derived).isDisjoint(with: names))
        }
    }

    @Test(arguments: [
        ("regoin", ["region"]), ("Label", ["label"]), ("lable", ["label"]), ("nme", ["name"]), ("naem", ["name"]),
        ("nm", []),
        ("is_enable", ["is_enabled"]), ("name", ["name"]), ("", []), ("xregion", ["region"]), ("droplet", [])
    ])
    func nearNamesAreSuggested(_ name: String, _ nearest: [String]) {
        #expect(Suggestion.nearest(to: name, in: ["label", "region", "name", "is_enabled"]) == nearest)
    }

    @Test func nearestNameComesFirst() {
        #expect(
            Suggestion.nearest(to: "update", in: ["updates", "updated", "up_date_", "upbeat"], limit: 2) == [
                "updated", "updates"
            ])
        #expect(Suggestion.ending(for: "updaet", in: ["update", "updates"]) == "; did you mean 'update'?")
        #expect(Suggestion.ending(for: "delete", in: ["update", "updates"]) == "")
    }

    @Test(arguments: [
        ("lst", "; did you mean 'list'?"), ("delete", "; did you mean 'destroy'?"),
        ("delete_by_tag", "; did you mean 'destroy_by_tag'?"), ("kubeconfig", "; did you mean 'get_kubeconfig'?"),
        ("create", "; did you mean 'create_cluster' or 'create_pool'?"), ("config", ""), ("frobnicate", ""), ("", "")
    ])
    func functionsOfOtherClientsAreSuggested(_ name: String, _ ending: String) {
        let names = ["list", "destroy", "destroy_by_tag", "get_kubeconfig", "create_cluster", "create_pool", "add"]
        #expect(Suggestion.ending(forFunction: name, in: names) == ending)
    }
}
