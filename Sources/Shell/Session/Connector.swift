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
        /// Whomever the client talks to that the program gives which embeds the shell.
        case application(name: String)

        /// The prompt's name.
        var name: String {
            switch self {
            case .local: Credentials.localContext
            case .remote(let credentials, _): credentials.name
            case .application(let name): name
            }
        }
    }

    let options: ConnectionOptions
    /// Asked what needs an answer.
    var confirmation: any Confirmation
    /// Told what the user should know of the credentials, once, when the first call uses them.
    var warn: (String) -> Void = { _ in }
    /// Told what calls begin to wait for before they are sent, and nil when none waits any more.
    var rateWaitHandler: (RateWait?) -> Void = { _ in }
    /// What is sent is counted.
    let requests = RequestCount()
    /// Told what may have changed something, once it has been sent.
    var writeHandler: (PreparedCall) -> Void = { _ in }
    /// Told that the local API is changed from outside.
    var controlHandler: () -> Void = {}
    /// Gets what a dry run shows instead of sending it.
    var dryRunHandler: (DryRequest) -> Void = { _ in }
    /// Gets what goes over the wire; nil where nobody wants to know.
    var traceHandler: ((TraceEvent) -> Void)?
    /// The user's settings of contexts; nil where they hold for nobody here.
    let settings: SettingsOfContexts?
    /// What the session says about its calls; a change holds for the next call.
    var choice = PolicyChoice() {
        didSet { renewPolicy() }
    }
    /// Whether the session stays with whom it began with.
    private let isFixed: Bool
    /// Makes the client of an embedding program.
    private var makeApplicationClient: (() throws -> APIClient)?
    /// Whom the session began with.
    private var first: Target?
    private var chosen: Target?
    private var openedAPI: LocalAPI?
    /// The clients of contexts that were talked to: whoever comes back finds the rate budget and the resources of before.
    private var clients: [(target: Target, client: APIClient)] = []
    private(set) var client: APIClient?

    init(_ options: ConnectionOptions, confirmation: any Confirmation) {
        self.options = options
        self.confirmation = confirmation
        settings = SettingsOfContexts()
        isFixed = false
    }

    /// A session that talks to one whom its program has chosen.
    ///
    /// - Parameter makeClient: makes the client of a target that is the program's own.
    init(
        _ target: Target, _ options: ConnectionOptions, confirmation: any Confirmation,
        makeClient: (() throws -> APIClient)? = nil
    ) {
        self.options = options
        self.confirmation = confirmation
        settings = nil
        isFixed = true
        chosen = target
        makeApplicationClient = makeClient
    }

    /// A session with a local API that is open already, in which everything may be done.
    init(_ api: LocalAPI) {
        options = ConnectionOptions()
        confirmation = AlwaysConfirmed()
        settings = nil
        isFixed = true
        chosen = .local(data: "")
        openedAPI = api
    }

    /// Whom calls go to. Reads configuration files the first time; opens no connection and no data file.
    ///
    /// - Throws: ``ConnectionFailure`` where the credentials asked for cannot be had.
    func target() throws(ConnectionFailure) -> Target {
        if let chosen { return chosen }
        let target = try CredentialChoice(options).target()
        (first, chosen) = (target, target)
        return target
    }

    /// Lets calls go to another context from now on; ``connect()`` gives its client. What is under way to the one before ends
    /// with an error.
    ///
    /// - Throws: ``ConnectionFailure`` where there is no such context; then nothing has changed.
    func change(to name: String) throws(ConnectionFailure) {
        let former = try? target()
        if isFixed, let former {
            guard former.name != name else { return }
            throw ConnectionFailure("this program stays with the context '\(former.name)'", kind: .usage)
        }
        if let first, first.name == name {
            chosen = first
        } else {
            chosen = try CredentialChoice(options).target(ofContext: name)
        }
        settings?.reload()
        guard let former, former != chosen, let client else { return }
        let reason = "the session has gone from the context '\(former.name)' to '\(name)'"
        client.configuration.policy.closedReason = reason
        client.cancelAll(saying: reason)
        self.client = nil
    }

    /// The names of the contexts there are: the session's first, those of doctl, the local API.
    var contextNames: [String] {
        if isFixed { return (try? target()).map { [$0.name] } ?? [] }
        var names = (try? target()).map { [(first ?? $0).name, $0.name] } ?? []
        names += (try? Credentials.contextNames(environment: Directories.environment)) ?? []
        names.append(Credentials.localContext)
        var known: Set<String> = []
        return names.filter { known.insert($0).inserted }
    }

    /// The client of the target.
    func connect() throws -> APIClient {
        let target = try target()
        let client = try clients.first { $0.target == target }?.client ?? keptClient(of: target)
        client.configuration.policy = policy(of: target)
        self.client = client
        return client
    }

    /// The time of whom it talks to: a local API that is open has a clock of its own. In Unix seconds.
    var now: Int64 {
        openedAPI.flatMap { try? $0.now().unixSeconds } ?? Int64(time(nil))
    }

    private func renewPolicy() {
        guard let client, let chosen else { return }
        client.configuration.policy = policy(of: chosen)
    }

    /// The client that the embedding program makes, under the policy of this session.
    func applicationClient(_ policy: Policy) throws -> APIClient {
        guard let makeApplicationClient else { throw ConnectionFailure("this program talks to no API") }
        let client = try makeApplicationClient()
        client.configuration.policy = policy
        return client
    }

    private func keptClient(of target: Target) throws -> APIClient {
        let client = try makeClient(of: target)
        clients.append((target, client))
        return client
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
        if let openedAPI { return openedAPI }
        // A person or script at play is not to be stalled by the limits of the real API; their headers are there.
        let storage: LocalAPI.Storage = data == ":memory:" ? .memory : .file(path: data)
        do {
            var configuration = LocalAPI.Configuration(storage: storage, rateLimiting: .counted)
            configuration.isCanceled = { TerminalSignals.interruptCount > 0 }
            let api = try LocalAPI(configuration)
            openedAPI = api
            return api
        } catch {
            throw ConnectionFailure(error.description)
        }
    }

    /// The local API, to be changed from outside; throws as ``local()``.
    func controlledAPI() throws(ConnectionFailure) -> LocalAPI {
        let api = try local()
        controlHandler()
        return api
    }
}
