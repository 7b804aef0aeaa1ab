internal import APIClient
internal import LineEditor

/// What the API has for completion, fetched beside the line that is edited.
///
/// Looking never waits and never sends: ``answer(for:onlyKnown:)`` gives what is known, and ``perform()`` fetches what was
/// found missing or old. Only reads are sent, by a client of its own, so that neither entries nor tasks are in the way or
/// wait for it. Lua is never asked.
final class LiveValues: LiveValueSource {
    private let connector: Connector
    /// What the user has chosen.
    private let settings: () -> CompletionSettings
    private var cache = LiveCache()
    private var fetches: [LiveFetch] = []
    /// Whom what is known comes from, and who asks there.
    private var peer: (target: Connector.Target, client: APIClient)?
    /// Whom the last answer was about.
    private var target: Connector.Target?

    init(_ connector: Connector, settings: @escaping () -> CompletionSettings) {
        self.connector = connector
        self.settings = settings
    }

    func answer(for list: LiveList, onlyKnown: Bool) -> LiveAnswer {
        let settings = settings()
        guard settings.isLive else { return LiveAnswer() }
        followContext()
        cache.timeToLive = settings.timeToLive
        return cache.look(at: list, onlyKnown: onlyKnown, now: .now)
    }

    // MARK: - Fetching

    /// What to wait for; nothing where nothing is under way.
    var work: BackgroundWork {
        if cache.isAnythingWanted { return BackgroundWork(timeout: .zero) }
        guard let client = peer?.client, !fetches.isEmpty else { return BackgroundWork() }
        var condition = client.waitCondition
        condition.look(by: fetches.map(\.deadline).min())
        return BackgroundWork(condition)
    }

    /// Starts what is wanted and takes what has come; whether that changes an answer.
    func perform() -> Bool {
        followContext()
        let hasFailed = startWanted()
        guard let client = peer?.client, !fetches.isEmpty else { return hasFailed }
        _ = client.wait(until: client.now)
        let now = client.now
        let countBefore = fetches.count
        fetches.removeAll { fetch in
            switch fetch.step(now: now) {
            case .contents(let contents)?: cache.finish(fetch.list.key, contents, now: now)
            case .failure(let reason)?: cache.fail(fetch.list.key, reason, now: now)
            case nil: return false
            }
            return true
        }
        return hasFailed || fetches.count < countBefore
    }

    /// Whether something could not be started.
    private func startWanted() -> Bool {
        let wanted = cache.takeWanted()
        guard !wanted.isEmpty else { return false }
        let countBefore = fetches.count
        for list in wanted {
            do {
                let client = try client()
                if let reason = connector.reasonNotToFetch(by: client) {
                    cache.fail(list.key, reason, now: .now)
                } else {
                    fetches.append(try LiveFetch(list, by: client))
                }
            } catch {
                cache.fail(list.key, "cannot be fetched", now: .now)
            }
        }
        return fetches.count < countBefore + wanted.count
    }

    private func client() throws -> APIClient {
        if let peer { return peer.client }
        let target = try connector.target()
        let client = try connector.completionClient()
        peer = (target, client)
        return client
    }

    // MARK: - Forgetting

    /// What is known of one context says nothing about another.
    private func followContext() {
        guard let current = try? connector.target(), current != target else { return }
        target = current
        forgetAll()
        peer = nil
    }

    /// A write was sent: the lists that it may have changed are not known any more.
    func forget(after call: PreparedCall) {
        drop(cache.forget { $0.isTouched(by: call) })
    }

    func forgetAll() { drop(cache.forget { _ in true }) }

    private func drop(_ keys: Set<LiveList.Key>) {
        for fetch in fetches where keys.contains(fetch.list.key) { fetch.cancel() }
        fetches.removeAll { keys.contains($0.list.key) }
    }
}
