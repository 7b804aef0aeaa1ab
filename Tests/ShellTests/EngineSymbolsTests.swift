import APIClient
import Catalog
import HTTPMessage
import JSON
import LineEditor
import Lua
import Scripting
import Shell
import Testing

/// Completion beside a real interpreter: nothing of what it looks at runs, and nothing is sent.
struct EngineSymbolsTests {
    private let engine: Engine
    private let completion: CompletionEngine
    private let requests = Requests()

    private final class Requests {
        var count = 0
    }

    init() throws {
        engine = try Engine { [requests] in
            requests.count += 1
            return APIClient(
                transport: InProcessTransport { request in
                    let droplet = #"{"droplet":{"id":12,"name":"web-1","status":"active"}}"#
                    let namespaces = #"{"namespaces":[{"namespace":"fn-1","label":"jobs"}]}"#
                    return HTTPResponse(
                        status: 200, headers: ["content-type": "application/json"],
                        body: Array((request.path.hasPrefix("/v2/droplets") ? droplet : namespaces).utf8))
                })
        }
        completion = CompletionEngine(source: EngineSymbols(engine: engine))
    }

    private func run(_ chunk: String) throws { _ = try engine.interpreter.run(chunk, named: "=test") }

    private func texts(_ text: String) -> [String] {
        completion.completions(for: text, cursor: text.utf8.count).candidates.map(\.text)
    }

    @Test func metamethodsAreNeverCalled() throws {
        try run(
            """
            touched = 0
            local function touch() touched = touched + 1 error("touched") end
            local traps = {}
            for _, name in ipairs{ "__index", "__pairs", "__len", "__tostring", "__name", "__call", "__eq", "__lt", "__close",
                "__newindex", "__metatable", "__gc" } do
                traps[name] = touch
            end
            traps.__metatable = nil
            traps.__gc = nil
            trap = setmetatable({ plain = 1, inner = setmetatable({ deep = 2 }, traps), go = touch }, traps)
            """)
        for text in [
            "trap.", "trap.pl", "trap.missing.x", "trap.inner.", "trap:", "trap[1].", "tra", "trap.go(", "trap{ ",
            "?trap."
        ] {
            _ = texts(text)
        }
        #expect(texts("trap.pl") == ["plain"])
        #expect(texts("trap.inner.d") == ["deep"])
        #expect(texts("trap:g") == ["go("])
        try run("assert(touched == 0)")
        #expect(requests.count == 0)
    }

    @Test func inheritedNamesAreFoundWithoutAsking() throws {
        try run(
            """
            local base = { shared = 1, act = function() end }
            child = setmetatable({ own = 2 }, { __index = setmetatable({}, { __index = base }) })
            loop = setmetatable({}, {}) getmetatable(loop).__index = loop
            """)
        #expect(texts("child.") == ["own", "shared"])
        #expect(texts("child:a") == ["act("])
        #expect(texts("loop.x") == [])
    }

    @Test func aResourceTellsWhatItsMethodsNeed() throws {
        try run("ns = functions.list_namespaces()[1] d = droplets.get(12)")
        let source = EngineSymbols(engine: engine)
        var namespace = Field(name: "namespace_id", schema: Schema(.string))
        namespace.resource = "functions.namespace"
        var other = Field(name: "trigger_name", schema: Schema(.string))
        other.resource = "functions.trigger"
        #expect(source.value(of: ["ns"], for: namespace) == "fn-1")
        #expect(source.value(of: ["ns"], for: other) == nil)
        #expect(source.value(of: ["d"], for: namespace) == nil)
        #expect(source.value(of: ["d", "id"], for: namespace) == 12)
        #expect(source.value(of: ["d", "name"], for: namespace) == "web-1")
        #expect(source.value(of: ["print"], for: namespace) == nil)
        #expect(texts("ns:create_tr") == ["create_trigger{ "])
        #expect(texts("ns:delete") == ["delete("])
        #expect(requests.count == 1)
    }

    @Test func namesWithAnUnderscoreComeWhereOneIsTyped() throws {
        try run("_hidden = 1 hidden = 2")
        #expect(texts("hid") == ["hidden"])
        #expect(texts("_hid") == ["_hidden"])
    }
}
