import Catalog
import HTTPMessage
import JSON

/// Takes a request through what every operation has in common: who calls, how often, whether it exists, whether this
/// caller may, what the body says.
struct Dispatcher: Sendable {
    let catalog: Catalog
    let access: AccessControl
    let limiter: RateLimiter
    let services: Services
    let faults: Faults
    let log: RequestLog
    /// Whether answers are compared with the catalog; one that it does not allow becomes a 500 that says why.
    let checksAnswers: Bool

    func delivery(of request: HTTPRequest) -> HTTPDelivery {
        let begin = ContinuousClock.now
        var exchange = Exchange(request, identifier: services.randomness.uuid())
        let response = respond(to: request, &exchange)
        let delivery = exchange.fault?.delivery(of: response) ?? HTTPDelivery(response)
        log.add(exchange.logged(delivery.response.status, after: ContinuousClock.now - begin))
        return delivery
    }

    private func respond(to request: HTTPRequest, _ exchange: inout Exchange) -> HTTPResponse {
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
        case .notFound, .operation: throw Refusal.missing
        }
    }

    private func answer(_ request: HTTPRequest, _ exchange: inout Exchange) throws -> Answer {
        let time = try now()
        exchange.now = time / 1_000
        exchange.rate = limiter.untouched(at: time)
        // An operation has dozens of fields, so that each copy of one is felt: it is handed on by reference as far as it goes.
        let (route, refusal) = Self.outcome { () throws(Refusal) in try self.route(request) }
        // Its key is none of the local API's tokens: that it is not here is the answer.
        if let route, route.operation.server != nil { throw Refusal.elsewhere(route.operation) }
        let caller = try access.caller(of: request)
        exchange.rate = limiter.admit(caller.token, special: route?.operation.rateLimit, at: time)
        guard exchange.rate?.isAllowed != false else { throw Refusal.tooManyRequests }
        guard let route else { throw refusal ?? .missing }
        exchange.operation = route.name
        try AccessControl.check(caller, mayDo: route.operation)
        exchange.fault = faults.strike(route.name)
        if let fault = exchange.fault, !fault.comesAfter { throw fault.refusal ?? .undelivered }
        let answer = try answer(request, route, at: time / 1_000)
        if let refusal = exchange.fault?.refusal { throw refusal }
        return answer
    }

    private func answer(_ request: HTTPRequest, _ route: Route, at now: Int64) throws -> Answer {
        let operation = route.operation
        guard let handler = services.families.handlers[route.name] else { throw Refusal.notImplemented(operation) }
        var call = Call(
            operation: operation, arguments: route.arguments, request: request,
            moment: Moment(now: now, services: services), types: catalog.group(operation.group)?.types ?? [:])
        if operation.body != nil {
            let mayBeYAML = operation.takes("application/yaml", as: "Content-Type")
            call.body = try RequestBody.object(of: request, mayBeYAML: mayBeYAML)
            if let normalized = handler.normalized { call.body = normalized(call.body) }
        }
        if handler.checksInput {
            try call.checkQuery()
            try call.checkBody()
        }
        let answer = try handler.answer(call, services)
        if checksAnswers { try call.check(answer) }
        let wantsYAML = request.headers["accept"]?.isEqualIgnoringASCIICase(to: "application/yaml") ?? false
        return wantsYAML && operation.takes("application/yaml", as: "Accept") ? try answer.inYAML() : answer
    }

    /// The time in milliseconds since 1970, up to which everything on the agenda has happened.
    private func now() throws -> Int64 {
        let (clock, due) = try services.store.readOnce { try $0.clockAndNextDue() }
        let time = clock.milliseconds(system: SystemTime.milliseconds)
        if let due, due <= time / 1_000 {
            try services.store.write { try $0.runAgenda(until: time / 1_000, services) }
        }
        return time
    }

    /// Where a request goes.
    private final class Route {
        let operation: Operation
        /// The operation's full name.
        let name: String
        /// The path parameters' values.
        let arguments: [String: String]

        init(_ operation: Operation, _ arguments: [String: String]) {
            self.operation = operation
            name = operation.qualifiedName
            self.arguments = arguments
        }
    }

    private static func outcome(_ route: () throws(Refusal) -> Route) -> (Route?, Refusal?) {
        do throws(Refusal) {
            return (try route(), nil)
        } catch {
            return (nil, error)
        }
    }

    private func route(_ request: HTTPRequest) throws(Refusal) -> Route {
        guard let segments = request.pathSegments else { throw Refusal.brokenPath }
        let method = request.method == "HEAD" ? "GET" : request.method
        switch catalog.route(method: method, segments: segments) {
        case .operation(let operation, let parameters): return Route(operation, parameters)
        case .methodNotAllowed(let methods):
            throw .methodNotAllowed(request.method, allowed: Self.withHead(methods) + ["OPTIONS"])
        case .notFound: throw Refusal.missing
        }
    }

    /// A path that can be read can be asked for its head.
    private static func withHead(_ methods: [String]) -> [String] {
        methods.flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] }
    }
}
