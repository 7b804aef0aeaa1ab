internal import APIClient
internal import LocalAPI

// The clients.
extension Connector {
    /// What may be done in a context, and what is asked.
    func policy(of target: Target) -> Policy {
        var policy = Policy(context: target.name) { [unowned self] in confirmation.answer(to: $0) }
        if case .local = target {
            // Nothing is lost there that `localapi` could not make anew.
            policy.confirmations = .off
            policy.otherServersRefusal =
                "only DigitalOcean itself has this, not the local API; start with --context NAME, or with a token"
        }
        policy.assumedAnswers =
            switch options.assumedAnswers {
            case .none: .none
            case .yesOrNo: .yes
            case .all: .all
            }
        choice.apply(to: &policy)
        settings?.apply(to: &policy)
        if options.isReadOnly { policy.readOnlyReason = "this program only reads" }
        choice.restrict(&policy)
        return policy
    }

    /// A client of the target for somebody whose policy is another, as a snippet's. It is dry where the code is that asks for
    /// it.
    func separateClient() throws -> APIClient {
        let client = try makeClient(of: target())
        client.dryRun = self.client?.activeDryRun ?? client.dryRun
        return client
    }

    func makeClient(of target: Target) throws -> APIClient {
        let client =
            switch target {
            case .local: try localClient(policy(of: target))
            case .remote(let credentials, let url): remoteClient(credentials, url, policy(of: target))
            case .application: try applicationClient(policy(of: target))
            }
        client.writeHandler = { [unowned self] in writeHandler($0) }
        client.traceHandler = traceHandler
        if options.isDryRun { client.dryRun = DryRun { [unowned self] in dryRunHandler($0) } }
        return client
    }

    private func localClient(_ policy: Policy) throws -> APIClient {
        let api = try local()
        let transport = CountingTransport(InProcessTransport(delivering: { api.delivery(of: $0) }), requests)
        var configuration = APIClient.Configuration(policy: policy)
        configuration.token = try Token(LocalAPI.exampleToken, from: "the local API")
        return APIClient(transport: transport, configuration: configuration)
    }

    private func remoteClient(_ credentials: Credentials, _ url: BaseURL, _ policy: Policy) -> APIClient {
        credentials.warnings.forEach(warn)
        var configuration = APIClient.Configuration(
            token: credentials.token, tokenOrigin: credentials.origin, policy: policy)
        if let seconds = options.timeoutSeconds { configuration.limits.totalTimeout = .seconds(seconds) }
        let client = APIClient(
            transport: CountingTransport(CurlTransport(curlSettings(url)), requests), configuration: configuration,
            rateBudget: options.pacesRequests ? rateBudget(credentials.token, url) : nil)
        client.rateWaitHandler = rateWaitHandler
        return client
    }

    func curlSettings(_ url: BaseURL) -> CurlTransport.Settings {
        CurlTransport.Settings(
            baseURL: url, proxy: ProxySettings(environment: Directories.environment),
            certificateFile: options.certificateFile)
    }

    private func rateBudget(_ token: Token, _ url: BaseURL) -> RateBudget {
        let budget = RateBudget(sharedBy: token, at: url, in: Directories.state)
        budget.noteHandler = warn
        return budget
    }
}
