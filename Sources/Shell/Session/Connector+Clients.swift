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
        settings?.apply(to: &policy)
        return policy
    }

    func localClient(_ policy: Policy) throws -> APIClient {
        let api = try local()
        let transport = CountingTransport(InProcessTransport(delivering: { api.delivery(of: $0) }), requests)
        var configuration = APIClient.Configuration(policy: policy)
        configuration.token = try Token(LocalAPI.exampleToken, from: "the local API")
        return APIClient(transport: transport, configuration: configuration)
    }

    func remoteClient(_ credentials: Credentials, _ url: BaseURL, _ policy: Policy) -> APIClient {
        credentials.warnings.forEach(warn)
        let settings = CurlTransport.Settings(
            baseURL: url, proxy: ProxySettings(environment: Directories.environment),
            certificateFile: options.certificateFile)
        var configuration = APIClient.Configuration(
            token: credentials.token, tokenOrigin: credentials.origin, policy: policy)
        if let seconds = options.timeoutSeconds { configuration.limits.totalTimeout = .seconds(seconds) }
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
