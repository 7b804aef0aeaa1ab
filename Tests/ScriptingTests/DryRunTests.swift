import APIClient
import HTTPMessage
import JSON
import LocalAPI
import Lua
import Scripting
import Testing

/// `dry_run` and dry clients against the local API, with what reached it.
struct DryRunTests {
    private final class Stage {
        let api: LocalAPI
        var requests: [String] = []
        var shown: [String] = []
        var writes: [String] { requests.filter { !$0.hasPrefix("GET ") } }

        init() throws { api = try LocalAPI(.init(storage: .memory)) }

        func engine(isDry: Bool = false, policy: Policy = .unrestricted) throws -> Engine {
            let engine = try Engine { [self] in
                var configuration = APIClient.Configuration(policy: policy)
                configuration.token = try Token(LocalAPI.exampleToken, from: "a test")
                let transport = InProcessTransport { request in
                    self.requests.append("\(request.method) \(request.target)")
                    return self.api.respond(to: request)
                }
                let client = APIClient(transport: transport, configuration: configuration)
                if isDry { client.dryRun = DryRun { self.shown.append($0.text) } }
                return client
            }
            engine.dryRunHandler = { self.shown.append($0.text) }
            return engine
        }
    }

    private let stage: Stage
    private let engine: Engine

    init() throws {
        stage = try Stage()
        engine = try stage.engine()
    }

    private let create = "functions.create_namespace{ label = 'jobs', region = 'nyc1' }"

    @Test func showsWritesAndSendsReads() throws {
        let count = try engine.value(
            "r, n = dry_run(function() local ns = \(create) return #functions.list_namespaces() end) return #r .. n")
        #expect(count == "10")
        #expect(stage.shown == [#"DRY POST /v2/functions/namespaces {"label":"jobs","region":"nyc1"}"#])
        #expect(stage.requests == ["GET /v2/functions/namespaces"])
        #expect(
            try engine.value("return json.encode(r[1], { sorted = true })")
                == #"{"body":{"label":"jobs","region":"nyc1"},"danger":"create","method":"POST","operation":"functions.create_namespace","path":"/v2/functions/namespaces"}"#
        )
    }

    @Test func aStubIsAResourceThatGoesOnDry() throws {
        let lines = try engine.value(
            """
            local lines = {}
            dry_run(function()
                local ns = \(create)
                local t = ns:create_trigger{ name = "nightly", func = "f/g", type = "SCHEDULED", is_enabled = true,
                    scheduled_details = { cron = "1 2 * * *" } }
                lines[1] = tostring(ns) .. " " .. ns.namespace .. " " .. ns.region
                lines[2] = tostring(t) .. " " .. t.namespace
                t = t:update{ is_enabled = false }
                lines[3] = tostring(t.is_enabled) .. " " .. t.scheduled_details.cron
                lines[4] = #ns:triggers() .. " " .. tostring(t:refresh().is_enabled)
                t:delete()
                local ok, err = pcall(t.refresh, t)
                lines[5] = err.status .. " " .. err.message
                wait(t, { gone = true })
            end)
            return table.concat(lines, "\\n")
            """)
        #expect(
            lines == """
                functions.namespace jobs dry-run-1 nyc1
                functions.trigger nightly dry-run-1
                false 1 2 * * *
                1 false
                404 deleted by this dry run
                """)
        #expect(stage.requests == [])
    }

    @Test func whatIsWaitedForIsReady() throws {
        let text = try engine.value(
            """
            local text
            dry_run(function()
                local d = droplets.create{ name = "web-1", region = "nyc1", size = "s-1vcpu-1gb", image = "ubuntu-24-04-x64" }
                local action = wait(d):power_off()
                text = d.id .. " " .. d.region.slug .. " " .. d.status .. " " .. wait(action).status
            end)
            return text
            """)
        #expect(text == "990000000001 nyc1 active completed")
        #expect(stage.requests == [])
    }

    @Test func changesWhatExistsInACopy() throws {
        let text = try engine.value(
            """
            local ns = \(create)
            local t = ns:create_trigger{ name = "nightly", func = "f/g", type = "SCHEDULED", is_enabled = true,
                scheduled_details = { cron = "1 2 * * *", body = { a = 1 } } }
            local text
            dry_run(function()
                local changed = t:update{ scheduled_details = { cron = "5 5 * * *" } }
                text = changed.scheduled_details.cron .. " " .. changed.scheduled_details.body.a .. " " .. t.scheduled_details.cron
            end)
            return text .. " " .. t:refresh().scheduled_details.cron
            """)
        #expect(text == "5 5 * * * 1 1 2 * * * 1 2 * * *")
        #expect(stage.writes.count == 2)
    }

    @Test func checksArgumentsAllTheSame() throws {
        let error = #expect(throws: LuaError.self) {
            try engine.value("dry_run(function() functions.create_namespace{ labl = 'x' } end)")
        }
        #expect(error?.message.contains("functions.create_namespace: ") == true)
        #expect(stage.shown == [])
    }

    @Test(arguments: [
        "pcall(dry_run, function() error('x') end)", "dry_run(function() end)",
        "dry_run(function() dry_run(function() end) end)",
        "local co = coroutine.wrap(function() dry_run(function() coroutine.yield() end) end) co()",
        "local co = coroutine.create(function() dry_run(function() coroutine.yield() end) end) coroutine.resume(co) coroutine.close(co)",
        "pcall(dry_run, 1)"
    ])
    func callsOutsideAreSent(before: String) throws {
        _ = try engine.value(before + " " + create)
        #expect(stage.writes.count == 1 && stage.shown == [])
    }

    static let inside = [
        "CALL", "pcall(function() CALL end)", "coroutine.wrap(function() CALL end)()",
        "parallel({ 1, 2, 3, 4, 5 }, function() CALL end, { concurrency = 2 })", "await(async(function() CALL end))",
        "dry_run(function() CALL end)", "dry_run(function() end) CALL",
        "table.sort({ 2, 1 }, function(a, b) CALL return a < b end)",
        "api.request{ method = 'POST', path = '/v2/tags', body = { name = 'x' } }",
        "for _ in droplets.each() do end CALL", "outer()",
        "plan(function(p) p:create('functions.create_namespace', { label = 'x', region = 'nyc1' }) end):apply()"
    ]

    @Test(arguments: inside) func everythingInsideIsDry(source: String) throws {
        _ = try engine.value(
            """
            outer = coroutine.wrap(function() while true do \(create) coroutine.yield() end end)
            dry_run(function() \(source.replacing("CALL", with: create)) end)
            """)
        #expect(stage.writes == [] && !stage.shown.isEmpty)
    }

    @Test func whatRunsBesideIsSent() throws {
        // The second task waits for nothing of the first, which is in a dry run all the time.
        _ = try engine.value(
            """
            parallel({ true, false }, function(is_dry)
                local function work()
                    functions.list_namespaces()
                    functions.create_namespace{ label = is_dry and "dry" or "real", region = "nyc1" }
                    functions.list_namespaces()
                end
                if is_dry then dry_run(work) else work() end
            end)
            """)
        #expect(stage.shown == [#"DRY POST /v2/functions/namespaces {"label":"dry","region":"nyc1"}"#])
        #expect(stage.writes.count == 1)
    }

    @Test func aTaskStaysDryThoughTheRunIsOver() throws {
        _ = try engine.value("local t dry_run(function() t = async(function() sleep(0.01) \(create) end) end) await(t)")
        #expect(stage.writes == [] && stage.shown.count == 1)
    }

    @Test(arguments: [
        "kept:delete()", "kept:triggers()", "functions.get_namespace(kept)", "wait(kept, { gone = true })"
    ])
    func stubsAreOfNoUseOutside(source: String) throws {
        _ = try engine.value("dry_run(function() kept = \(create) end)")
        let error = #expect(throws: LuaError.self) { try engine.value(source) }
        #expect(error?.message.contains("a dry run that is over made it") == true)
        #expect(stage.requests == [])
    }

    @Test func aDryClientSendsNoWriteAtAll() throws {
        let engine = try stage.engine(isDry: true)
        _ = try engine.value("local ns = \(create) ns:delete() dry_run(function() \(create) end)")
        #expect(stage.requests == [] && stage.shown.count == 3 && engine.isDry)
    }

    @Test func hidesSecrets() throws {
        let key = "dop_v1_" + String(repeating: "ab", count: 32)
        _ = try engine.value(
            """
            dry_run(function()
                api.request{ method = "POST", path = "/v2/x", body = { note = "\(key)", password = "hunter2", ok = true } }
            end)
            """)
        #expect(
            stage.shown == [
                #"DRY POST /v2/x {"note":"dop_v1_[redacted]","ok":true,"password":"[redacted]"}"#
            ])
    }

    @Test func aReadOnlyContextShowsWhatItWouldRefuse() throws {
        let engine = try stage.engine(policy: Policy(isReadOnly: true))
        _ = try engine.value("dry_run(function() \(create) end)")
        #expect(stage.shown.count == 1 && stage.requests == [])
        #expect(throws: LuaError.self) { try engine.value(create) }
    }
}
