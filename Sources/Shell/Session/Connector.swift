internal import APIClient
internal import Cron
internal import Glibc
internal import HTTPMessage
internal import LineEditor
internal import LocalAPI

/// Decides whom the session talks to, and makes the client when the first call needs it.
final class Connector {
    /// Whom a session talks to.
    enum Target: Equatable {
        case local(data: String)
        case remote(Credentials, url: BaseURL)

        /// The prompt's name.
        var name: String {
            switch self {
            case .local: Credentials.localContext
            case .remote(let credentials, _): credentials.name
            }
        }
    }

    let options: ConnectionOptions
    /// Asked before a deletion on a real context.
    var confirmation: any Confirmation
    /// Told what the user should know of the credentials, once, when the first call uses them.
    var warn: (String) -> Void = { _ in }
    /// Told what calls begin to wait for before they are sent, and nil when none waits any more.
    var rateWaitHandler: (RateWait?) -> Void = { _ in }
    /// What is sent is counted.
    let requests = RequestCount()
    /// The client made last; nil before the first call. Owned by the engine.
    private(set) weak var client: APIClient?
    private var chosen: Target?
    private var localAPI: LocalAPI?

    init(_ options: ConnectionOptions, confirmation: any Confirmation) {
        self.options = options
        self.confirmation = confirmation
    }

    /// A session with a local API that is open already.
    convenience init(_ api: LocalAPI) {
        self.init(ConnectionOptions(), confirmation: AlwaysConfirmed())
        chosen = .local(data: "")
        localAPI = api
    }

    /// Whom calls go to. Reads configuration files the first time; opens no connection and no data file.
    ///
    /// - Throws: ``ConnectionFailure`` where the credentials asked for cannot be had.
    func target() throws(ConnectionFailure) -> Target {
        if let chosen { return chosen }
        let target = try CredentialChoice(options).target()
        chosen = target
        return target
    }

    /// A client of the target.
    func connect() throws -> APIClient {
        let client =
            switch try target() {
            case .local: try localClient()
            case .remote(let credentials, let url): remoteClient(credentials, url)
            }
        self.client = client
        return client
    }

    /// The time of whom it talks to: a local API that is open has a clock of its own. In Unix seconds.
    var now: Int64 {
        localAPI.flatMap { try? $0.now().unixSeconds } ?? Int64(time(nil))
    }

    /// Another entry or script begins: what was answered for all of the one before holds no longer.
    func beginEntry() { client?.beginEntry() }

    /// The local API; opens its data the first time.
    ///
    /// - Throws: ``ConnectionFailure`` where the session talks to another, or the data cannot be used.
    func local() throws(ConnectionFailure) -> LocalAPI {
        guard case .local(let data) = try target() else {
            throw ConnectionFailure("this session talks to the context \(try target().name), not to the local API")
        }
        if let localAPI { return localAPI }
        // A person or script at play is not to be stalled by the limits of the real API; their headers are there.
        let storage: LocalAPI.Storage = data == ":memory:" ? .memory : .file(path: data)
        do {
            var configuration = LocalAPI.Configuration(storage: storage, rateLimiting: .counted)
            configuration.isCanceled = { TerminalSignals.interruptCount > 0 }
            let api = try LocalAPI(configuration)
            localAPI = api
            return api
        } catch {
            throw ConnectionFailure(error.description)
        }
    }

    private func localClient() throws -> APIClient {
        let api = try local()
        let transport = CountingTransport(InProcessTransport(delivering: { api.delivery(of: $0) }), requests)
        var configuration = APIClient.Configuration()
        configuration.token = try Token(LocalAPI.exampleToken, from: "the local API")
        configuration.policy.otherServersRefusal =
            "only DigitalOcean itself has this, not the local API; start with --context NAME, or with a token"
        return APIClient(transport: transport, configuration: configuration)
    }

    private func remoteClient(_ credentials: Credentials, _ url: BaseURL) -> APIClient {
        credentials.warnings.forEach(warn)
        let settings = CurlTransport.Settings(
            baseURL: url, proxy: ProxySettings(environment: Directories.environment),
            certificateFile: options.certificateFile)
        var configuration = APIClient.Configuration(token: credentials.token, tokenOrigin: credentials.origin)
        if let seconds = options.timeoutSeconds { configuration.limits.totalTimeout = .seconds(seconds) }
        configuration.policy = Policy(context: credentials.name) { [unowned self] in confirmation.answer(to: $0) }
        configuration.policy.assumedAnswers =
            switch options.assumedAnswers {
            case .none: .none
            case .yesOrNo: .yes
            case .all: .all
            }
        let client = APIClient(
            transport: CountingTransport(CurlTransport(settings), requests), configuration: configuration,
            rateBudget: options.pacesRequests ? rateBudget(credentials.token, url) : nil)
        client.rateWaitHandler = rateWaitHandler
        return client
    }

    private func rateBudget(_ token: Token, _ url: BaseURL) -> RateBudget {
        let budget = RateBudget(sharedBy: token, at: url, in: Directories.state)
        budget.noteHandler = warn
        return budget
    }
}
