import JSON
import Lua
import Plans
import Scripting
import Testing

@Suite("Making plans in Lua")
struct PlanMakingTests {
    let session: PlanSession

    init() throws { session = try PlanSession() }

    @Test func editsOfWhatAListGivesBecomeStepsAndNothingIsSent() throws {
        let plan = try #require(
            try session.plan(
                """
                return plan(function(p)
                  for t in ns:each_trigger() do
                    p:update(t, { is_enabled = t.name ~= "t1", scheduled_details = { body = { level = null } } })
                  end
                  for t in other:each_trigger() do assert(p:update(t, { is_enabled = false }) == false) end
                end, { title = "level off" })
                """))
        #expect(plan.title == "level off")
        #expect(plan.target?.context == "test")
        #expect(plan.unchangedCount == 1)
        #expect(plan.steps.map(\.label) == ["t1", "t2", "t3", "t4"])
        #expect(plan.steps[0].changes.map(\.path) == [["is_enabled"], ["scheduled_details", "body", "level"]])
        #expect(
            plan.steps[1].arguments["scheduled_details"] == ["cron": "2 3 * * *", "body": ["name": "Moon"]])
        #expect(session.writes.isEmpty)
    }

    @Test func aFunctionEditsACopyOrReturnsChanges() throws {
        let plan = try #require(
            try session.plan(
                """
                return plan(function(p)
                  local t = functions.get_trigger(ns, "t1")
                  p:update(t, function(copy)
                    assert(copy ~= t and copy.scheduled_details.body.level == 1)
                    copy.scheduled_details.body = { fresh = true }
                  end)
                  p:update(functions.get_trigger(ns, "t2"), function() return { is_enabled = false } end)
                end)
                """))
        #expect(plan.steps.count == 2)
        #expect(plan.steps[0].arguments["scheduled_details"]?["body"] == ["fresh": true])
        #expect(plan.steps[1].changes == [FieldChange(path: ["is_enabled"], before: true, after: false)])
    }

    @Test func problemsAreAnErrorTableWithThePlaceOfTheCall() throws {
        #expect(
            session.failure("plan(function(p) p:update(functions.get_trigger(ns, 't1'), { name = 'x' }) end)") == """
                test:1: functions.trigger t1: 'name' cannot be changed; functions.update_trigger changes is_enabled, \
                scheduled_details
                """)
        #expect(
            try session.value(
                """
                local t = functions.get_trigger(ns, "t1")
                local ok, e = pcall(plan, function(p) p:update(t, { is_enabled = 1, scheduled_details = { cron = "x" } }) end)
                return table.concat({ tostring(ok), e.kind, e.subject, e.operation, #e.problems, e.problems[1].path, e.where }, "|")
                """)
                == "false|plan|functions.trigger t1|functions.update_trigger|2|is_enabled|test:2")
    }

    @Test func resultsOfStepsStandForResourcesAndTheirFields() throws {
        let plan = try #require(
            try session.plan(
                """
                return plan(function(p)
                  local new = p:create(functions.create_namespace, { label = "new", region = "nyc1" })
                  local trigger = { name = "n", func = "a/b", type = "SCHEDULED", is_enabled = true,
                    scheduled_details = { cron = "0 1 * * *", body = { host = new.api_host } } }
                  local made = p:create("functions.create_trigger", new, trigger)
                  p:create(functions.create_access_key, new.namespace, { name = "k" })
                  p:call(functions.update_trigger, made, { is_enabled = false })
                  p:delete(functions.get_trigger(ns, "t1"), { after = { made, new } })
                end)
                """))
        #expect(plan.steps.map(\.kind) == [.create, .create, .create, .call, .delete])
        #expect(plan.steps[1].arguments["namespace_id"] == ["$step": [1, "namespace"]])
        #expect(plan.steps[1].arguments["scheduled_details"]?["body"]?["host"] == ["$step": [1, "api_host"]])
        #expect(plan.steps[2].arguments["namespace_id"] == ["$step": [1, "namespace"]])
        #expect(plan.steps[3].arguments["namespace_id"] == ["$step": [2, "namespace"]])
        #expect(plan.steps[3].arguments["trigger_name"] == ["$step": [2, "name"]])
        #expect(plan.steps[4].dependencies == [1, 2])
    }

    @Test(arguments: [
        ("functions.update_trigger(ns, 't1', { is_enabled = false })", "functions.update_trigger", "p:update"),
        ("functions.delete_namespace(ns)", "functions.delete_namespace", "p:delete"),
        ("functions.get_trigger(ns, 't1'):delete()", "functions.delete_trigger", "p:delete"),
        ("api.request{ method = 'POST', path = '/v2/x' }", "api.request", "p:create")
    ])
    func callsThatChangeSomethingAreRefusedInside(_ call: String, _ name: String, _ method: String) throws {
        #expect(
            session.failure("plan(function(p) \(call) end)")
                == "test:1: \(name): a plan's function changes nothing; \(method) in place of the call plans it")
        #expect(session.writes.isEmpty)
        // And allowed again after it.
        try session.run("functions.update_trigger(ns, 't1', { is_enabled = false })")
    }

    @Test(arguments: [
        ("plan()", "plan: expected a function that gets the plan, found nil"),
        ("plan(function() end, { titel = 'x' })", "plan: the only option is 'title', a text"),
        ("plan(function(p) p:update({}, {}) end)", "bad argument #1 to 'update'"),
        ("plan(function(p) p:create(print) end)", "p:create: expected an operation, such as functions.create_trigger"),
        (
            "plan(function(p) p:create('functions.create_triger') end)",
            "p:create: there is no operation 'functions.create_triger'; did you mean 'functions.create_trigger'?"
        ),
        ("plan(function(p) p:delete(ns, { before = 1 }) end)", "p:delete: the only option is 'after'"),
        ("plan(function(p) p:delete(ns, { after = 1 }) end)", "p:delete: 'after' is what p:create or p:call returned"),
        ("local q plan(function(p) q = p end) q:delete(ns)", "p:delete: the plan is made; it cannot be added to"),
        (
            "plan(function(p) p:update(p:create(functions.create_namespace, { label = 'a', region = 'nyc1' }), {}) end)",
            "p:update: this is made by the plan itself; give its fields to p:create"
        ),
        (
            "plan(function(p) return p:create(functions.create_namespace, { label = 'a', region = 'nyc1' }).nmespace end)",
            "a functions.namespace has no field 'nmespace'; did you mean 'namespace'?"
        ),
        (
            "plan(function(p) p:create(functions.create_namespace, { label = 'a', region = 'nyc1' }):triggers() end)",
            "functions.namespace: it is made when the plan is applied; ':triggers' cannot be called yet"
        ),
        (
            """
            local made
            plan(function(p) made = p:create(functions.create_namespace, { label = 'a', region = 'nyc1' }) end)
            plan(function(p) p:create(functions.create_access_key, made.namespace, { name = 'k' }) end)
            """, "namespace_id: found a result of another plan"
        )
    ])
    func mistakesAreTold(_ source: String, _ message: String) {
        #expect(session.failure(source)?.contains(message) == true, "\(session.failure(source) ?? "no error")")
    }

    @Test func aPlanTellsWhatItIs() throws {
        try session.run("p = plan(function(p) for t in ns:each_trigger() do p:delete(t) end end, { title = 'clear' })")
        #expect(
            try session.value(
                "return tostring(p) .. '|' .. #p .. '|' .. p.title .. '|' .. p.unchanged .. '|' .. p.summary")
                == "plan \"clear\": 0 updates, 0 creates, 4 deletes|4|clear|0|0 updates, 0 creates, 4 deletes")
        #expect(try session.value("return p.steps[1].label .. p.steps[4].operation") == "t1functions.delete_trigger")
        #expect(try session.value("return p.nothing") == "nil")
    }

    @Test func aChunkOfAnotherEngineGivesItsPlanToThisOne() throws {
        let inner = try PlanSession()
        let made = try inner.engine.makePlan(titled: "inner") { draft throws(LuaError) in
            try inner.engine.interpreter.run("local p = ... for t in ns:each_trigger() do p:delete(t) end") { stack in
                inner.engine.push(draft, to: stack)
                return 1
            }
        }
        #expect(made.steps.count == 4)
        session.engine.push(made, to: session.engine.interpreter.stack)
        session.engine.interpreter.stack.setRaw(global: "adopted")
        #expect(try session.value("return tostring(adopted)") == "plan \"inner\": 0 updates, 0 creates, 4 deletes")
    }
}
