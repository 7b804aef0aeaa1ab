import Catalog
import Lua
import Shell
import Testing

/// Definitions for lua-language-server.
struct AnnotationTests {
    @Test(arguments: Catalogs.all)
    func followTheGrammarAndDefineEveryNameOnce(_ source: Catalogs.Source) {
        let grammar = AnnotationGrammar(AnnotationWriter(catalog: source.catalog).text)
        #expect(grammar.mistakes.isEmpty, "\(grammar.mistakes.sorted().prefix(40).joined(separator: "\n"))")
    }

    @Test(arguments: Catalogs.all)
    func haveEveryOperationAndResource(_ source: Catalogs.Source) throws {
        let grammar = AnnotationGrammar(AnnotationWriter(catalog: source.catalog).text)
        for operation in source.catalog.allOperations {
            #expect(grammar.functions["function " + operation.qualifiedName] == 1, "\(operation.qualifiedName)")
        }
        for group in source.catalog.groupNames.compactMap(source.catalog.group) {
            for resource in group.resources { #expect(grammar.definitions[resource.qualifiedName] == 1) }
        }
    }

    @Test(arguments: Catalogs.all)
    func areLuaInEachFile(_ source: Catalogs.Source) throws {
        let interpreter = try Interpreter()
        for file in AnnotationWriter(catalog: source.catalog).files {
            #expect(file.text.hasPrefix("---@meta\n"))
            try interpreter.stack.load(file.text, named: "=" + file.name)
            interpreter.stack.pop()
        }
    }

    @Test func describeACallInBothForms() throws {
        let text = AnnotationWriter(catalog: .standard).text
        let lines = """
            ---Creates a trigger that runs a function on a schedule.
            ---
            ---`POST /v2/functions/namespaces/{namespace_id}/triggers`
            ---
            ---Needs function:create or function:admin.
            ---@param namespace_id string|functions.namespace The namespace's identifier.
            ---@param arguments functions.create_trigger.Fields
            ---@return functions.trigger
            ---@overload fun(arguments: functions.create_trigger.Arguments): functions.trigger
            function functions.create_trigger(namespace_id, arguments) end

            """
        #expect(text.contains(lines))
    }

    @Test func describeTheFieldsOfACall() {
        let text = AnnotationWriter(catalog: .standard).text
        let lines = """
            ---@class functions.create_trigger.Fields
            ---@field name string The name to give it, unique within the namespace.
            ---@field func? string The function to run, with its package where it has one.
            ---@field function_? string The same as func.
            ---@field ["function"]? string The same as func.
            ---@field type "SCHEDULED" The kind of trigger.
            ---@field is_enabled boolean Whether it runs from the start; false creates it paused.
            ---@field scheduled_details functions.ScheduledDetails.Input

            ---@class functions.create_trigger.Arguments: functions.create_trigger.Fields
            ---@field namespace_id string|functions.namespace The namespace's identifier.

            """
        #expect(text.contains(lines))
    }

    @Test func describeAMethod() {
        let text = AnnotationWriter(catalog: .standard).text
        let lines = """
            ---Pauses, resumes or reschedules a trigger.
            ---
            ---`PUT /v2/functions/namespaces/{namespace_id}/triggers/{trigger_name}`
            ---
            ---Needs function:update or function:admin.
            ---@param arguments? functions.update_trigger.Fields
            ---@return functions.trigger
            function object:update(arguments) end

            """
        #expect(text.contains(lines))
    }

    /// Every trap of names in one file.
    @Test func takeNamesThatAreNoIdentifiers() throws {
        let catalog = try Catalog(files: [CatalogFile(group: "traps", text: Self.traps)])
        let text = AnnotationWriter(catalog: catalog).text
        let grammar = AnnotationGrammar(text)
        #expect(grammar.mistakes.isEmpty, "\(grammar.mistakes.joined(separator: "\n"))")
        let interpreter = try Interpreter()
        try interpreter.stack.load(text, named: "=traps")
        for line in [
            "---@field [\"public\"]? boolean A word for visibility.", "---@field end_? string",
            "---@field [\"end\"]? string The same as end_.", "---@field _1_click? \"a\"",
            "---@field note? string # (in brackets)", "---@field mode? traps.act.Fields.mode",
            "---@alias traps.act.Fields.mode\n---| \"on\"\n---| \"off \\\"now\\\"\"\n", "---@param goto_ integer"
        ] {
            #expect(text.contains(line), "\(line)")
        }
    }

    private static let traps = #"""
        group traps
            about Names that are hard to write.

        parameter goto: integer example=1 -- A place.

        operation act
            id traps_act
            POST /v2/traps/{goto}
            about Acts.
            body
                public: boolean -- A word for visibility.
                end: string
                1-click: string in(a)
                note: string -- (in brackets)
                mode: string in(on, "off \"now\"")
            returns 204
            errors 401
        """#
}
