import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// How Lua arguments become a request.
struct CallingTests {
    let api = ScriptedAPI()

    private func target(after source: String, answering json: String = "{}") throws -> String {
        api.answer(200, json)
        _ = try api.engine().value(source)
        let request = try #require(api.requests.first)
        return "\(request.method) \(request.target) \(String(decoding: request.body, as: UTF8.self))"
    }

    @Test func takesOneTable() throws {
        #expect(
            try target(
                after: "functions.update_trigger{ namespace_id = 'fn-1', trigger_name = 'a b', is_enabled = false }")
                == #"PUT /v2/functions/namespaces/fn-1/triggers/a%20b {"is_enabled":false}"#)
    }

    @Test func takesPathParametersFirst() throws {
        #expect(
            try target(after: "functions.update_trigger('fn-1', 'a/b', { is_enabled = true })")
                == #"PUT /v2/functions/namespaces/fn-1/triggers/a%2Fb {"is_enabled":true}"#)
    }

    @Test(arguments: ["func = 'f'", "function_ = 'f'", "['function'] = 'f'"])
    func takesEverySpellingOfAKeyword(field: String) throws {
        let request = try target(
            after: """
                functions.create_trigger('fn-1', { name = 'n', \(field), type = 'SCHEDULED', is_enabled = true,
                    scheduled_details = { cron = '* * * * *', body = { id = 9007199254740993, list = json.array{} } } })
                """)
        #expect(request.hasPrefix("POST /v2/functions/namespaces/fn-1/triggers "))
        #expect(request.contains(#""function":"f""#))
        #expect(request.contains(#""id":9007199254740993"#))
        #expect(request.contains(#""list":[]"#))
    }

    @Test func takesAResourceForItsIdentifier() throws {
        api.answer(200, #"{"namespace":\#(namespaceJSON)}"#)
        api.answer(200, #"{"triggers":[\#(triggerJSON)]}"#)
        for _ in 0..<4 { api.answer(200, #"{"trigger":\#(triggerJSON)}"#) }
        _ = try api.engine().value(
            """
            local ns = functions.get_namespace('fn-1')
            local t = functions.list_triggers(ns)[1]
            functions.get_trigger(ns, 'nightly')
            functions.get_trigger(t)
            functions.get_trigger(ns, t)
            functions.get_trigger{ namespace_id = ns, trigger_name = t }
            """)
        #expect(api.requests.dropFirst().first?.target == "/v2/functions/namespaces/fn-1/triggers")
        #expect(
            api.requests.dropFirst(2).map(\.target)
                == Array(repeating: "/v2/functions/namespaces/fn-1/triggers/nightly", count: 4))
    }

    @Test func refusesBeforeAnythingIsSent() throws {
        let engine = try api.engine()
        let message = try engine.value(
            """
            local ok, err = pcall(functions.create_trigger, 'fn-1', { nmae = 'x', type = 'scheduled', is_enabled = 1,
                scheduled_details = { cron = '99 * * * *' } })
            return tostring(err)
            """)
        #expect(
            message == """
                functions.create_trigger: 5 problems:
                  is_enabled: expected true or false, found 1
                  unknown parameter 'nmae' (did you mean 'name'?)
                  scheduled_details.cron: cron "99 * * * *", column 1: minute 99 is out of range; write 0 to 59
                  type: expected "SCHEDULED", found "scheduled" (did you mean "SCHEDULED"?)
                  missing: name, function
                """)
        #expect(api.requests.isEmpty)
    }

    @Test(arguments: [
        ("functions.list_namespaces('x')", "functions.list_namespaces: too many arguments before the table"),
        ("functions.get_namespace(print)", "namespace_id: a function has no JSON form"),
        ("functions.get_namespace('a', { namespace_id = 'b' })", "'namespace_id' is given twice"),
        ("functions.get_namespace{ 'fn-1' }", "the table of arguments has names for keys, found a number"),
        ("functions.lst_triggers()", "functions has no operation 'lst_triggers'; did you mean 'list_triggers'?"),
        ("api.request{ pth = '/v2' }", "api.request: unknown field 'pth'; did you mean 'path'?"),
        ("response()", "response: no call was made yet")
    ])
    func explainsMisuse(source: String, text: String) throws {
        let engine = try api.engine()
        let error = #expect(throws: LuaError.self) { try engine.value(source) }
        #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
        #expect(error?.message.hasPrefix("test:1: ") == true, "\(error?.message ?? "")")
        #expect(api.requests.isEmpty)
    }

    @Test func reachesAnyEndpoint() throws {
        #expect(
            try target(
                after: "api.request{ method = 'POST', path = '/v2/x', query = { a = {1, 'b'} }, body = { n = 1 } }")
                == #"POST /v2/x?a=1&a=b {"n":1}"#)
    }

    @Test func printsTheEquivalentCommand() throws {
        let command = try api.engine().value("return curl(functions.delete_trigger, 'fn-1', \"it's\")")
        #expect(command.contains("-X DELETE"))
        #expect(command.contains("$DIGITALOCEAN_TOKEN"))
        #expect(command.hasSuffix("'https://api.digitalocean.com/v2/functions/namespaces/fn-1/triggers/it%27s'"))
    }
}
