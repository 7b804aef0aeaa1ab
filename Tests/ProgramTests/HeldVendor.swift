import Glibc
import HTTPMessage
import HTTPServer
import Synchronization

/// A server in the place of the vendor, as far as completion reads it. It answers when the test lets it.
final class HeldVendor: Sendable {
    private let answers = HeldAnswers()
    private let server: HTTPServer

    var address: String { "http://127.0.0.1:\(server.port)" }

    init() throws {
        var configuration = HTTPServer.Configuration()
        configuration.threads = 4
        configuration.stopGraceSeconds = 1
        server = try HTTPServer(configuration: configuration) { [answers] in answers.answer($0) }
    }

    deinit {
        answers.release(100)
        server.stop()
    }

    /// What was asked for, in its order: `GET /v2/droplets?per_page=200`.
    var targets: [String] { answers.state.withLock { $0.targets } }

    /// Keeps every answer until it is released.
    func hold() { answers.state.withLock { $0.isHeld = true } }

    /// Lets a held answer leave, or one that is still to come.
    func release() { answers.release(1) }

    func setDroplets(_ count: Int) { answers.state.withLock { $0.droplets = count } }

    func fail(with status: Int) { answers.state.withLock { $0.status = status } }

    /// How many requests the answers say are left of 5,000.
    func setRemaining(_ count: Int) { answers.state.withLock { $0.remaining = count } }
}

private final class HeldAnswers: Sendable {
    struct State {
        var targets: [String] = []
        var isHeld = false
        var droplets = 3
        var status = 200
        var remaining = 4_999
    }

    let state = Mutex(State())
    /// Has a byte for each answer that may leave.
    private let exit: Int32
    private let entrance: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "no pipe: error \(errno)")
        (exit, entrance) = (ends[0], ends[1])
    }

    deinit {
        close(entrance)
        close(exit)
    }

    func release(_ count: Int) {
        let bytes = [UInt8](repeating: 1, count: count)
        _ = write(entrance, bytes, count)
    }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
        let state = state.withLock { state in
            state.targets.append("\(request.method) \(request.target)")
            return state
        }
        if state.isHeld {
            var byte: UInt8 = 0
            _ = read(exit, &byte, 1)
        }
        let headers: HTTPHeaders = [
            "content-type": "application/json", "ratelimit-limit": "5000", "ratelimit-remaining": "\(state.remaining)",
            "ratelimit-reset": "4000000000"
        ]
        let body =
            state.status == 200 ? Self.body(request, droplets: state.droplets) : #"{"id":"server_error","message":"x"}"#
        return HTTPResponse(status: state.status, headers: headers, body: Array(body.utf8))
    }

    private static func body(_ request: HTTPRequest, droplets: Int) -> String {
        if request.path.hasPrefix("/v2/functions/namespaces") {
            return #"{"namespaces":[{"namespace":"fn-1","label":"jobs","region":"nyc1","key":"the-old-key"}]}"#
        }
        if request.path.hasPrefix("/v2/droplets/") { return droplet(1, isAlone: true) }
        guard request.path == "/v2/droplets" else { return #"{"tags":[],"meta":{"total":0}}"# }
        let page = request.queryItems.first { $0.name == "page" }.flatMap { Int($0.value) } ?? 1
        let size = request.queryItems.first { $0.name == "per_page" }.flatMap { Int($0.value) } ?? 20
        let numbers = ((page - 1) * size + 1)..<max((page - 1) * size + 1, min(droplets, page * size) + 1)
        let next = page * size < droplets ? #"{"pages":{"next":"https://x/v2/droplets?page=\#(page + 1)"}}"# : "{}"
        let items = numbers.map { droplet($0) }.joined(separator: ",")
        return #"{"droplets":[\#(items)],"links":\#(next),"meta":{"total":\#(droplets)}}"#
    }

    private static func droplet(_ number: Int, isAlone: Bool = false) -> String {
        let droplet =
            #"{"id":\#(1000 + number),"name":"web-\#(number)","status":"active","region":{"slug":"nyc1"},"#
            + #""size_slug":"s-1vcpu-1gb"}"#
        return isAlone ? #"{"droplet":\#(droplet)}"# : droplet
    }
}
