import APIClient
import HTTPMessage
import JSON
import LocalAPI
import Lua
import Scripting
import Testing

/// A read-only context has no way round: whatever makes a write, it is refused, and nothing reaches the API.
struct ReadOnlyTests {
    private let api: LocalAPI
    private let requests: Requests

    private final class Requests {
        var all: [String] = []
        var writes: [String] { all.filter { !$0.hasPrefix("GET ") } }
    }

    init() throws {
        api = try LocalAPI(.init(storage: .memory))
        requests = Requests()
    }

    private func engine(_ policy: Policy) throws -> Engine {
        try Engine { [api, requests] in
            var configuration = APIClient.Configuration(policy: policy)
            configuration.token = try Token(LocalAPI.exampleToken, from: "a test")
            return APIClient(
                transport: InProcessTransport { request in
                    requests.all.append("\(request.method) \(request.target)")
                    return api.respond(to: request)
                }, configuration: configuration)
        }
    }

    /// Ways that a write may take; `ns`, `t` and `d` are a namespace, a trigger and a droplet.
    static let routes = [
        "functions.create_namespace{ label = 'x', region = 'nyc1' }",
        "functions.delete_namespace(ns)",
        "functions.update_trigger(ns, 'nightly', { is_enabled = false })",
        "t:update{ is_enabled = false }",
        "t:delete()",
        "d:power_off()",
        "droplets.destroy_by_tag{ tag_name = 'web' }",
        "droplet_actions.post_by_tag{ tag_name = 'web', type = 'power_off' }",
        "api.request{ method = 'POST', path = '/v2/tags', body = { name = 'x' } }",
        "api.request{ method = 'delete', path = '/v2/droplets/1' }",
        "api.request{ method = 'PATCH', path = '/v2/nothing' }",
        "for t in ns:each_trigger() do t:delete() end",
        "for n in functions.each_namespace() do n:delete() end",
        "for _, t in ipairs(ns:triggers()) do t:delete() end",
        "functions.one_trigger(ns, 'nightly'):delete()",
        "parallel({ 1, 2 }, function() t:delete() end, { on_error = 'stop' })",
        "await(async(function() t:delete() end))",
        "coroutine.wrap(function() t:delete() end)()",
        "coroutine.wrap(function() coroutine.wrap(function() t:delete() end)() end)()",
        "table.sort({ 3, 2, 1 }, function(a, b) t:delete() return a < b end)",
        "string.gsub('a', 'a', function() t:delete() end)",
        "setmetatable({}, { __index = function() t:delete() end }).x()",
        "do local _ <close> = setmetatable({}, { __close = function() t:delete() end }) end",
        "wait(t:delete(), { gone = true })",
        "save(t:delete(), '/nonexistent/x')",
        "load('t:delete()')()",
        "xpcall(function() t:delete() end, function(e) t:delete() error(e) end) t:delete()",
        "dry_run(function() end) t:delete()",
        "plan(function(p) p:delete(t) end):apply()",
        "plan(function(p) for i = 1, 3 do p:create('tags.create', { name = 'x' .. i }) end end):apply()",
        "plan(function(p) p:update(t, { is_enabled = false }) end):apply{ journal = false }"
    ]

    @Test(arguments: routes) func aWriteIsRefused(route: String) throws {
        let setUp = try engine(.unrestricted)
        _ = try setUp.value(
            """
            local ns = functions.create_namespace{ label = 'jobs', region = 'nyc1' }
            ns:create_trigger{ name = "nightly", func = "f/g", type = "SCHEDULED", is_enabled = true,
                scheduled_details = { cron = "1 2 * * *" } }
            droplets.create{ name = "web-1", region = "nyc1", size = "s-1vcpu-1gb", image = "ubuntu-24-04-x64", tags = { "web" } }
            """)
        let engine = try engine(Policy(context: "the context 'prod'", isReadOnly: true))
        requests.all = []
        _ = try engine.value(
            "ns = functions.list_namespaces()[1] t = ns:triggers()[1] d = droplets.list()[1] assert(t and d)")
        let reads = requests.all.count
        #expect(reads == 3)
        let error = #expect(throws: LuaError.self) { try engine.value(route) }
        #expect(
            error?.message.contains("refused: the context 'prod' is read-only, and ") == true, "\(error?.message ?? "")"
        )
        #expect(requests.writes == [])
    }

    @Test func aTaskThatNobodyAwaitsIsRefusedToo() throws {
        let engine = try engine(Policy(isReadOnly: true))
        _ = try engine.value(
            "async(function() functions.create_namespace{ label = 'x', region = 'nyc1' } end) sleep(0)")
        #expect(requests.writes == [])
    }
}
