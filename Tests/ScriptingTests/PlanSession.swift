import APIClient
import HTTPMessage
import JSON
import LocalAPI
import Lua
import Plans
import Scripting
import TestSupport

/// An engine on a local API of its own, with two namespaces and five triggers.
final class PlanSession {
    let folder = TemporaryFolder()
    let api: LocalAPI
    let engine: Engine
    /// The requests that were no reads.
    private(set) var writes: [HTTPRequest] = []
    /// All of them.
    private(set) var requests: [HTTPRequest] = []
    /// Called before a request is answered.
    var willAnswer: (HTTPRequest) -> Void = { _ in }
    var questions: [Question] = []
    var answer = Answer.yes
    var notes: [String] = []
    /// What `p:show()` and questions were to show.
    var shown: [Plan] = []

    init() throws {
        api = try LocalAPI(LocalAPI.Configuration(storage: .memory))
        weak var session: PlanSession?
        engine = try Engine { [api] in
            var configuration = APIClient.Configuration(retry: RetryPolicy(maximumAttempts: 1))
            configuration.token = try Token(LocalAPI.exampleToken, from: "the test")
            configuration.policy = Policy(context: "test") { question in
                session?.questions.append(question)
                return session?.answer ?? .no
            }
            let transport = InProcessTransport(delivering: { request in
                session?.willAnswer(request)
                session?.note(request)
                return api.delivery(of: request)
            })
            return APIClient(transport: transport, configuration: configuration)
        }
        session = self
        engine.journalFolder = JournalFolder(folder.file("journals"))
        engine.planTarget = { PlanTarget(context: "test", address: "https://api.example.com", account: "1") }
        engine.noteHandler = { [weak self] in self?.notes.append($0) }
        engine.planPrinter = { [weak self] plan, _ in self?.shown.append(plan) }
        try run(
            """
            ns = functions.create_namespace{ label = "jobs", region = "nyc1" }
            other = functions.create_namespace{ label = "reports", region = "nyc1" }
            for i = 1, 4 do
              functions.create_trigger(ns, { name = "t" .. i, func = "a/b", type = "SCHEDULED", is_enabled = true,
                scheduled_details = { cron = i .. " 3 * * *", body = { name = "Moon", level = i } } })
            end
            functions.create_trigger(other, { name = "t1", func = "a/b", type = "SCHEDULED", is_enabled = false,
                scheduled_details = { cron = "0 5 * * *" } })
            """)
        writes = []
        requests = []
    }

    private func note(_ request: HTTPRequest) {
        requests.append(request)
        if request.method != "GET" { writes.append(request) }
    }

    @discardableResult
    func run(_ source: String) throws -> Results { try engine.interpreter.run(source, named: "=test") }

    /// The first result of a chunk as text.
    func value(_ source: String) throws -> String { try engine.value(source) }

    /// What a chunk fails with.
    func failure(_ source: String) -> String? {
        do {
            try run(source)
            return nil
        } catch let error as LuaError {
            return error.message
        } catch {
            return "\(error)"
        }
    }

    /// The first result, which is a plan.
    func plan(_ source: String) throws -> Plan? {
        let results = try run(source)
        return engine.plan(at: 1, on: results.stack)
    }
}
