import MoontideShell
import Testing

/// Functions of a program, called from Lua.
@Suite(.serialized)
struct FunctionTests {
    private struct App: Encodable {
        var name: String
        var replicas: Int
    }

    private enum Region: String, CaseIterable {
        case east, west
    }

    private struct Refusal: Error, CustomStringConvertible {
        var description: String { "there is no app 'wbe'" }
    }

    private let shell: Shell

    init() throws {
        shell = try Shell(name: "acme", connection: .none)
        try shell.add(
            FunctionGroup(
                "acme", "Acme's apps.",
                functions: [
                    Function(
                        "deploy", "Deploys an app.", Parameter("app", .string, "Which one."),
                        Parameter("replicas", .integer(in: 1...9), "How many.", default: 1),
                        Parameter.optional("region", .choice(Region.self), "Where.")
                    ) { app, replicas, region -> Value in
                        ["app": .string(app), "replicas": .integer(Int64(replicas)), "west": .bool(region == .west)]
                    },
                    Function("refuse", "Fails.") { throw Refusal() },
                    Function("list", "Lists.") { [App(name: "web", replicas: 2), App(name: "api", replicas: 1)] }
                ]))
    }

    private func message(of source: String, in shell: Shell? = nil) -> String? {
        do throws(ShellError) {
            try (shell ?? self.shell).evaluate(source)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func takeRequiredArgumentsBeforeTheTableOrInIt() throws {
        let deployed: Value = ["app": "web", "replicas": 3, "west": true]
        #expect(try shell.evaluate("acme.deploy('web', { replicas = 3, region = 'west' })") == [deployed])
        #expect(try shell.evaluate("acme.deploy{ app = 'web', replicas = 3, region = 'west' }") == [deployed])
    }

    @Test func takeDefaultsForWhatIsLeftOut() throws {
        #expect(try shell.evaluate("acme.deploy('web')") == [["app": "web", "replicas": 1, "west": false]])
    }

    @Test func returnStructuresAsTables() throws {
        #expect(try shell.evaluate("acme.list()[2].name, #acme.list()") == ["api", 2])
        #expect(try shell.evaluate("return acme.list()[1]") == [["name": "web", "replicas": 2]])
    }

    @Test func refuseArgumentsInTheWordsOfTheAPI() {
        #expect(
            message(of: "acme.deploy{ ap = 'web', replicas = 12, region = 'wets' }") == """
                evaluation:1: acme.deploy: 4 problems:
                  unknown parameter 'ap' (did you mean 'app'?)
                  region: expected "east" or "west", found "wets" (did you mean "west"?)
                  replicas: expected 1 to 9, found 12
                  missing: app
                """)
        #expect(
            message(of: "acme.deploy('web', 3)")
                == "evaluation:1: acme.deploy: too many arguments before the table (acme.deploy(app, {...}))")
        #expect(
            message(of: "acme.deploy('web', { app = 'api' })") == "evaluation:1: acme.deploy: 'app' is given twice")
        #expect(
            message(of: "acme.deploy(true)") == "evaluation:1: acme.deploy: app: expected a string, found true")
        #expect(
            message(of: "acme.refuse(1)")
                == "evaluation:1: acme.refuse: too many arguments before the table (acme.refuse{...})")
    }

    @Test func sayWhatIsNearAWrongName() {
        #expect(
            message(of: "acme.depoly()")
                == "evaluation:1: acme has no function 'depoly'; did you mean 'deploy'?")
    }

    @Test func raiseWhatTheirClosuresThrow() throws {
        #expect(message(of: "acme.refuse()") == "evaluation:1: acme.refuse: there is no app 'wbe'")
        let caught = try shell.evaluate(
            "local _, e = pcall(acme.refuse) return e.kind, e.operation, e.message, e.where")
        #expect(caught == ["application", "acme.refuse", "there is no app 'wbe'", .null])
    }

    @Test func returnNothingWhereTheyReturnNothing() throws {
        let calls = Calls()
        try shell.add(
            Function("note", "Notes.", Parameter("text", .string, "What.")) { text in calls.texts.append(text) })
        #expect(try shell.evaluate("note('a') note{ text = 'b' }") == [])
        #expect(try shell.evaluate("select('#', note('c'))") == [0])
        #expect(calls.texts == ["a", "b", "c"])
    }

    @Test func mayEvaluateWhileTheyRun() throws {
        let shell = shell
        try shell.add(
            Function("twice", "Doubles.", Parameter("n", .integer, "What.")) { [unowned shell] n in
                try shell.evaluate("\(n) * 2")
            })
        #expect(try shell.evaluate("twice(twice(4)[1])[1]") == [16])
    }

    @Test func takeEveryKindOfValue() throws {
        try shell.add(
            Function(
                "echo", "Gives back.", Parameter("text", .string(length: 1...4), "A."),
                Parameter("flag", .boolean, "B."),
                Parameter("ratio", .number(in: 0...1), "C."), Parameter("names", .list(of: .string), "D."),
                Parameter.optional("more", .table, "E."), Parameter("rest", .any, "F.", default: .null)
            ) { text, flag, ratio, names, more, any -> Value in
                let names = Value.array(names.map { .string($0) })
                return [.string(text), .bool(flag), .number(ratio), names, .object(more ?? [:]), any]
            })
        let values = try shell.evaluate("return echo('a', true, 0.5, { 'x', 'y' }, { more = { k = 1 }, rest = { 1 } })")
        #expect(values == [["a", true, 0.5, ["x", "y"], ["k": 1], [1]]])
        #expect(
            message(of: "echo('abcde', 1, 2, { false }, { more = 4, rest = 0/0 })") == """
                evaluation:1: echo: 6 problems:
                  rest: a number that is infinite or not a number has no JSON form
                  text: expected 1 to 4 characters, found 5
                  flag: expected true or false, found 1
                  ratio: expected 0 to 1, found 2
                  names[1]: expected a string, found false
                  more: expected a table, found 4
                """)
    }

    @Test func refuseWhatLuaCannotHave() throws {
        try shell.add(
            Function("deep", "Nests.") { () -> Value in (0..<10_000).reduce(Value.null) { value, _ in [value] } })
        try shell.add(Function("huge", "Counts.") { UInt64.max })
        try shell.add(Function("odd", "Divides.") { Double.nan })
        #expect(
            message(of: "deep()")
                == "evaluation:1: deep: it returned a value that Lua cannot have: "
                + "JSON: nested more than 2048 levels deep, perhaps in a cycle")
        #expect(
            message(of: "huge()")
                == "evaluation:1: huge: JSON: 18446744073709551615 is beyond the integers of 64 bits")
        #expect(try shell.evaluate("local n = odd() return n ~= n") == [true])
    }

    @Test func keepWorkingUnderAnotherName() throws {
        #expect(try shell.evaluate("local f = acme.deploy; acme = nil; return f('x').app") == ["x"])
    }

    @Test func takeResourcesForTheirIdentifiers() throws {
        let shell = try Shell(name: "acme", connection: .localInMemory)
        try shell.add(
            Function("watch", "Watches.", Parameter("namespace", .resource("functions.namespace"), "What.")) { $0 })
        let same = try shell.evaluate(
            """
            local ns = functions.create_namespace{ label = "jobs", region = "nyc1" }
            return watch(ns) == ns.namespace and watch{ namespace = ns } == watch("x" .. ns.namespace):sub(2)
            """)
        #expect(same == [true])
        #expect(
            message(of: "watch(account.get())", in: shell)
                == "evaluation:1: watch: namespace: expected a functions.namespace, found a account.account")
    }

    // MARK: - Asynchronous functions

    /// Lets everybody go on once so many have come.
    private actor MeetingPoint {
        private var missing: Int
        private var waiting: [CheckedContinuation<Void, Never>] = []

        init(_ count: Int) { missing = count }

        func meet() async {
            missing -= 1
            if missing > 0 {
                await withCheckedContinuation { waiting.append($0) }
            } else {
                for continuation in waiting { continuation.resume() }
                waiting = []
            }
        }
    }

    @Test func runBesideEachOtherWhereTheyAreAsynchronous() throws {
        let point = MeetingPoint(3)
        try shell.add(
            Function(
                "meet", "Meets.", Parameter("name", .string, "Who."),
                concurrently: { name in
                    await point.meet()
                    return name + "!"
                }))
        #expect(try shell.evaluate("parallel({ 'a', 'b', 'c' }, meet)") == [["a!", "b!", "c!"]])
        #expect(try shell.evaluate("meet('d'), await(async(meet, 'e'))") == ["d!", "e!"])
    }

    @Test func raiseWhatTheyThrowLater() throws {
        try shell.add(Function("late", "Fails.", concurrently: { () async throws -> Int in throw Refusal() }))
        #expect(message(of: "late()") == "evaluation:1: late: there is no app 'wbe'")
    }

    @Test func areCanceledWithTheTaskThatWaitsForThem() async throws {
        let (ended, continuation) = AsyncStream.makeStream(of: Bool.self)
        try shell.add(
            Function(
                "wait_long", "Waits.",
                concurrently: { () async throws -> Int in
                    do {
                        try await Task.sleep(for: .seconds(1_000))
                    } catch {
                        continuation.yield(Task.isCancelled)
                    }
                    return 1
                }))
        try shell.evaluate("local task = async(wait_long) sleep(0.001) task:cancel()")
        var endings = ended.makeAsyncIterator()
        #expect(await endings.next() == true)
    }

    private final class Calls {
        var texts: [String] = []
    }
}
