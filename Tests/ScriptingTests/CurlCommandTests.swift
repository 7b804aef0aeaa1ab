import HTTPMessage
import Lua
import Scripting
import Testing

/// `curl` for every way there is to make a call.
struct CurlCommandTests {
    static let calls = [
        ("functions.list_namespaces", "'https://api.digitalocean.com/v2/functions/namespaces'"),
        ("'functions.get_namespace', 'fn-1'", "'https://api.digitalocean.com/v2/functions/namespaces/fn-1'"),
        ("functions.delete_namespace, ns", "-X DELETE"),
        ("ns.delete, ns", "-X DELETE"),
        ("ns.triggers, ns", "/namespaces/fn-1/triggers'"),
        ("ns.each_trigger, ns", "/namespaces/fn-1/triggers'"),
        ("functions.one_trigger, ns, 'nightly'", "/namespaces/fn-1/triggers'"),
        ("droplets.each", "/v2/droplets?per_page=200'"),
        ("function() return ns:delete() end", "-X DELETE"),
        ("wait, ns, { gone = true }", "/v2/functions/namespaces/fn-1'"),
        (
            "api.request, { method = 'PUT', path = '/v2/x', body = { a = 1 } }",
            "--data-raw '{\"a\":1}' 'https://api.digitalocean.com/v2/x'"
        )
    ]

    @Test(arguments: calls) func givesTheCommandAndSendsNothing(arguments: String, part: String) throws {
        let api = ScriptedAPI()
        let engine = try api.engine()
        api.answer(200, "{\"namespace\":\(namespaceJSON)}")
        _ = try engine.value("ns = functions.get_namespace('fn-1')")
        let command = try engine.value("return curl(\(arguments))")
        #expect(command.hasPrefix("curl ") && command.contains(part), "\(command)")
        #expect(api.requests.count == 1)
        // What comes after is sent again.
        api.answer(204)
        _ = try engine.value("ns:delete()")
        #expect(api.requests.count == 2)
    }

    @Test(arguments: [
        ("1", "curl: expected an operation"), ("function() end", "curl: the function made no call"),
        ("function() error('mine') end", "mine"), ("functions.get_namespace", "missing: namespace_id")
    ])
    func saysWhatIsWrong(arguments: String, message: String) throws {
        let engine = try ScriptedAPI().engine()
        let error = #expect(throws: LuaError.self) { try engine.value("return curl(\(arguments))") }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
}
