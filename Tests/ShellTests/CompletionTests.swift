import LineEditor
import Shell
import Testing

struct CompletionTests {
    /// The completions where `|` stands in a text.
    private func complete(_ marked: String) -> CompletionList {
        let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
        return CompletionEngine(source: FixedSymbols())
            .completions(for: parts.joined(), cursor: parts[0].utf8.count)
    }

    @Test(arguments: [
        ("dr|", ["droplets"]), ("x = fun|", ["functions", "function"]), ("local drift = 1\ndr|", ["drift", "droplets"]),
        ("for key in pairs(t) do ke|", ["key"]), ("local function f(dry, b) dr|", ["dry", "droplets"]),
        ("functions.|", ["create_trigger", "create_namespace"]), ("functions.create_n|", ["create_namespace{ "]),
        ("functions.create_n|(", ["create_namespace"]), ("a.b.|", ["c"]), ("a[1].b.|", ["c"]), ("a['x y'].|", ["c"]),
        ("a[i].b.|", []), ("f()[1].b.|", []),
        ("f(a[1].b.|", ["c"]), ("ns:|", ["create_trigger{ "]),
        ("f().|", []), ("DRO|", ["droplets"]), ("dpl|", ["droplets"]), ("-- dr|", []), ("'dr|", []), ("12|", []),
        ("local dr|", []), ("pri|", ["print("]), ("print(dr|)", ["droplets"])
    ])
    func findsNames(text: String, expected: [String]) {
        #expect(complete(text).candidates.map(\.text) == expected)
    }

    @Test(arguments: [
        (
            "functions.create_trigger{|",
            ["namespace_id", "name", "type", "is_enabled", "func", "scheduled_details", "end_"]
        ),
        ("functions.create_trigger{ n|", ["namespace_id", "name"]),
        ("functions.create_trigger(ns, {|", ["name", "type", "is_enabled", "func", "scheduled_details", "end_"]),
        ("ns:create_trigger{ name = 'x', |", ["type", "is_enabled", "func", "scheduled_details", "end_"]),
        ("ns:create_trigger{ name = f(a, {b = 1}),\n type = 'x', i|", ["is_enabled"]),
        ("functions.create_trigger(n|", ["ns", "nil", "not"]), ("ns:create_trigger{ no|", ["not"]),
        ("ns:create_trigger{ scheduled_details = { |", ["cron"]),
        ("ns:create_trigger{ scheduled_details = { cron = '' }, func = '', |", ["name", "type", "is_enabled", "end_"]),
        ("x = { n|", ["nil", "not", "ns"])
    ])
    func findsParameterNames(text: String, expected: [String]) {
        let labels = complete(text).candidates.map(\.label)
        #expect(text.hasPrefix("x") ? labels.sorted() == expected : labels == expected)
    }

    @Test(arguments: [
        ("droplet:resize{ |", ["size", "disk"]),
        ("volumes.post_by_id('v', { |", ["type", "region", "droplet_id", "tags", "size_gigabytes"]),
        ("create_firewall{ inbound_rules = {{ |", ["protocol", "ports", "sources"]),
        ("create_firewall{ inbound_rules = { { ports = '22' }, { protocol = 'tcp', |", ["ports", "sources"])
    ])
    func findsParametersOfActionsAndListItems(text: String, expected: [String]) {
        #expect(complete(text).candidates.map(\.label) == expected)
    }

    @Test func insertsAParameterWithItsSign() {
        let candidate = complete("ns:create_trigger{ sched|").candidates.first
        #expect(
            candidate
                == CompletionCandidate(text: "scheduled_details = ", label: "scheduled_details", description: "table"))
        #expect(complete("ns:create_trigger{ ty|").candidates.first?.description == "required · string")
    }

    @Test(arguments: [
        ("ns:create_trigger{ type = |", ["\"SCHEDULED\"", "\"MANUAL\""]),
        ("ns:create_trigger{ type = \"S|", ["SCHEDULED"]), ("ns:create_trigger{ is_enabled = |", ["true", "false"]),
        ("ns:create_trigger{ is_enabled = tr|", ["true"]), ("ns:create_trigger{ name = \"|", []),
        ("create_record('x', { type = \"|", ["A", "AAAA"]), ("create_record('x', { type = \"M|", ["MX"]),
        ("create_firewall{ inbound_rules = {{ protocol = \"|", ["tcp", "udp"])
    ])
    func findsValues(text: String, expected: [String]) {
        #expect(complete(text).candidates.prefix(2).map(\.text) == expected)
    }

    @Test(arguments: [
        (".|", [".help", ".exit"]), (".he|", [".help"]), (".mode js|", ["json", "jsonl"]), ("x = 1\n.h|", [])
    ])
    func findsCommandsAtTheStartOnly(text: String, expected: [String]) {
        #expect(complete(text).candidates.map(\.text) == expected)
    }

    @Test func replacesTheWordAtTheCursor() {
        #expect(complete("x = dr|").replacing == 4..<6)
        #expect(complete("größe = dr|").replacing == 10..<12)
        #expect(complete("x = functions.|").replacing == 14..<14)
    }

    @Test func survivesEveryCutOfALongText() {
        let text =
            "local t <const> = { a = { f('x', [[y]]), --c\n b = 0x1p4 }, ['k'] = ns:create_trigger{ type = \"S\" } }"
        for cursor in 0...text.utf8.count {
            let list = CompletionEngine(source: FixedSymbols()).completions(for: text, cursor: cursor)
            #expect(list.replacing.upperBound == cursor || list.candidates.isEmpty)
        }
    }
}

struct ContinuationTests {
    /// Decides as Lua would for the texts below, written down from `lua5.4`.
    private func load(_ text: String) -> Continuation.LoadResult {
        switch text {
        case "return 1 +\n", "return {\n", "for i = 1, 3 do\n": .failure(message: "x near <eof>", isIncomplete: true)
        case "return x\n", "x = 1\n": .success
        default: .failure(message: "unexpected symbol", isIncomplete: false)
        }
    }

    @Test(arguments: [
        ("x", Continuation.complete(isExpression: true)), ("x = 1", .complete(isExpression: false)),
        ("1 +", .incomplete), ("{", .incomplete), ("for i = 1, 3 do", .incomplete),
        ("x = = 1", .invalid(message: "unexpected symbol"))
    ])
    func looksAtBothReadings(text: String, expected: Continuation) {
        #expect(Continuation.of(text, load: load) == expected)
    }
}
