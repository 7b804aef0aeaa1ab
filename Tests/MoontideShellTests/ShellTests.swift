import APIClient
import HTTPMessage
import MoontideShell
import Testing

/// A shell without a prompt.
@Suite(.serialized)
struct ShellTests {
    private func failure<Value>(_ body: () throws(ShellError) -> Value) -> ShellError? {
        do throws(ShellError) {
            _ = try body()
            return nil
        } catch {
            return error
        }
    }

    private func nothing(_ name: String) -> Function { Function(name, "Does nothing.") {} }

    @Test func evaluatesExpressionsAndChunks() throws {
        let shell = try Shell(name: "acme", connection: .localInMemory)
        #expect(try shell.evaluate("1 + 1, 'a', nil") == [2, "a", .null])
        #expect(try shell.evaluate("x = 5") == [])
        #expect(try shell.evaluate("return x, { 1, 2 }, { a = null }") == [5, [1, 2], ["a": .null]])
        #expect(try shell.evaluate("#droplets.list()") == [0])
    }

    @Test func tellsWhatFailed() throws {
        let shell = try Shell(name: "acme", connection: .localInMemory)
        let syntax = failure { () throws(ShellError) in try shell.evaluate("x = = 1", named: "settings") }
        #expect(syntax?.kind == .syntax)
        #expect(syntax?.description == "settings:1: unexpected symbol near '='")
        let missing = failure { () throws(ShellError) in try shell.evaluate("droplets.get(4)") }
        #expect(missing?.kind == .evaluation)
        #expect(missing?.description.contains("404 not_found") == true)
        let function = failure { () throws(ShellError) in try shell.evaluate("1, print") }
        #expect(function?.kind == .unusableValue)
        #expect(function?.description == "result 2 of evaluation: JSON: a function has no JSON form")
        let circle = failure { () throws(ShellError) in try shell.evaluate("local t = {} t.t = t return t") }
        #expect(circle?.kind == .unusableValue)
    }

    @Test func keepsSeveralShellsApart() throws {
        let first = try Shell(name: "first", connection: .localInMemory)
        let second = try Shell(name: "second", connection: .localInMemory)
        try first.add(nothing("only_here"))
        try first.evaluate("functions.create_namespace{ label = 'a', region = 'nyc1' }")
        #expect(try first.evaluate("#functions.list_namespaces(), only_here ~= nil") == [1, true])
        #expect(try second.evaluate("#functions.list_namespaces(), only_here ~= nil") == [0, false])
    }

    @Test func takesVariables() throws {
        let shell = try Shell(name: "acme", connection: .none)
        try shell.set("limits", to: ["apps": 3])
        try shell.set("limits", to: ["apps": 4, "zones": ["a"]])
        #expect(try shell.evaluate("limits.apps + #limits.zones") == [5])
        #expect(failure { () throws(ShellError) in try shell.set("json", to: 1) }?.kind == .nameTaken)
        #expect(failure { () throws(ShellError) in try shell.set("print", to: 1) }?.kind == .nameTaken)
        #expect(failure { () throws(ShellError) in try shell.set("string", to: 1) }?.kind == .nameTaken)
        #expect(failure { () throws(ShellError) in try shell.set("a b", to: 1) }?.kind == .invalidName)
        let deep = (0..<10_000).reduce(Value.null) { value, _ in [value] }
        #expect(failure { () throws(ShellError) in try shell.set("deep", to: deep) }?.kind == .unusableValue)
    }

    // MARK: - Names

    @Test(arguments: ["", "a b", "a/b", "../x", ".x", "-x", "ü", String(repeating: "a", count: 65)])
    func refusesProgramNamesThatAreNoFolders(name: String) {
        #expect(failure { () throws(ShellError) in try Shell(name: name) }?.kind == .invalidName)
    }

    @Test func refusesNamesThatLuaHasNot() throws {
        let shell = try Shell(name: "acme", connection: .none)
        let messages = ["end", "a-b", "1a", "a.b"].map { name in
            failure { () throws(ShellError) in try shell.add(nothing(name)) }?.description
        }
        #expect(
            messages == [
                "'end' cannot be the name of a function: it is a word of Lua",
                "'a-b' cannot be the name of a function: expected letters, digits and underscores, and no digit in front",
                "'1a' cannot be the name of a function: expected letters, digits and underscores, and no digit in front",
                "'a.b' cannot be the name of a function: expected letters, digits and underscores, and no digit in front"
            ])
    }

    @Test(arguments: [
        "droplets", "functions_access_key", "parallel", "plan", "json", "print", "string", "help", "greet", "_",
        "prompt"
    ])
    func refusesNamesThatWouldHideSomething(name: String) throws {
        let shell = try Shell(name: "acme", connection: .localInMemory)
        try shell.add(nothing("greet"))
        let asFunction = failure { () throws(ShellError) in try shell.add(nothing(name)) }
        #expect(asFunction?.kind == .nameTaken)
        #expect(asFunction?.description == "'\(name)' is the name of something else already; it would be hidden")
        let asGroup = failure { () throws(ShellError) in try shell.add(FunctionGroup(name, "", functions: [])) }
        #expect(asGroup?.kind == .nameTaken)
    }

    @Test func refusesFunctionsThatContradictThemselves() throws {
        let shell = try Shell(name: "acme", connection: .none)
        let twice = Function("f", "F.", Parameter("a", .string, ""), Parameter("a", .integer, "")) { _, _ in }
        #expect(
            failure { () throws(ShellError) in try shell.add(twice) }?.description == "f has two parameters called 'a'")
        let wrong = Function("f", "F.", Parameter("n", .integer(in: 1...3), "", default: 4)) { _ in }
        #expect(
            failure { () throws(ShellError) in try shell.add(wrong) }?.description
                == "the default of f is not allowed: n: expected 1 to 3, found 4")
        let group = FunctionGroup("g", "", functions: [nothing("a"), nothing("a")])
        #expect(
            failure { () throws(ShellError) in try shell.add(group) }?.description
                == "the group 'g' has two functions called 'a'")
        #expect(try shell.evaluate("f, g") == [.null, .null])
    }

    @Test func refusesCommandsThatAreThere() throws {
        let shell = try Shell(name: "acme", connection: .none)
        try shell.add(Command("status", "") { _ in })
        for name in ["status", "help", "exit"] {
            #expect(failure { () throws(ShellError) in try shell.add(Command(name, "") { _ in }) }?.kind == .nameTaken)
        }
        for name in ["", ".x", "a b", "1"] {
            #expect(
                failure { () throws(ShellError) in try shell.add(Command(name, "") { _ in }) }?.kind == .invalidName)
        }
    }

    // MARK: - Connections

    @Test func hasNoAPIWhereItIsToldSo() throws {
        let shell = try Shell(name: "acme", connection: .none)
        #expect(
            try shell.evaluate("droplets, api, plan, localapi, snippets, run") == [
                .null, .null, .null, .null, .null, .null
            ])
        #expect(try shell.evaluate("json.decode('[1]')[1], #parallel({ 1, 2 }, function(x) return x end)") == [1, 2])
        #expect(try shell.evaluate("await(async(function() sleep(0.001) return 'done' end))") == ["done"])
    }

    @Test func talksToAClientOfTheProgram() throws {
        let connection = Connection.client(named: "scripted") {
            APIClient(
                transport: InProcessTransport { request in
                    HTTPResponse(
                        status: 200, headers: ["content-type": "application/json"],
                        body: Array(#"{"account": {"email": "\#(request.method)"}}"#.utf8))
                })
        }
        let shell = try Shell(name: "acme", connection: connection)
        #expect(try shell.evaluate("account.get().email") == ["GET"])
    }

    @Test func sendsNoWritesWhereItOnlyReads() throws {
        var configuration = Shell.Configuration(name: "acme", connection: .localInMemory)
        configuration.isReadOnly = true
        let shell = try Shell(configuration)
        #expect(try shell.evaluate("#functions.list_namespaces()") == [0])
        let refused = failure { () throws(ShellError) in
            try shell.evaluate("functions.create_namespace{ label = 'a', region = 'nyc1' }")
        }
        #expect(
            refused?.description == "evaluation:1: functions.create_namespace: refused: this program only reads, and "
                + "functions.create_namespace is no read")
    }

    @Test func neverShowsAToken() throws {
        let secret = "dop_v1_" + String(repeating: "a1", count: 32)
        let connection = try Connection.token(secret, name: "prod", url: "http://127.0.0.1:9")
        var dumped = ""
        dump(connection, to: &dumped)
        #expect(!dumped.contains(secret) && !"\(connection)".contains(secret))
        let shell = try Shell(name: "acme", connection: connection)
        #expect(try !"\(shell.evaluate("curl('account.get')"))".contains("a1a1a1"))
        let error = failure { () throws(ShellError) in try shell.evaluate("error('\(secret)')") }
        #expect(error != nil && !"\(String(describing: error))".contains("a1a1a1"))
    }

    @Test func refusesTokensAndAddressesThatAreNone() {
        #expect(failure { () throws(ShellError) in try Connection.token(" ", name: "x") }?.kind == .invalidConnection)
        let insecure = failure { () throws(ShellError) in
            try Connection.token("abc", name: "x", url: "http://example.com")
        }
        #expect(insecure?.kind == .invalidConnection)
    }
}
