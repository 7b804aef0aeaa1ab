import APIClient
import Catalog
import HTTPMessage
import JSON
import Testing

struct PolicyTests {
    private func send(_ call: PreparedCall, _ policy: Policy) -> (error: String?, requests: Int) {
        let transport = ScriptedTransport(statuses: [204])
        let error = failure(client(transport, policy: policy), call)
        return (error?.description, transport.requests.count)
    }

    @Test func aReadOnlyContextSendsReadsOnly() throws {
        let transport = ScriptedTransport(statuses: [204, 204])
        let client = client(transport, policy: Policy(isReadOnly: true))
        _ = try client.send(prepared("functions.list_namespaces"))
        for call in [
            try Calls.createNamespace(), try Calls.updateTrigger(), try Calls.deleteNamespace(),
            try Calls.destroyByTag(), try RawRequest(method: "POST", path: "/v2/x").prepared()
        ] {
            let error = try #require(failure(client, call))
            #expect(error.kind == .refused)
            #expect(
                error.description
                    == "\(call.name): refused: this context is read-only, and \(call.name) is no read")
        }
        #expect(transport.requests.count == 1)
        // What the catalog calls a read is one, whatever its method.
        let validation = try RawRequest(method: "POST", path: "/v2/apps/propose", body: [:]).prepared()
        _ = try client.send(validation)
        #expect(transport.requests.count == 2)
    }

    @Test func everyGetOfTheCatalogIsARead() {
        let wrong = Catalog.standard.allOperations.filter { ["GET", "HEAD"].contains($0.method) && $0.danger != .read }
        #expect(wrong.map(\.qualifiedName) == [])
    }

    /// Which call is asked about in which way, under which setting.
    struct Row {
        var confirmations: Policy.Confirmations
        var isProtected = false
        var create = ""
        var update = ""
        var delete = ""
        var wide = ""
    }

    private static let create = "create namespace \"jobs\""
    private static let update = "update trigger \"nightly\" (fn-1)"
    private static let delete = "delete namespace fn-1"
    private static let wide = "droplets.destroy_by_tag tag_name=web"

    static let matrix = [
        Row(confirmations: .off),
        Row(confirmations: .destructive, delete: "single: \(delete)", wide: "wide: \(wide) <web>"),
        Row(
            confirmations: .all, create: "single: \(create)", update: "single: \(update)", delete: "single: \(delete)",
            wide: "wide: \(wide) <web>"),
        Row(
            confirmations: .off, isProtected: true, delete: "protected: \(delete) <prod>",
            wide: "protected: \(wide) <prod>"),
        Row(
            confirmations: .destructive, isProtected: true, delete: "protected: \(delete) <prod>",
            wide: "protected: \(wide) <prod>"),
        Row(
            confirmations: .all, isProtected: true, create: "protected: \(create) <prod>",
            update: "protected: \(update) <prod>", delete: "protected: \(delete) <prod>",
            wide: "protected: \(wide) <prod>")
    ]

    @Test(arguments: matrix.indices) func asksAsTheSettingsSay(row: Int) throws {
        let row = Self.matrix[row]
        let calls = [
            (try Calls.createNamespace(), row.create), (try Calls.updateTrigger(), row.update),
            (try Calls.deleteNamespace(), row.delete), (try Calls.destroyByTag(), row.wide)
        ]
        for (call, expected) in calls {
            for answer in [nil, Answer.no] {
                let asker = Asker(answer)
                let outcome = send(call, asker.policy(row.confirmations) { $0.isProtected = row.isProtected })
                #expect(asker.texts.joined() == expected)
                let isSent = answer == nil || expected.isEmpty
                #expect(outcome.requests == (isSent ? 1 : 0))
                #expect(outcome.error == (isSent ? nil : "\(call.name): refused: not confirmed"))
            }
        }
    }

    @Test(arguments: [
        (Answer.yes, false), (.yesToAll, false), (.no, false), (.typed("PROD"), false), (.typed(""), false),
        (.typed("prod"), true), (.unanswered(reason: "nobody is there"), false)
    ])
    func onlyTheExpectedTextIsAYes(answer: Answer, isSent: Bool) throws {
        let outcome = send(try Calls.deleteNamespace(), Asker(answer).policy { $0.isProtected = true })
        #expect(outcome.requests == (isSent ? 1 : 0))
        switch answer {
        case .unanswered: #expect(outcome.error == "functions.delete_namespace: refused: nobody is there")
        case .typed("PROD"):
            #expect(outcome.error == "functions.delete_namespace: refused: not confirmed: that is not \"prod\"")
        default: #expect(isSent || outcome.error == "functions.delete_namespace: refused: not confirmed")
        }
    }

    @Test(arguments: [
        (Policy.AssumedAnswers.none, 2), (.yes, 1), (.all, 0)
    ])
    func assumedAnswersSpareTheirQuestionsOnly(assumed: Policy.AssumedAnswers, questions: Int) throws {
        let asker = Asker()
        let client = client(
            ScriptedTransport(statuses: [204, 204]), policy: asker.policy { $0.assumedAnswers = assumed })
        _ = try client.send(Calls.deleteNamespace())
        _ = try client.send(Calls.destroyByTag())
        #expect(asker.questions.count == questions)
    }

    // MARK: - Requests written by hand

    @Test(arguments: [
        ("/v2/droplets", "wide"), ("/v2/droplets/", "wide"), ("/v2//droplets", "wide"), ("/v2/%64roplets", "wide"),
        ("/v2/droplets/1", "delete"), ("/v2/nothing/known", "delete")
    ])
    func aRequestByHandIsAsDangerousAsWhatItReaches(path: String, danger: String) throws {
        let call = try RawRequest(method: "delete", path: path, query: ["tag_name": "web"]).prepared()
        #expect(call.danger.rawValue == danger)
        let asker = Asker(.no)
        #expect(send(call, asker.policy()).requests == 0)
        #expect(asker.questions.first?.kind == (danger == "wide" ? .wide : .single))
    }

    @Test(arguments: ["X-HTTP-Method-Override", "x-http-method", "X-Method-Override"])
    func aRequestByHandCannotPretendAnotherMethod(name: String) {
        let request = RawRequest(method: "POST", path: "/v2/droplets/1", headers: [name: "DELETE"])
        let error = #expect(throws: ArgumentError.self) { try request.prepared() }
        #expect(error?.description.contains("\(name): set by the client; it cannot be given") == true)
    }

    // MARK: - Loops

    @Test func aLoopIsOfferedAnAnswerToAllOfItsOperation() throws {
        let asker = Asker()
        let client = client(ScriptedTransport(statuses: Array(repeating: 204, count: 20)), policy: asker.policy())
        for number in 1...3 { _ = try client.send(Calls.deleteNamespace("fn-\(number)")) }
        asker.answer = .yesToAll
        for number in 4...6 { _ = try client.send(Calls.deleteNamespace("fn-\(number)")) }
        #expect(
            asker.texts == [
                "single: delete namespace fn-1", "single: delete namespace fn-2", "single: delete namespace fn-3",
                "single: delete namespace fn-4 [a]"
            ])
        // Another operation is another question, and so is the next entry.
        _ = try client.send(prepared("functions.delete_trigger", ["namespace_id": "fn-1", "trigger_name": "a"]))
        client.beginEntry()
        _ = try client.send(Calls.deleteNamespace("fn-7"))
        #expect(asker.texts.suffix(2) == ["single: delete trigger \"a\" (fn-1)", "single: delete namespace fn-7"])
    }

    @Test func nothingTypedIsAnsweredForAll() throws {
        let asker = Asker()
        let client = client(ScriptedTransport(statuses: Array(repeating: 204, count: 20)), policy: asker.policy())
        for _ in 1...5 { _ = try client.send(Calls.destroyByTag()) }
        #expect(asker.questions.count == 5 && asker.texts.allSatisfy { !$0.hasSuffix("[a]") })
    }
}
