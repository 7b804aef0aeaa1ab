import Catalog
import HTTPMessage
import JSON

/// Takes a request through what every operation has in common: who calls, how often, whether it exists, whether this
/// caller may, what the body says.
struct Dispatcher: Sendable {
    let catalog: Catalog
    let handlers: [String: Handler]
    let access: AccessControl
    let limiter: RateLimiter
    let services: Services

    func respond(to request: HTTPRequest) -> HTTPResponse {
        var exchange = Exchange(request, identifier: services.randomness.uuid())
        let answer: Answer
        do {
            answer = request.method == "OPTIONS" ? try preflight(request) : try self.answer(request, &exchange)
        } catch {
            answer = exchange.answer(to: error as? Refusal ?? .failed(error))
        }
        return exchange.response(answer)
    }

    private func preflight(_ request: HTTPRequest) throws -> Answer {
        guard let segments = request.pathSegments else { throw Refusal.brokenPath }
        switch catalog.route(method: request.method, segments: segments) {
        case .methodNotAllowed(let methods): return CORS.preflight(request, methods: Self.withHead(methods))
        case .notFound, .operation: throw Refusal.unknownPath
        }
    }

    private func answer(_ request: HTTPRequest, _ exchange: inout Exchange) throws -> Answer {
        let time = try services.store.read { try $0.clock() }.milliseconds(system: SystemTime.milliseconds)
        exchange.rate = limiter.untouched(at: time)
        let caller = try access.caller(of: request)
        let route = Result { () throws(Refusal) in try self.route(request) }
        exchange.rate = limiter.admit(caller.token, special: (try? route.get())?.operation.rateLimit, at: time)
        guard exchange.rate?.isAllowed != false else { throw Refusal.tooManyRequests }
        let (operation, arguments) = try route.get()
        try AccessControl.check(caller, mayDo: operation)
        return try answer(request, operation, arguments, at: time / 1_000)
    }

    private func answer(
        _ request: HTTPRequest, _ operation: Operation, _ arguments: [String: String], at now: Int64
    ) throws -> Answer {
        guard let handler = handlers[operation.qualifiedName] else { throw Refusal.notImplemented(operation) }
        var call = Call(
            operation: operation, arguments: arguments, request: request, now: now,
            types: catalog.group(operation.group)?.types ?? [:])
        if operation.body != nil { call.body = try RequestBody.object(of: request) }
        if handler.checksBody { try call.checkBody() }
        return try handler.answer(call, services)
    }

    private func route(_ request: HTTPRequest) throws(Refusal) -> (operation: Operation, arguments: [String: String]) {
        guard let segments = request.pathSegments else { throw Refusal.brokenPath }
        let method = request.method == "HEAD" ? "GET" : request.method
        switch catalog.route(method: method, segments: segments) {
        case .operation(let operation, let parameters): return (operation, parameters)
        case .methodNotAllowed(let methods):
            throw .methodNotAllowed(request.method, allowed: Self.withHead(methods) + ["OPTIONS"])
        case .notFound: throw Refusal.unknownPath
        }
    }

    /// A path that can be read can be asked for its head.
    private static func withHead(_ methods: [String]) -> [String] {
        methods.flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] }
    }
}
