import Catalog
import Shell
import Testing

/// Help as text.
struct HelpTests {
    private func help(_ width: Int? = 80, _ catalog: Catalog = .standard) -> HelpText {
        HelpText(catalog: catalog, style: .plain, width: width)
    }

    private func text(_ name: String, _ width: Int? = 80, _ catalog: Catalog = .standard) -> String {
        help(width, catalog).lines(aboutOrFinding: name).joined(separator: "\n")
    }

    @Test func tellsEverythingAboutAnOperation() {
        #expect(
            text("functions.create_trigger") == """
                functions.create_trigger  Creates a trigger that runs a function on a schedule.

                  functions.create_trigger(namespace_id, { name*, func*, type*, is_enabled*,
                      scheduled_details* })
                  POST /v2/functions/namespaces/{namespace_id}/triggers

                  namespace_id       string or functions.namespace, required
                                     The namespace's identifier.
                  name               string, required, 1 to 255 characters
                                     The name to give it, unique within the namespace.
                  func               string, required, 1 to 255 characters
                                     The function to run, with its package where it has one.
                  type               string, required, "SCHEDULED"  The kind of trigger.
                  is_enabled         boolean, required
                                     Whether it runs from the start; false creates it paused.
                  scheduled_details  table, required
                    cron  string (cron), required
                          When it runs, in five fields: minute, hour, day of month, month, day
                          of week (UTC).
                    body  table or null  What the function gets as its parameters.
                      name  string

                  returns  functions.trigger
                  needs    function:create or function:admin
                  changes  makes something new
                  errors   400 401 404 422 429 500

                  example
                  functions.create_trigger("fn-3f2b4c1e-8a5d-4f0e-9b7c-2d6e1a0f5c33", {
                    name = "nightly",
                    func = "reports/nightly",
                    type = "SCHEDULED",
                    is_enabled = true,
                    scheduled_details = { cron = "15 3 * * 1-5" },
                  })
                """)
    }

    @Test func tellsWhatAMethodAddsToItsOperation() {
        let lines = help().lines(about: "trigger:update") ?? []
        #expect(
            lines.prefix(5) == [
                "trigger:update  Pauses, resumes or reschedules a trigger.", "",
                "  trigger:update{ is_enabled, scheduled_details }",
                "  PUT /v2/functions/namespaces/{namespace_id}/triggers/{trigger_name}",
                "  calls functions.update_trigger"
            ])
        #expect(lines.last == "  trigger:update{ is_enabled = false }")
    }

    @Test(arguments: [
        "functions.create_trigger.scheduled_details.cron", "functions:create_trigger.scheduled_details.cron",
        "trigger:update.scheduled_details.cron"
    ])
    func tellsOfAParameterAtAnyDepth(name: String) {
        #expect(text(name).contains("\n  cron  string (cron), required\n        When it runs, in five fields"))
    }

    @Test func knowsEverySpellingOfAParameter() {
        for name in ["func", "function_", "function"] {
            #expect(text("functions.create_trigger.\(name)").hasPrefix("functions.create_trigger.func\n"))
        }
    }

    @Test(arguments: [
        (
            "functions.create_trigger.scheduled_detail",
            "functions.create_trigger has no 'scheduled_detail'; did you mean 'scheduled_details'?"
        ),
        (
            "functions.create_trigger.scheduled_details.cran",
            "functions.create_trigger.scheduled_details has no 'cran'; did you mean 'cron'?"
        ),
        ("trigger.nmae", "functions.trigger has no 'nmae'; did you mean 'name'?"),
        (
            "functions.creat_trigger",
            "nothing in the API is called 'functions.creat_trigger'; did you mean:\n  functions.create_trigger  Creates a trigger that runs a function on a schedule."
        ),
        ("xyzzy", "nothing in the API is called 'xyzzy'; help() tells where to begin")
    ])
    func helpsAfterATypingError(name: String, answer: String) {
        #expect(text(name, nil) == answer)
    }

    @Test func searchesAllWordsAndPutsNamesFirst() {
        let lines = help(nil).lines(aboutOrFinding: "trigger delete")
        #expect(lines.first == "  functions.delete_trigger    Deletes a trigger; its function stays.")
        #expect(lines.contains { $0.hasPrefix("  functions.delete_namespace ") })
        #expect(text("reschedule cron", nil).hasPrefix("  functions.update_trigger "))
    }

    @Test(arguments: [
        ("resize a droplet", "  droplet:resize  "), ("How do I list my droplets?", "  droplets.list  "),
        ("pauses triggers", "  functions.update_trigger  "),
        ("reboots xyzzy", "nothing has all of these words; the nearest:\n  ")
    ])
    func searchesAsAPersonAsks(_ question: String, _ beginning: String) {
        #expect(text(question, 100).hasPrefix(beginning), "\(text(question, 100))")
    }

    @Test func beginsWithWhatFitsOneScreen() {
        let lines = help(80).overview
        #expect(lines.count <= 23 && lines.allSatisfy { DisplayWidth.of($0) <= 80 }, "\(lines.joined(separator: "\n"))")
        let words = Set(lines.joined(separator: " ").split(separator: " ").map(String.init))
        #expect(words.isSuperset(of: Catalog.standard.groupNames))
        for topic in ["groups", "helpers", "keys", "commands"] {
            #expect(lines.contains { $0.contains("?" + topic) } && text(topic).split(separator: "\n").count > 4)
        }
    }

    @Test func searchesWithTheNearestWordWhereThereIsNone() {
        #expect(
            text("reschedles", nil).hasPrefix("nothing in the API is called 'reschedles'; found with 'reschedules':\n"))
    }

    @Test func tellsOfHelperFunctions() {
        #expect(
            text("json.encode") == """
                json.encode  Writes a value as JSON text.

                  json.encode(value, options?)

                  value    any, required  A table, string, number, boolean or null.
                  options  table  How to write it.
                    pretty  boolean  In lines with indentation.
                    sorted  boolean  Members in the order of their names.

                  returns  the text

                  example
                  json.encode({ name = "nightly" }, { pretty = true })
                """)
        #expect(text("localapi").contains("\n  advance       Moves the local API's clock; schedules run"))
    }

    @Test func tellsOfWhatTheCatalogImplies() {
        #expect(
            text("functions.find_trigger") == """
                functions.find_trigger
                Finds all by name, by fields or with a function. Lists the triggers of a
                namespace.

                  functions.find_trigger(namespace_id, match)

                  match    the name, a table of fields with values, or a function that says
                           whether an item is meant
                  returns  a list of functions.trigger
                """)
        #expect(text("namespace:one_trigger").contains("\n  namespace:one_trigger(match)\n"))
        #expect(
            text("functions.each_trigger").contains("\n  for x in functions.each_trigger(namespace_id) do ... end\n"))
        #expect(text("trigger:refresh").contains("\n  calls    functions.get_trigger\n"))
    }

    @Test(arguments: Catalogs.all, [80, 40])
    func fitsTheTerminal(_ source: Catalogs.Source, width: Int) throws {
        let groups = source.catalog.groupNames.compactMap(source.catalog.group)
        let methods = groups.flatMap(\.resources).flatMap { resource in
            resource.methods.map { "\(resource.qualifiedName):\($0.name)" }
        }
        let names =
            source.catalog.operationNames + groups.map(\.name) + groups.flatMap(\.resources).map(\.qualifiedName)
        for name in names + methods {
            let lines = try #require(help(width, source.catalog).lines(about: name), "\(name)")
            // Strings in the example are not broken.
            for line in lines.prefix(while: { $0 != "  example" }) where line.count > width {
                #expect(line.split(separator: " ").contains { $0.count > width / 3 }, "\(name): \(line)")
            }
        }
    }

    @Test(arguments: Catalogs.all)
    func foldsWhatHasHundredsOfFields(_ source: Catalogs.Source) {
        for name in source.catalog.operationNames {
            #expect((help(80, source.catalog).lines(about: name) ?? []).count < 260, "\(name)")
        }
    }

    @Test(arguments: Catalogs.all)
    func leadsFromEveryFoldToWhatIsInIt(_ source: Catalogs.Source) throws {
        var asked: Set<String> = []
        for name in source.catalog.operationNames {
            for fold in folds(in: help(nil, source.catalog).lines(about: name) ?? []) where asked.insert(fold).inserted
            {
                let lines = try #require(help(nil, source.catalog).lines(about: fold), "\(fold)")
                #expect(lines.count > 2, "\(fold)")
            }
        }
    }

    private func folds(in lines: [String]) -> [String] {
        lines.compactMap { line in
            (line.firstRange(of: " fields: ?") ?? line.firstRange(of: " field: ?")).map {
                String(line[$0.upperBound...].prefix { $0 != " " })
            }
        }
    }
}
