import APIClient
import Catalog
import HTTPMessage
import JSON
import Lua
import Scripting

/// An API that gives prepared answers and keeps what it was asked.
final class ScriptedAPI {
    private(set) var requests: [HTTPRequest] = []
    private var answers: [HTTPResponse] = []

    func answer(_ status: Int = 200, _ json: String = "", headers: HTTPHeaders = [:]) {
        var headers = headers
        if !json.isEmpty { headers.add("content-type", "application/json") }
        answers.append(HTTPResponse(status: status, headers: headers, body: Array(json.utf8)))
    }

    func engine(
        _ configuration: Interpreter.Configuration = .init(), catalog: Catalog = .standard
    ) throws -> Engine {
        try Engine(configuration, catalog: catalog) { [self] in
            APIClient(
                transport: InProcessTransport { request in
                    self.requests.append(request)
                    return self.answers.isEmpty ? HTTPResponse(status: 500) : self.answers.removeFirst()
                }, configuration: .init(retry: RetryPolicy(maximumAttempts: 1)))
        }
    }
}

extension Engine {
    /// The first result of a chunk as text.
    func value(_ source: String) throws -> String {
        let results = try interpreter.run(source, named: "=test")
        return results.count == 0 ? "nothing" : try results.stack.description(of: 1)
    }
}

let namespaceJSON = #"{"namespace":"fn-1","label":"jobs","region":"nyc1"}"#
let triggerJSON =
    #"{"namespace":"fn-1","name":"nightly","function":"reports/nightly","type":"SCHEDULED","is_enabled":true,"#
    + #""scheduled_details":{"cron":"15 3 * * *","body":null},"scheduled_runs":{"last_run_at":null,"next_run_at":"2026-11-22T03:15:00Z"}}"#
