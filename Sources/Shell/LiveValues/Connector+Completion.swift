internal import APIClient
internal import Glibc
internal import LocalAPI

// The client of completion.
extension Connector {
    /// A client that reads and does nothing else: it sends everything once, waits no longer than a fetch may take, counts for
    /// no entry, and says nothing.
    func completionClient() throws -> APIClient {
        let target = try target()
        var configuration = APIClient.Configuration(
            retry: .none, limits: .completion,
            policy: Policy(context: target.name, isReadOnly: true, confirmations: .off, ask: { _ in .no }))
        switch target {
        case .local:
            let api = try local()
            configuration.token = try Token(LocalAPI.exampleToken, from: "the local API")
            return APIClient(
                transport: InProcessTransport(delivering: { api.delivery(of: $0) }), configuration: configuration)
        case .remote(let credentials, let url):
            configuration.token = credentials.token
            let budget =
                options.pacesRequests
                ? RateBudget(sharedBy: credentials.token, at: url, in: Directories.state) : nil
            return APIClient(
                transport: CurlTransport(curlSettings(url)), configuration: configuration, rateBudget: budget)
        case .application:
            let client = try applicationClient(configuration.policy)
            (client.configuration.retry, client.configuration.limits) = (.none, .completion)
            return client
        }
    }

    /// Why completion does not send anything at the moment: the requests that are left are for what the user runs. Nil where
    /// there are enough.
    func reasonNotToFetch(by client: APIClient) -> String? {
        guard case .remote? = try? target() else { return nil }
        let reason = "not fetched, few requests are left"
        if let status = client.rateStatus { return status.isLow ? reason : nil }
        let limits = [self.client?.rateLimit, client.rateLimit].compactMap(\.self)
        return limits.contains { RateNotice.isLow($0) && $0.reset > Int64(time(nil)) } ? reason : nil
    }
}

extension TransferLimits {
    /// Answers are of use while somebody waits for them, and lists of names are short.
    fileprivate static let completion = TransferLimits(
        connectTimeout: LiveFetch.timeLimit, totalTimeout: LiveFetch.timeLimit, stallTimeout: LiveFetch.timeLimit,
        maximumResponseBytes: 16 << 20)
}

extension RateBudget.Status {
    /// Whether less than a tenth of a limit is left.
    fileprivate var isLow: Bool { minute.isLow || hour.isLow }
}

extension RateBudget.Usage {
    fileprivate var isLow: Bool { wait > .zero || (limit - used) * 10 < limit }
}
