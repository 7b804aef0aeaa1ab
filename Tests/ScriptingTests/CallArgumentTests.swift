import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// What may stand where in the arguments of a call: resources for identifiers, values before the table.
struct CallArgumentTests {
    let api = ScriptedAPI()

    /// Runs the source with a droplet `d`, a list of two `ds`, a volume `v` and a firewall `f`; the last request.
    private func request(after source: String) throws -> String {
        _ = try run(source)
        let request = try #require(api.requests.last)
        let body = String(decoding: request.body, as: UTF8.self)
        return "\(request.method) \(request.target)" + (body.isEmpty ? "" : " " + body)
    }

    private func run(_ source: String) throws -> String {
        api.answer(200, #"{"droplet":{"id":7,"name":"web-1"}}"#)
        api.answer(200, #"{"droplets":[{"id":8,"name":"web-2"},{"id":9,"name":"web-3"}]}"#)
        api.answer(200, #"{"volume":{"id":"v-1","name":"disk"}}"#)
        api.answer(200, #"{"firewall":{"id":"f-1"}}"#)
        for _ in 0..<4 { api.answer(204) }
        return try api.engine(catalog: PlacesCatalog.make()).value(
            """
            local d, ds, v, f = droplets.get(7), droplets.list(), volumes.get('v-1'), firewalls.get('f-1')
            \(source)
            """)
    }

    private func problems(of source: String) throws -> String {
        let text = try run(
            "local ok, err = pcall(function() \(source) end) return type(err) == 'table' and err.message or err")
        #expect(api.requests.count == 4, "nothing is sent")
        return text
    }

    @Test(arguments: [
        ("volumes.detach{ droplet_id = d, volume = v }", #"{"droplet_id":7,"volume":"v-1"}"#),
        ("volumes.detach{ body = { droplet_id = d, volume = v } }", #"{"droplet_id":7,"volume":"v-1"}"#),
        ("droplets.create{ name = 'a', volumes = { v, 'v-2' } }", #"{"name":"a","volumes":["v-1","v-2"]}"#),
        ("droplets.create{ name = 'a', network = { gateway = d } }", #"{"name":"a","network":{"gateway":7}}"#),
        (
            "droplets.create{ name = 'a', network = { peers = { x = d } } }",
            #"{"name":"a","network":{"peers":{"x":7}}}"#
        ),
        (
            "droplets.create{ name = 'a', rules = { { source = '::/0', droplets = ds } } }",
            #"{"name":"a","rules":[{"droplets":[8,9],"source":"::/0"}]}"#
        ),
        (
            "droplets.create{ name = 'a', rules = json.array{}, network = {} }",
            #"{"name":"a","network":{},"rules":[]}"#
        )
    ])
    func resourcesStandForIdentifiersEverywhere(source: String, body: String) throws {
        let sent = try JSONValue(parsing: Array(request(after: source).drop { $0 != "{" }.utf8))
        #expect(sent == (try JSONValue(parsing: Array(body.utf8))))
    }

    @Test(arguments: [
        ("volumes.get(v)", "GET /v2/volumes/v-1"), ("droplets.get{ droplet_id = d }", "GET /v2/droplets/7"),
        ("droplets.get('7')", "GET /v2/droplets/7"), ("volumes.get(12)", "GET /v2/volumes/12"),
        ("volumes.detach{ force = true, droplet_id = 7, volume = v }", "POST /v2/volumes/actions?force=true")
    ])
    func resourcesAndNumeralsStandInPaths(source: String, start: String) throws {
        #expect(try request(after: source).hasPrefix(start))
    }

    @Test(arguments: [
        ("d:power_off()", #"POST /v2/droplets/7/actions {"type":"power_off"}"#),
        ("d:rename('web-9')", #"POST /v2/droplets/7/actions {"name":"web-9","type":"rename"}"#),
        ("d:restore(5)", #"POST /v2/droplets/7/actions {"image":5,"type":"restore"}"#),
        ("d:restore('slug')", #"POST /v2/droplets/7/actions {"image":"slug","type":"restore"}"#),
        ("d:resize{ size = 's' }", #"POST /v2/droplets/7/actions {"size":"s","type":"resize"}"#),
        ("v:attach(d, 5)", #"POST /v2/volumes/v-1/actions {"droplet_id":7,"size":5,"type":"attach"}"#),
        ("v:attach(7, { size = 5 })", #"POST /v2/volumes/v-1/actions {"droplet_id":7,"size":5,"type":"attach"}"#),
        ("f:assign_droplets(ds)", #"POST /v2/firewalls/f-1/droplets {"droplet_ids":[8,9]}"#),
        ("f:assign_droplets{ 1, d }", #"POST /v2/firewalls/f-1/droplets {"droplet_ids":[1,7]}"#),
        ("f:assign_droplets{ droplet_ids = { d } }", #"POST /v2/firewalls/f-1/droplets {"droplet_ids":[7]}"#),
        ("d:destroy_all()", "DELETE /v2/droplets/7/dangerous")
    ])
    func methodsTakeValuesBeforeTheTable(source: String, request expected: String) throws {
        let sent = try request(after: source)
        let parts = (sent.split(separator: " ", maxSplits: 2), expected.split(separator: " ", maxSplits: 2))
        #expect(parts.0.prefix(2) == parts.1.prefix(2))
        let bodies = [parts.0, parts.1].map { $0.count > 2 ? try? JSONValue(parsing: Array($0[2].utf8)) : nil }
        #expect(bodies[0] == bodies[1], "\(sent)")
    }

    @Test(arguments: [
        "volumes.mirror('v-1', { volume_id = 'v-2', name = 'm' })", "v:mirror{ volume_id = 'v-2', name = 'm' }",
        "v:mirror('m', { volume_id = 'v-2' })", "v:mirror('m', { other = 'v-2' })",
        "volumes.mirror{ volume_id = v, other = 'v-2', name = 'm' }",
        "volumes.mirror{ volume_id = v, body = { volume_id = 'v-2', name = 'm' } }"
    ])
    func aFieldNamedAsAParameterIsGivenBesideIt(source: String) throws {
        let sent = try request(after: source)
        #expect(sent.hasPrefix("POST /v2/volumes/v-1/mirrors {"))
        #expect(sent.contains(#""volume_id":"v-2""#) && sent.contains(#""name":"m""#))
    }

    @Test func ownArgumentsOfAMethodAreOfTheFieldsKind() throws {
        _ = try run("d:destroy_all()")
        #expect(api.requests.last?.headers["x-dangerous"] == "true")
    }

    @Test(arguments: [
        ("d:resize('s')", "too many arguments before the table (x:resize{...})"),
        ("d:power_off('now')", "too many arguments before the table (x:power_off{...})"),
        ("v:attach(d, 5, 'x')", "too many arguments before the table (x:attach(droplet_id, size, {...}))"),
        ("d:rename{ type = 'resize' }", "'type' is given by rename"),
        ("d.rename('x')", "call rename with ':' on a resource: x:rename(...)")
    ])
    func valuesWithoutAPlaceAreRefused(source: String, text: String) throws {
        #expect(try problems(of: source).contains(text))
    }

    @Test func everyProblemOfReadingAndCheckingIsInOneMessage() throws {
        #expect(
            try problems(
                of: """
                    droplets.create{ nmae = 'x', volumes = { d, 'v', 5.5 }, network = { gateway = v },
                        rules = { { source = print }, { source = 'x', droplets = { 1, 'x' } } } }
                    """) == """
                    droplets.create: 7 problems:
                      network.gateway: expected a droplets.droplet, found a volumes.volume
                      rules[1].source: a function has no JSON form
                      volumes[1]: expected a volumes.volume, found a droplets.droplet
                      unknown parameter 'nmae' (did you mean 'name'?)
                      rules[2].droplets[2]: expected an integer, found "x"
                      volumes[3]: expected a string, found 5.5
                      missing: name
                    """)
    }

    @Test(arguments: [
        ("name = 'a\\xff'", "name: a string that is not UTF-8 has no JSON form"),
        ("name = 1/0", "name: a number that is infinite or not a number has no JSON form"),
        (
            "name = 'a', rules = { 1, x = 2 }",
            "rules: a table with both positions and names as keys is neither an array nor an object"
        ),
        (
            "name = 'a', network = { 1, gateway = d }",
            "network: a table with both positions and names as keys is neither an array nor an object"
        ),
        (
            "name = 'a', rules = { { source = 'x' }, nil, { source = 'y' } }",
            "rules: element 2 is nil; write null for a missing element of an array"
        ),
        ("name = 'a', network = { peers = { x = print } }", "network.peers.x: a function has no JSON form"),
        ("name = 'a', network = { [true] = 1 }", "network: a boolean as a key has no JSON form; names are strings"),
        ("name = coroutine.create(print)", "name: a coroutine has no JSON form"),
        ("name = io.stdout", "name: a userdata has no JSON form"),
        ("name = null", "name: expected a string, found null"),
        ("name = d", "name: expected a string, found a table"),
        ("name = 'a', volumes = v", "volumes: expected a list, found a table"),
        ("name = 'a', network = { gateway = ds }", "network.gateway: expected an integer, found a list")
    ])
    func valuesThatCannotBeArgumentsAreRefused(fields: String, text: String) throws {
        #expect(try problems(of: "droplets.create{ \(fields) }") == "droplets.create: " + text)
    }

    @Test(arguments: ["local t = {} t.gateway = t", "local t = {} t.peers = { x = t }"])
    func cyclesEnd(source: String) throws {
        let text = try problems(of: "\(source) droplets.create{ name = 'a', network = t }")
        #expect(text.hasPrefix("droplets.create: network."), "\(text)")
        #expect(text.contains("levels deep, perhaps in a cycle"), "\(text)")
        #expect(text.utf8.count < 1_000)
    }

    @Test func hugeListsAreToldInAFewLines() throws {
        let text = try problems(
            of: "local t = {} for i = 1, 100000 do t[i] = false end droplets.create{ name = 'a', volumes = t }")
        #expect(text.hasPrefix("droplets.create: 100000 problems:\n  volumes[1]: expected a string, found false\n"))
        #expect(text.hasSuffix("  volumes[50]: expected a string, found false\n  and 99950 more"))
    }

    @Test func bytesAreTheBodyWhereNoJSONIsTaken() throws {
        _ = try run("volumes.upload(v, { body = '\\xff\\0a' })")
        #expect(api.requests.last?.body == [0xFF, 0, 0x61])
        #expect(api.requests.last?.headers["content-type"] == "application/octet-stream")
    }

    @Test(arguments: [
        ("volumes.upload(v)", "volumes.upload: missing: body"),
        ("volumes.upload(v, { body = {} })", "volumes.upload: body: expected a string, found a table"),
        (
            "volumes.upload(v, { body = 'x', y = 1 })",
            "volumes.upload: y: given beside 'body'; put it into the body"
        )
    ])
    func aBodyOfBytesIsChecked(source: String, text: String) throws {
        #expect(try problems(of: source) == text)
    }
}
