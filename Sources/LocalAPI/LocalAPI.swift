public import HTTPMessage

/// The API itself, on this machine: a function from request to response over a store of its own.
///
/// It answers what the catalog describes, statefully: what is created is listed, found, changed and gone after deletion.
/// It knows no sockets: hand it to a server, or call it in process.
///
/// ```swift
/// let api = try LocalAPI()
/// let request = HTTPRequest(method: "GET", target: "/v2/functions/namespaces", headers: LocalAPI.exampleHeaders)
/// let response = api.respond(to: request)
/// ```
///
/// Safe to use from any thread. Several instances, in one process or in several, may share one file.
public final class LocalAPI: Sendable {
    let configuration: Configuration
    let store: Store
    let limiter: RateLimiter
    let randomness: Randomness
    let services: Services
    let faults: Faults
    let log = RequestLog()
    private let dispatcher: Dispatcher

    /// Opens the store, and makes it where there is none.
    ///
    /// - Throws: `StoreError` where the file cannot be opened, is not one of ours, or was made by a newer version. Such a
    ///   file is left as it was.
    public convenience init(_ configuration: Configuration = Configuration()) throws(StoreError) {
        try self.init(configuration, families: Family.all)
    }

    /// - Parameter families: The behavior of the catalog's operations.
    package convenience init(_ configuration: Configuration, families: [Family]) throws(StoreError) {
        let store = try Store(configuration.storage, patience: Patience(isCanceled: configuration.isCanceled))
        self.init(configuration, families: families, store: store, faults: Faults())
        if let clock = configuration.clock { try setClock(clock) }
        try prepare()
    }

    /// Another way into the same data, with the same faults: it takes every token, and refuses no request for its number.
    ///
    /// For what a program does with its own data before others may: what is done here counts against nobody's limits.
    package convenience init(besides other: LocalAPI) {
        var configuration = other.configuration
        configuration.access = .anyToken
        configuration.rateLimiting = .counted
        self.init(configuration, families: other.services.families.all, store: other.store, faults: other.faults)
    }

    private init(_ configuration: Configuration, families: [Family], store: Store, faults: Faults) {
        self.configuration = configuration
        self.store = store
        self.faults = faults
        limiter = RateLimiter(configuration)
        randomness = Randomness(configuration.randomness)
        services = Services(
            store: store, randomness: randomness, limits: configuration.limits,
            rateLimiting: configuration.rateLimiting, pace: configuration.pace, catalog: configuration.catalog,
            families: Families(families))
        dispatcher = Dispatcher(
            catalog: configuration.catalog, access: AccessControl(configuration.access, store: store), limiter: limiter,
            services: services, faults: faults, log: log, checksAnswers: configuration.checksAnswers)
    }

    /// Answers one request. A write that was answered survives the end of the process by whatever means.
    ///
    /// A store that fails is answered with status 500 and an error object that says why.
    ///
    /// - Parameter keepsBodyOfHead: Whether the answer to `HEAD` has the body that the one to `GET` has. For servers that
    ///   leave it out themselves, having told its length (RFC 9110 section 9.3.2).
    ///
    /// Faults of the connection do not show here, and nothing is held back: see ``delivery(of:keepsBodyOfHead:)``.
    public func respond(to request: HTTPRequest, keepsBodyOfHead: Bool = false) -> HTTPResponse {
        delivery(of: request, keepsBodyOfHead: keepsBodyOfHead).response
    }

    /// Answers one request, with what is to befall the answer on its way: a server or transport that carries it out shows
    /// clients the faults that were asked for with ``fail(_:)``.
    ///
    /// Paths below `/_local/` control the instance, and are answered to clients on this machine only.
    ///
    /// - Parameter keepsBodyOfHead: As for ``respond(to:keepsBodyOfHead:)``.
    public func delivery(of request: HTTPRequest, keepsBodyOfHead: Bool = false) -> HTTPDelivery {
        if ControlPath.isMeant(by: request) { return HTTPDelivery(ControlPath.respond(to: request, self)) }
        var delivery = dispatcher.delivery(of: request)
        if request.method == "HEAD", !keepsBodyOfHead {
            delivery.response.headers["content-length"] = "\(delivery.response.body.count)"
            delivery.response.body = []
        }
        return delivery
    }
}

extension LocalAPI {
    /// A token that every instance takes, unless its configuration names the tokens it takes.
    public static let exampleToken = "dop_v1_" + String(repeating: "0", count: 64)

    /// Whether a request with this token can be let in: it has the form of a bearer token (RFC 6750), up to 512 characters,
    /// and is not a vendor's token that was cut.
    public static func isWellFormed(token: String) -> Bool { Token(token) != nil }

    /// The header fields of a request with ``exampleToken``.
    public static var exampleHeaders: HTTPHeaders { ["authorization": "Bearer \(exampleToken)"] }
}
