import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// How answers become Lua values.
struct ResultTests {
    let api = ScriptedAPI()

    @Test func unwrapsTheRootKey() throws {
        api.answer(200, #"{"namespace":\#(namespaceJSON)}"#)
        #expect(try api.engine().value("return functions.get_namespace('fn-1').label") == "jobs")
    }

    @Test func isLossless() throws {
        api.answer(200, #"{"trigger":\#(triggerJSON)}"#)
        let text = try api.engine().value("return json.encode(functions.get_trigger('fn-1', 'nightly'))")
        #expect(try JSONValue(parsing: text) == JSONValue(parsing: triggerJSON))
    }

    @Test func readsANullMemberAsNil() throws {
        api.answer(200, #"{"trigger":\#(triggerJSON)}"#)
        #expect(
            try api.engine().value(
                """
                local t = functions.get_trigger('fn-1', 'nightly')
                return table.concat({ tostring(t.scheduled_runs.last_run_at), t.func, t["function"] }, " ")
                """) == "nil reports/nightly reports/nightly")
    }

    @Test func givesResourcesTheirMethods() throws {
        api.answer(200, #"{"namespace":\#(namespaceJSON)}"#)
        api.answer(200, #"{"triggers":[\#(triggerJSON)]}"#)
        api.answer(200, #"{"trigger":\#(triggerJSON)}"#)
        api.answer(204)
        let result = try api.engine().value(
            """
            local names = {}
            for t in functions.get_namespace('fn-1'):each_trigger() do
                names[#names + 1] = tostring(t)
                t:update{ is_enabled = false }
                names[#names + 1] = tostring(t:delete())
            end
            return table.concat(names, ", ")
            """)
        #expect(result == "functions.trigger nightly, true")
        #expect(api.requests.map(\.method) == ["GET", "GET", "PUT", "DELETE"])
    }

    @Test func remembersTheCallForWhatAResourceDoesNotCarry() throws {
        api.answer(201, #"{"access_key":{"id":"dof_v1_1","name":"ci","secret":"hidden","expires_at":null}}"#)
        api.answer(200, "{}")
        #expect(
            try api.engine().value("return functions.create_access_key('fn-1', { name = 'ci' }):delete()") == "true")
        #expect(api.requests.last?.target == "/v2/functions/namespaces/fn-1/keys/dof_v1_1")
    }

    @Test func tellsTheResponse() throws {
        api.answer(
            200, #"{"namespaces":[]}"#,
            headers: [
                "X-Request-Id": "7f0c", "ratelimit-limit": "250", "ratelimit-remaining": "249", "ratelimit-reset": "5"
            ])
        let engine = try api.engine()
        #expect(
            try engine.value(
                """
                local r = response(functions.list_namespaces())
                return table.concat({ r.status, r.request_id, r.rate_limit.remaining, r.operation,
                    r.headers["content-type"], response().path }, " ")
                """) == "200 7f0c 249 functions.list_namespaces application/json /v2/functions/namespaces")
    }

    @Test func raisesATable() throws {
        api.answer(404, #"{"id":"not_found","message":"trigger not found","request_id":"88d1"}"#)
        let engine = try api.engine()
        #expect(
            try engine.value(
                """
                local ok, e = pcall(function() return functions.get_trigger('fn-1', 'x') end)
                return table.concat({ tostring(ok), e.status, e.id, e.message, e.request_id, e.operation, e.method, e.path,
                    e.where, e.kind }, "|")
                """)
                == "false|404|not_found|trigger not found|88d1|functions.get_trigger|GET|"
                + "/v2/functions/namespaces/fn-1/triggers/x|test:1|api")
    }

    @Test(arguments: ["<html>", #"{"namespace":"#, "\u{FEFF}{}"])
    func explainsAnAnswerThatIsNotJSON(body: String) throws {
        api.answer(200, body)
        let engine = try api.engine()
        let message = try engine.value("return tostring(select(2, pcall(functions.get_namespace, 'fn-1')))")
        #expect(message.hasPrefix("functions.get_namespace: 200: the answer is not valid JSON: "), "\(message)")
    }

    @Test func passesThroughAnAnswerWithoutTheRootKey() throws {
        api.answer(200, #"{"other":1}"#)
        #expect(try api.engine().value("return functions.get_namespace('fn-1').other") == "1")
    }

    @Test func callsFromACoroutineOfTheScript() throws {
        api.answer(200, #"{"namespace":\#(namespaceJSON)}"#)
        api.answer(200, #"{"namespace":\#(namespaceJSON)}"#)
        #expect(
            try api.engine().value(
                """
                local f = coroutine.wrap(function()
                    coroutine.yield(functions.get_namespace('fn-1').label)
                    return (('x'):gsub('.', function() return functions.get_namespace('fn-1').region end))
                end)
                return f() .. " " .. f()
                """) == "jobs nyc1")
    }

    @Test func listsTheOperations() throws {
        #expect(
            try api.engine().value(
                """
                local all = api.operations()
                local names = {}
                for _, o in ipairs(all) do
                    if o.group == 'functions' then names[#names + 1] = o.name .. ' ' .. o.danger end
                end
                table.sort(names)
                return #names .. " " .. names[1]
                """) == "13 functions.create_access_key create")
    }

    @Test func offersTheAliases() throws {
        api.answer(200, #"{"access_keys":[],"count":0}"#)
        #expect(try api.engine().value("return #functions_access_key.list('fn-1')") == "0")
        #expect(try api.engine().value("local n = 0 for _ in pairs(functions) do n = n + 1 end return n") == "22")
    }
}
