import APIClient
import HTTPMessage
import JSON
import Lua
import Scripting
import Snippets
import Testing

/// Something that a snippet tries, and why it does not get it.
struct EscapeAttempt: CustomTestStringConvertible, Sendable {
    let source: String
    /// A part of the error that it ends with.
    let reason: String

    init(_ source: String, _ reason: String) {
        self.source = source
        self.reason = reason
    }

    var testDescription: String { source }
}

/// Foreign snippets that try to get at more than they declare. Each ends with an error that says why.
struct SandboxTests {
    /// What a snippet is run with: a header of every danger and one scope, and an API that counts what reaches it.
    private final class Cage {
        private(set) var requests: [HTTPRequest] = []
        private(set) var printed: [String] = []

        func run(
            _ source: String, header: String = "-- @danger wide\n-- @needs scope function:read\n",
            origin: Snippet.Origin = .installed, limits: SnippetLimits = SnippetLimits(),
            parameters: JSONObject = [:]
        ) throws -> [JSONValue] {
            let snippet = try Snippet(
                text: "--- escape: get out\n\(header)\(source)\n", file: "escape.lua", origin: origin,
                reader: HeaderReader())
            let engine = try SnippetEngine(snippet, limits: limits) { [self] in
                APIClient(
                    transport: InProcessTransport { request in
                        self.requests.append(request)
                        let body = #"{"namespaces":[\#(namespaceJSON)],"meta":{"total":1}}"#
                        return HTTPResponse(
                            status: 200, headers: ["content-type": "application/json"], body: Array(body.utf8))
                    }, configuration: .init(retry: RetryPolicy(maximumAttempts: 1)))
            }
            engine.printHandler = { [unowned self] in printed.append($0) }
            return try engine.run(parameters: parameters).values.map(\.json)
        }

        /// The error that the source ends with; `nothing` where it ends with none.
        func reason(
            _ source: String, header: String = "-- @danger wide\n-- @needs scope function:read\n",
            limits: SnippetLimits = SnippetLimits()
        ) -> String {
            do {
                _ = try run(source, header: header, limits: limits)
                return "nothing"
            } catch {
                return "\(error)"
            }
        }
    }

    // MARK: - What is not there

    @Test(arguments: [
        EscapeAttempt("io.open('/etc/passwd')", "global 'io'"), EscapeAttempt("io.popen('id')", "global 'io'"),
        EscapeAttempt("os.execute('id')", "field 'execute'"), EscapeAttempt("os.remove('x')", "field 'remove'"),
        EscapeAttempt("os.rename('x', 'y')", "field 'rename'"), EscapeAttempt("os.exit(0)", "field 'exit'"),
        EscapeAttempt("os.getenv('HOME')", "field 'getenv'"), EscapeAttempt("os.tmpname()", "field 'tmpname'"),
        EscapeAttempt("os.setlocale('C')", "field 'setlocale'"), EscapeAttempt("require 'os'", "global 'require'"),
        EscapeAttempt("package.loadlib('x', 'y')", "global 'package'"), EscapeAttempt("dofile 'x'", "global 'dofile'"),
        EscapeAttempt("loadfile 'x'", "global 'loadfile'"), EscapeAttempt("debug.getregistry()", "global 'debug'"),
        EscapeAttempt("string.dump(print)", "field 'dump'"), EscapeAttempt("(''):dump()", "method 'dump'"),
        EscapeAttempt("getmetatable('').__index.dump(print)", "field 'dump'"),
        EscapeAttempt("save('x', '/tmp/x')", "global 'save'"), EscapeAttempt("warn '@on'", "global 'warn'"),
        EscapeAttempt("localapi.advance '1d'", "global 'localapi'"), EscapeAttempt("help()", "global 'help'"),
        EscapeAttempt("run 'list-triggers'", "global 'run'"), EscapeAttempt("_G.io.write 'x'", "field 'io'"),
        EscapeAttempt("undo 'x'", "global 'undo'"), EscapeAttempt("resume 'x'", "global 'resume'"),
        EscapeAttempt("journals()", "global 'journals'"), EscapeAttempt("plan.load '/etc/passwd'", "global 'plan'"),
        EscapeAttempt("_G.plan(print)", "field 'plan'"),
        EscapeAttempt("rawget(_G, 'debug').sethook()", "attempt to index a nil value"),
        EscapeAttempt("assert(load 'return io.open')()", "global 'io'"),
        EscapeAttempt("assert(load('return debug.getinfo', 'x', 't', _G))()", "global 'debug'"),
        EscapeAttempt("coroutine.wrap(function() return os.getenv 'PATH' end)()", "field 'getenv'")
    ])
    func reachesNothingButTheAPI(_ attempt: EscapeAttempt) {
        #expect(Cage().reason(attempt.source).contains(attempt.reason))
    }

    @Test(arguments: [
        EscapeAttempt("assert(load('\\27Lua'))", "attempt to load a binary chunk (mode is 't')"),
        EscapeAttempt("assert(load('\\27Lua', 'x', 'b'))", "attempt to load a binary chunk (mode is '')"),
        EscapeAttempt("assert(load('\\27Lua', 'x', 'bt'))", "attempt to load a binary chunk (mode is 't')"),
        EscapeAttempt(
            "local done = false; assert(load(function() if not done then done = true; return '\\27Lua' end end))",
            "attempt to load a binary chunk (mode is 't')")
    ])
    func loadsNoCompiledChunk(_ attempt: EscapeAttempt) {
        #expect(Cage().reason(attempt.source).contains(attempt.reason))
    }

    @Test(arguments: [
        EscapeAttempt("setmetatable({}, { __gc = function() end })", "setmetatable: __gc is refused"),
        EscapeAttempt("setmetatable({}, { __gc = false })", "setmetatable: __gc is refused"),
        EscapeAttempt(
            """
            local meta, ran = {}, 0
            for i = 1, 10 do setmetatable({}, meta) end
            meta.__gc = function() ran = ran + 1 end
            for i = 1, 2e5 do local t = {} end
            error('finalizers that ran: ' .. ran)
            """, "finalizers that ran: 0"),
        EscapeAttempt(
            """
            local ran = 0
            local meta = setmetatable({}, { __index = { __gc = function() ran = ran + 1 end } })
            for i = 1, 10 do setmetatable({}, meta) end
            for i = 1, 2e5 do local t = {} end
            error('finalizers that ran: ' .. ran)
            """, "finalizers that ran: 0"),
        EscapeAttempt("collectgarbage()", "only \"count\" is offered in a snippet of others, not \"collect\""),
        EscapeAttempt("collectgarbage 'stop'", "only \"count\" is offered in a snippet of others, not \"stop\""),
        EscapeAttempt("collectgarbage('step', 1e9)", "only \"count\" is offered"),
        EscapeAttempt("error(tostring(collectgarbage 'count' > 0))", "true")
    ])
    func hasNoFinalizersAndNoCollector(_ attempt: EscapeAttempt) {
        #expect(Cage().reason(attempt.source).contains(attempt.reason))
    }

    // MARK: - Scopes

    private static let undeclared = "droplets.list needs droplet:read, which the snippet 'escape' does not declare"

    @Test(arguments: [
        EscapeAttempt("droplets.list()", undeclared),
        EscapeAttempt("for d in droplets.each() do end", undeclared),
        EscapeAttempt("coroutine.wrap(function() droplets.list() end)()", undeclared),
        EscapeAttempt(
            "local ok, e = coroutine.resume(coroutine.create(function() droplets.list() end)); error(e)", undeclared),
        EscapeAttempt("local ok, e = pcall(droplets.list); error(tostring(e))", undeclared),
        EscapeAttempt("xpcall(error, function() droplets.list() end); droplets.list()", undeclared),
        EscapeAttempt("('x'):gsub('x', function() droplets.list() end)", undeclared),
        EscapeAttempt("table.sort({ 1, 2 }, function() droplets.list() end)", undeclared),
        EscapeAttempt(
            "local t = setmetatable({}, { __index = function() return droplets.list() end }); t.x()", undeclared),
        EscapeAttempt("tostring(setmetatable({}, { __tostring = function() return droplets.list() end }))", undeclared),
        EscapeAttempt(
            "do local x <close> = setmetatable({}, { __close = function() droplets.list() end }) end", undeclared),
        EscapeAttempt("load('droplets.list()')()", undeclared),
        EscapeAttempt("for _, name in ipairs{ 'list' } do droplets[name]() end", undeclared),
        EscapeAttempt("api.request{ path = '/v2/droplets' }", undeclared),
        EscapeAttempt("api.request{ path = '/v2/%64roplets' }", undeclared),
        EscapeAttempt("api.request{ path = '/v2/droplets', query = { page = 2 } }", undeclared),
        EscapeAttempt("api.request{ method = 'head', path = '/v2/droplets' }", "and not HEAD /v2/droplets"),
        EscapeAttempt("api.request{ path = '/v2//droplets' }", "and not GET /v2//droplets"),
        EscapeAttempt("api.request{ path = '/v2/droplets/' }", "and not GET /v2/droplets/"),
        EscapeAttempt("api.request{ path = '/V2/droplets' }", "and not GET /V2/droplets"),
        EscapeAttempt("api.request{ path = '/v2/nothing' }", "may call endpoints that the catalog describes"),
        EscapeAttempt(
            "api.request{ method = 'DELETE', path = '/v2/functions/namespaces/x' }",
            "functions.delete_namespace needs function:delete, or function:admin"),
        EscapeAttempt(
            "api.request{ path = '/v2/functions/namespaces', headers = { ['X-HTTP-Method-Override'] = 'DELETE' } }",
            "headers.X-HTTP-Method-Override: set by the client"),
        EscapeAttempt(
            "api.request{ path = '/v2/functions/namespaces', headers = { ['X-Other'] = 'DELETE' } }",
            "the snippet 'escape' may send no header fields of its own"),
        EscapeAttempt(
            "api.request{ path = '/v2/functions/namespaces', headers = { Authorization = 'Bearer x' } }",
            "authorization"),
        EscapeAttempt("functions.list_namespaces()[1]:delete()", "functions.delete_namespace needs function:delete"),
        EscapeAttempt(
            "functions.list_namespaces()[1]:create_trigger{ name = 'x', func = 'p/f', type = 'SCHEDULED', is_enabled = true, scheduled_details = { cron = '* * * * *' } }",
            "functions.create_trigger needs function:create"),
        EscapeAttempt("functions_access_key.list 'x'", "functions.list_access_keys needs"),
        EscapeAttempt(
            "one_clicks.install_kubernetes{ addon_slugs = { 'x' }, cluster_uuid = '7a4c28c3-4c9a-4f3e-8d9b-0a1b2c3d4e5f' }",
            "one_clicks.install_kubernetes needs"),
        EscapeAttempt("account.get()", "account.get needs account:read")
    ])
    func callsOnlyWhatItDeclares(_ attempt: EscapeAttempt) {
        let cage = Cage()
        let reason = cage.reason(attempt.source)
        #expect(reason.localizedContains(attempt.reason), "\(reason)")
        // Nothing but what it declared has been sent.
        #expect(cage.requests.allSatisfy { $0.method == "GET" && $0.path == "/v2/functions/namespaces" })
    }

    @Test func callsWhatItDeclares() throws {
        let cage = Cage()
        #expect(try cage.run("return #functions.list_namespaces()") == [1])
        #expect(try cage.run("return api.request{ path = '/v2/functions/namespaces' }.meta.total") == [1])
    }

    @Test func isHeldToItsDanger() {
        let header = "-- @danger update\n-- @needs scope function:delete, scope function:read\n"
        let cage = Cage()
        #expect(
            cage.reason("functions.delete_namespace 'x'", header: header).contains(
                "the snippet 'escape' declares '@danger update', and functions.delete_namespace is 'delete'"))
        #expect(
            cage.reason("api.request{ method = 'DELETE', path = '/v2/functions/namespaces/x' }", header: header)
                .contains("declares '@danger update'"))
        #expect(cage.requests.isEmpty)
    }

    @Test(arguments: [
        EscapeAttempt(
            "plan:call('droplets.destroy_by_tag', { tag_name = 'x' })", "droplets.destroy_by_tag needs droplet:delete"),
        EscapeAttempt(
            "plan:delete(functions.list_namespaces()[1])", "functions.delete_namespace needs function:delete"),
        EscapeAttempt(
            "plan:create('functions.create_namespace', { label = 'x', region = 'nyc1' })",
            "functions.create_namespace needs function:create")
    ])
    func plansOnlyWhatItDeclares(_ attempt: EscapeAttempt) {
        let reason = Cage().reason("local p, plan = ... " + attempt.source)
        #expect(reason.contains("escape: the plan is refused: " + attempt.reason), "\(reason)")
    }

    @Test func scopesHoldForTheUsersOwnAndForBuiltInSnippetsToo() {
        for origin in [Snippet.Origin.own, .builtIn] {
            let error = #expect(throws: SnippetFailure.self) { try Cage().run("droplets.list()", origin: origin) }
            #expect(error?.description.contains(Self.undeclared) == true)
        }
    }

    // MARK: - Limits

    private static let tooLong = "escape: it computed for more than"
    private static let tooMuch = "escape: it needs more than 48 MiB"

    @Test(arguments: [
        EscapeAttempt("while true do end", tooLong), EscapeAttempt("::again:: goto again", tooLong),
        EscapeAttempt("while true do pcall(error) end", tooLong),
        EscapeAttempt("while true do pcall(function() while true do end end) end", tooLong),
        EscapeAttempt(
            "local f = coroutine.wrap(function() while true do coroutine.yield() end end) while true do f() end",
            tooLong),
        EscapeAttempt("coroutine.wrap(function() while true do end end)()", tooLong),
        EscapeAttempt("while true do xpcall(error, function() while true do end end) end", tooLong),
        EscapeAttempt(
            "while true do xpcall(function() while true do end end, function() while true do end end) end", tooLong),
        EscapeAttempt("local x <close> = setmetatable({}, { __close = function() while true do end end })", tooLong),
        EscapeAttempt(
            "while true do local x <close> = setmetatable({}, { __close = function() while true do end end }) error() end",
            tooLong),
        EscapeAttempt("error(setmetatable({}, { __tostring = function() while true do end end }))", tooLong),
        EscapeAttempt("table.sort({ 3, 2, 1 }, function() while true do end end)", tooLong),
        EscapeAttempt("while true do load(function() return ' ' end) end", tooLong),
        EscapeAttempt("('a'):rep(3000):find('.-.-.-.-b')", tooLong),
        EscapeAttempt("('a'):rep(5000):match('(a*)(a*)(a*)(a*)b')", tooLong),
        EscapeAttempt("for m in ('a'):rep(5000):gmatch('a-a-a-a-b') do end", tooLong),
        EscapeAttempt("('a'):rep(5000):gsub('.*.*.*.*b', '')", tooLong),
        EscapeAttempt("string.find(('('):rep(400000), '%b()' .. '%b()x')", tooLong),
        EscapeAttempt("while true do pcall(string.find, ('a'):rep(3000), '.-.-.-.-b') end", tooLong),
        EscapeAttempt("('x'):rep(1e9)", tooMuch),
        EscapeAttempt("local t = {} while true do t[#t + 1] = {} end", tooMuch),
        EscapeAttempt("local s = 'x' while true do s = s .. s end", tooMuch),
        EscapeAttempt("local t = {} while true do t[#t + 1] = coroutine.create(print) end", tooMuch),
        EscapeAttempt(
            "table.concat(setmetatable({}, { __index = function(_, i) return ('x'):rep(1e6) end }), '', 1, 1e6)",
            tooMuch),
        EscapeAttempt("('x'):rep(1e6):gsub('x', ('y'):rep(1e6))", tooMuch),
        EscapeAttempt("('x'):rep(-1):rep(1e18); error('length ' .. #(''):rep(1e18))", "length 0"),
        EscapeAttempt("table.move({}, 1, 1e15, 2)", "table.move: more than 10000000 items"),
        EscapeAttempt("table.move({}, math.mininteger, math.maxinteger, 2)", "table.move: more than 10000000 items"),
        EscapeAttempt(
            "table.insert(setmetatable({}, { __len = function() return 2^53 end }), 1, 0)",
            "table.insert: tables with __len"),
        EscapeAttempt(
            "table.remove(setmetatable({}, { __len = function() return 2^53 end }), 1)",
            "table.remove: tables with __len"),
        EscapeAttempt(
            "table.sort(setmetatable({}, { __len = function() return 2^30 end }), print)",
            "table.sort: tables with __len"),
        EscapeAttempt(
            "table.concat(setmetatable({}, { __len = function() return 2^53 end }))", "table.concat: tables with __len"),
        EscapeAttempt(
            "table.unpack(setmetatable({}, { __len = function() return 2^30 end }))", "table.unpack: tables with __len"),
        EscapeAttempt(
            "local t = {} for i = 1, 1000001 do t[i] = 1 end table.sort(t)", "table.sort: more than 1000000 items"),
        EscapeAttempt("string.format('%999d', 1)", "invalid conversion"),
        EscapeAttempt(
            "json.decode(('[],'):rep(1e6))", "json.decode: a snippet of others may decode 1572864 bytes at most"),
        EscapeAttempt("os.date('%Ez')", "invalid conversion specifier")
    ])
    func isHeldToTheLimits(_ attempt: EscapeAttempt) {
        // What is to run out of memory must not run out of time first.
        let time = attempt.reason == Self.tooLong ? Duration.milliseconds(300) : .seconds(60)
        let reason = Cage().reason(attempt.source, limits: SnippetLimits(memory: 48 << 20, time: time))
        #expect(reason.contains(attempt.reason) && reason != "nothing", "\(reason)")
    }

    @Test(arguments: [
        EscapeAttempt("local function f() return 1 + f() end f()", "stack overflow"),
        EscapeAttempt("local function f() return ('x'):gsub('x', f) end f()", "stack overflow"),
        EscapeAttempt(
            "local t = {} setmetatable(t, { __index = function(t, k) return t[k] end }) return t.x", "stack overflow"),
        EscapeAttempt("local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x", "loop"),
        EscapeAttempt("local function f() return coroutine.wrap(f)() end f()", "stack overflow"),
        EscapeAttempt("assert(load(('('):rep(1e5)))", "overflow"),
        EscapeAttempt("assert(load('return ' .. ('{'):rep(1e5)))", "overflow"),
        EscapeAttempt("('x'):rep(300):find(('x?'):rep(300) .. 'y')", "pattern too complex"),
        EscapeAttempt("('x'):rep(50):find(('(x'):rep(40))", "too many captures"),
        EscapeAttempt("local function f() local ok, e = pcall(f) error(e, 0) end f()", "overflow"),
        EscapeAttempt("local t = {} t[1] = t json.encode(t)", "perhaps in a cycle"),
        EscapeAttempt("json.decode(('['):rep(1e5))", "expected at most 512 levels of nesting"),
        EscapeAttempt("local t = {} for i = 1, 1e5 do t = { t } end json.encode(t)", "deep"),
        EscapeAttempt("string.rep('x', math.maxinteger)", "too large"),
        EscapeAttempt("table.unpack({}, 1, 1e8)", "too many results"),
        EscapeAttempt("select(-1)", "out of range"), EscapeAttempt("wait({}, { timeout = math.huge })", "wait:"),
        EscapeAttempt("curl(function() end)", "curl: the function made no call"),
        EscapeAttempt("coroutine.yield()", "outside a coroutine")
    ])
    func survivesWhatOverflows(_ attempt: EscapeAttempt) {
        let reason = Cage().reason(attempt.source)
        #expect(reason.contains(attempt.reason), "\(reason)")
    }

    @Test func waitingDoesNotCountAsComputing() throws {
        // The scripted API answers at once; a wait of its own is longer than the limit, by the client's clock.
        let cage = Cage()
        let limits = SnippetLimits(time: .seconds(5))
        #expect(
            try cage.run("for i = 1, 300 do functions.list_namespaces() end return 'done'", limits: limits) == ["done"])
    }

    // MARK: - What comes out

    @Test(arguments: [
        EscapeAttempt("return print", "what it returns cannot leave the snippet"),
        EscapeAttempt("local t = {} t.t = t return t", "what it returns cannot leave the snippet"),
        EscapeAttempt("return coroutine.create(print)", "what it returns cannot leave the snippet"),
        EscapeAttempt("return { f = function() end }", "what it returns cannot leave the snippet"),
        EscapeAttempt("return 0 / 0", "what it returns cannot leave the snippet")
    ])
    func returnsOnlyValues(_ attempt: EscapeAttempt) {
        #expect(Cage().reason(attempt.source).contains(attempt.reason))
    }

    @Test func readingAResultRunsNothing() throws {
        let source = """
            local called = false
            local function trap() called = true error 'trap' end
            return setmetatable({ 1, 2 }, { __index = trap, __pairs = trap, __len = trap, __tostring = trap, __name = 'x' })
            """
        #expect(try Cage().run(source) == [[1, 2]])
    }

    @Test func theStringLibraryOfOneIsNotThatOfAnother() throws {
        #expect(
            try Cage().run("getmetatable('').__index = function() return error end string.find = nil return 1") == [1])
        #expect(try Cage().run("return ('abc'):find 'b'") == [2, 2])
    }

    @Test func aMistypedParameterIsNoAbsentOne() throws {
        let header = "-- @param match string\n"
        #expect(
            Cage().reason("local p = ... return p.mtch", header: header).contains(
                "the header has no parameter 'mtch'; did you mean 'match'?"))
        #expect(try Cage().run("local p = ... return p.match == nil", header: header) == [true])
    }

    @Test func printsGoToTheHandler() throws {
        let cage = Cage()
        _ = try cage.run("print('a', 1, nil, setmetatable({}, { __tostring = function() return 'x' end }))")
        #expect(cage.printed == ["a\t1\tnil\tx"])
    }

    @Test func theUsersOwnHasTheWholeLibrary() throws {
        let source = "return type(io.open), type(os.getenv), type(require), type(debug), type(save), type(dofile)"
        #expect(
            try Cage().run(source, origin: .own) == [
                "function", "function", "function", "table", "function", "function"
            ])
    }
}

extension String {
    fileprivate func localizedContains(_ part: String) -> Bool { lowercased().contains(part.lowercased()) }
}
