import APIClient
import Glibc
import HTTPMessage
import JSON
import Lua
import Plans
import Scripting
import TestSupport
import Testing

@Suite("Applying plans in Lua")
struct PlanApplyingTests {
    let session: PlanSession

    init() throws {
        session = try PlanSession()
        try session.run(
            """
            function pausing() return plan(function(p)
              for t in ns:each_trigger() do p:update(t, { is_enabled = false }) end
            end) end
            function enabled()
              local names = {}
              for t in ns:each_trigger() do if t.is_enabled then names[#names + 1] = t.name end end
              return table.concat(names, " ")
            end
            """)
    }

    @Test func makesTheChangesAfterOneLookAtAList() throws {
        try session.run("p = pausing()")
        let before = session.requests.count
        #expect(
            try session.value("r = p:apply() return r.succeeded .. '|' .. tostring(r.complete) .. '|' .. #r.errors")
                == "4|true|0")
        #expect(session.writes.map(\.method) == ["PUT", "PUT", "PUT", "PUT"])
        #expect(session.requests.count - before == 5)
        #expect(try session.value("return enabled()") == "")
        #expect(try session.value("return p.journal == r.journal and journals()[1].name == r.journal") == "true")
        #expect(try session.value("return tostring(r)").hasPrefix("4 of 4 done; journal "))
        #expect(session.engine.partialRunCount == 0)
    }

    @Test func createsWhatLaterStepsNeedAndReturnsIt() throws {
        try session.run(
            """
            r = plan(function(p)
              local new = p:create(functions.create_namespace, { label = "new", region = "nyc1" })
              p:create(functions.create_trigger, new, { name = "n", func = "a/b", type = "SCHEDULED", is_enabled = true,
                scheduled_details = { cron = "0 1 * * *", body = { id = new.namespace } } })
            end):apply()
            """)
        #expect(
            try session.value(
                """
                local made = functions.one_namespace("new")
                local t = functions.get_trigger(made, "n")
                return t.scheduled_details.body.id == made.namespace and r.results[1].namespace == made.namespace
                """) == "true")
    }

    @Test func whatHasChangedSinceIsLeftAloneAndTold() throws {
        try session.run(
            """
            p = plan(function(p)
              for t in ns:each_trigger() do p:update(t, { scheduled_details = { cron = "9 9 * * *" } }) end
            end)
            functions.update_trigger(ns, "t2", { scheduled_details = { cron = "2 3 * * *", body = { name = "Sun" } } })
            functions.delete_trigger(ns, "t3")
            functions.update_trigger(ns, "t4", { is_enabled = false })
            """)
        #expect(
            try session.value("r = p:apply{ on_error = 'continue' } return r.succeeded .. '|' .. r.skipped") == "2|2")
        #expect(
            try session.value("return r.errors[1].message") == """
                it has changed since the plan was made: scheduled_details.body.level was 2, and is absent; \
                scheduled_details.body.name was "Moon", and is "Sun"
                """)
        #expect(try session.value("return r.errors[1].changes[2].after .. '|' .. r.errors[1].label") == "Sun|t2")
        #expect(try session.value("return r.errors[2].message") == "it does not exist any more")
        #expect(try session.value("return functions.get_trigger(ns, 't2').scheduled_details.cron") == "2 3 * * *")
        #expect(session.engine.partialRunCount == 1)
    }

    @Test func whatHasChangedStopsItBeforeTheFirstRequestWhereAsked() throws {
        try session.run("p = pausing() functions.update_trigger(ns, 't2', { is_enabled = false })")
        try session.run("functions.update_trigger(ns, 't3', { is_enabled = false })")
        try session.run("functions.delete_trigger(ns, 't1')")
        let writes = session.writes.count
        #expect(
            session.failure("p:apply{ on_error = 'stop' }") == """
                test:1: p:apply: 1 of 4 steps no longer fit; nothing was changed
                  t1: it does not exist any more
                """)
        #expect(session.writes.count == writes)
    }

    @Test func forceAppliesWhatHasChanged() throws {
        try session.run(
            """
            p = plan(function(p)
              p:update(functions.get_trigger(ns, "t2"), { scheduled_details = { cron = "9 9 * * *" } })
            end)
            functions.update_trigger(ns, "t2", { scheduled_details = { cron = "7 7 * * *", body = { name = "Sun" } } })
            p:apply{ force = true }
            """)
        #expect(try session.value("return functions.get_trigger(ns, 't2').scheduled_details.body.name") == "Moon")
    }

    @Test func asksOnceAboutAllOfIt() throws {
        session.answer = .typed("4")
        try session.run("p = plan(function(p) for t in ns:each_trigger() do p:delete(t) end end)")
        #expect(try session.value("return p:apply().succeeded") == "4")
        #expect(session.questions.map(\.summary) == ["delete 4 triggers"])
        #expect(session.shown.count == 1)
    }

    @Test func aNoChangesNothing() throws {
        session.answer = .no
        try session.run("p = plan(function(p) for t in ns:each_trigger() do p:delete(t) end end) p:show()")
        #expect(session.failure("p:apply()") == "test:1: approval: refused: not confirmed")
        #expect(session.writes.isEmpty)
        // It was shown before, and is not shown again with the question.
        #expect(session.shown.count == 1)
        #expect(try session.value("return #journals()") == "0")
    }

    @Test func failuresAreToldAndTheRestIsDone() throws {
        try session.run("p = pausing() functions.delete_trigger(ns, 't2')")
        #expect(
            try session.value("r = p:apply{ check = false } return r.succeeded .. '|' .. r.failed .. '|' .. r.skipped")
                == "3|1|0")
        #expect(
            try session.value("return r.errors[1].label .. ' ' .. r.errors[1].status .. ' ' .. r.errors[1].outcome")
                == "t2 404 failed")
        #expect(
            try session.value("return tostring(r)").contains("\n  t2: failed: functions.update_trigger: 404 not_found"))
    }

    @Test func savesForItsOwnerAloneAndAppliesLater() throws {
        let path = session.folder.file("plan.json")
        #expect(try session.value("p = pausing() return p:save('\(path)')") == path)
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(
            session.failure("p:save('\(path)')")
                == "test:1: save: \(path): the file exists; { overwrite = true } replaces it")
        try session.run("p:save('\(path)', { overwrite = true }) q = plan.load('\(path)')")
        #expect(try session.plan("return q") == session.plan("return p"))
        #expect(try session.value("return q:apply().succeeded .. enabled()") == "4")
    }

    @Test func aPlanOfAnotherAddressOrTokenIsRefused() throws {
        let path = session.folder.file("plan.json")
        try session.run("pausing():save('\(path)')")
        session.engine.planTarget = { PlanTarget(context: "prod", address: "https://api.example.com", account: "2") }
        #expect(
            session.failure("plan.load('\(path)'):apply()") == """
                test:1: p:apply: the plan was made with another token, of the context 'test'; if it is of the same account, \
                { force = true } applies it
                """)
        session.engine.planTarget = { PlanTarget(context: "prod", address: "https://other.example.com") }
        #expect(
            session.failure("plan.load('\(path)'):apply()") == """
                test:1: p:apply: the plan is of the context 'test' at https://api.example.com, and this session talks to \
                prod at https://other.example.com
                """)
        #expect(session.writes.isEmpty)
    }

    @Test func aSecretGoesIntoAFileOnlyWhereAsked() throws {
        let path = session.folder.file("plan.json")
        try session.run(
            """
            p = plan(function(p)
              p:call(dedicated_inferences.patch, "3f2b4c1e-8a5d-4f0e-9b7c-2d6e1a0f5c33",
                { access_tokens = { hugging_face_token = "hf_0123456789" } })
            end)
            """)
        #expect(
            session.failure("p:save('\(path)')") == """
                test:1: p:save: step 1 needs the secret access_tokens.hugging_face_token, which would be readable in the \
                file; { secrets = true } writes it all the same
                """)
        try session.run("p:save('\(path)', { secrets = true })")
        #expect(try session.plan("return plan.load('\(path)')") == session.plan("return p"))
        #expect(try session.value("return json.encode(p.steps)").contains("hf_0123456789") == false)
    }

    @Test(arguments: [
        ("{ concurrency = 0 }", "p:apply: concurrency is a number from 1 to 256"),
        ("{ on_error = 'retry' }", "p:apply: on_error is \"continue\" or \"stop\""),
        ("{ journal = 'x' }", "p:apply: journal is true or false"),
        ("{ chekc = false }", "p:apply: unknown option 'chekc'; did you mean 'check'?")
    ])
    func wrongOptionsAreTold(_ options: String, _ message: String) {
        #expect(session.failure("pausing():apply(\(options))") == "test:1: \(message)")
    }

    @Test func aDryRunIsNoRunOfThePlan() throws {
        try session.run("p = pausing() dry_run(function() p:apply() end)")
        #expect(session.writes.isEmpty)
        #expect(try session.value("return p:apply().succeeded .. #journals()") == "41")
    }

    @Test func aPlanIsAppliedOnceUnlessItWasTakenBack() throws {
        try session.run(
            "p = plan(function(p) p:create(functions.create_namespace, { label = 'new', region = 'nyc1' }) end) p:apply()"
        )
        let journal = try session.value("return p.journal")
        #expect(
            session.failure("p:apply()") == """
                test:1: p:apply: the plan was applied already; resume("\(journal)") goes on with what is left, and \
                { force = true } does all of it once more
                """)
        #expect(try session.value("p:undo() return p:apply().succeeded .. #functions.list_namespaces()") == "13")
    }

    @Test func anEmptyPlanHasNothingToDo() throws {
        #expect(
            try session.value("r = plan(function() end):apply() return tostring(r) .. tostring(r.journal)")
                == "0 of 0 donenil")
    }

    @Test func anInterruptedRunSaysHowFarItIsAndIsResumed() throws {
        try session.run("p = pausing()")
        let interpreter = session.engine.interpreter
        session.willAnswer = { [session] request in
            if request.method == "PUT", session.writes.count == 1 { interpreter.interrupt() }
        }
        let error = #expect(throws: LuaError.self) { try session.run("p:apply{ concurrency = 1 }") }
        #expect(error?.kind == .interrupted)
        session.willAnswer = { _ in }
        let note = try #require(session.notes.last)
        // What had left was answered; nothing began after that.
        let done = session.writes.count
        #expect(done < 4)
        #expect(note.hasPrefix("interrupted; \(done) of 4 steps done; resume(\""))
        #expect(try session.value("return journals()[1].state .. journals()[1].done") == "interrupted\(done)")
        #expect(try session.value("r = resume(journals()[1]) return r.succeeded .. enabled()") == "4")
        #expect(session.writes.count == 4)
        #expect(try session.value("return journals()[1].state") == "finished")
    }
}

@Suite("Taking runs back in Lua")
struct PlanUndoingTests {
    let session: PlanSession

    init() throws { session = try PlanSession() }

    @Test func undoBringsBackWhatWasThere() throws {
        try session.run(
            """
            before = json.encode(ns:triggers()[1].scheduled_details, { sorted = true })
            p = plan(function(p)
              for t in ns:each_trigger() do
                if t.name == "t4" then p:delete(t)
                else p:update(t, { scheduled_details = { cron = "9 9 * * *", body = null } }) end
              end
              p:create(functions.create_namespace, { label = "new", region = "nyc1" })
            end)
            r = p:apply()
            """)
        #expect(try session.value("return #functions.list_namespaces() .. #ns:triggers()") == "33")
        #expect(
            try session.value("return #undo_plan(r) .. ' ' .. undo_plan(r.journal).summary")
                == "5 3 updates, 1 create, 1 delete")
        #expect(try session.value("u = p:undo() return u.succeeded .. tostring(u.complete)") == "5true")
        #expect(
            try session.value("return json.encode(ns:triggers()[1].scheduled_details, { sorted = true }) == before")
                == "true")
        #expect(try session.value("return #functions.list_namespaces() .. #ns:triggers()") == "24")
        #expect(try session.value("return journals()[1].undoes == r.journal and journals()[2].state") == "undone")
    }

    @Test func whatSomebodyChangedSinceStays() throws {
        try session.run(
            """
            r = plan(function(p)
              for t in ns:each_trigger() do p:update(t, { is_enabled = false }) end
            end):apply()
            functions.update_trigger(ns, "t1", { scheduled_details = { cron = "7 7 * * *" } })
            functions.update_trigger(ns, "t2", { is_enabled = true, scheduled_details = { cron = "7 7 * * *" } })
            """)
        #expect(try session.value("u = undo(r) return u.succeeded .. u.skipped") == "40")
        #expect(try session.value("return functions.get_trigger(ns, 't2').scheduled_details.cron") == "7 7 * * *")
    }

    @Test(arguments: [
        ("undo('nothing')", "undo: the journal nothing is not in "), ("undo()", "bad argument #1 to 'undo'"),
        ("plan(function() end):undo()", "p:undo: the plan was not applied here"),
        ("resume('../x')", "resume: the journal ../x is not in ")
    ])
    func mistakesAreTold(_ source: String, _ message: String) {
        #expect(session.failure(source)?.contains(message) == true, "\(session.failure(source) ?? "no error")")
    }
}
