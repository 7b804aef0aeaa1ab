public import Cron

/// What a test or a shell does to the instance from outside of the API.
extension LocalAPI {
    /// The time as the instance sees it.
    public func now() throws(StoreError) -> UTCTime { UTCTime(unixSeconds: 0) }

    /// Moves the clock, backwards where `duration` is negative; whole seconds count. Schedules run and keys expire as they
    /// do when time passes.
    ///
    /// - Returns: The new time.
    /// - Throws: `StoreError` of kind `invalidTime` where the time would not be in the years 1970 to 9999.
    @discardableResult
    public func advance(by duration: Duration) throws(StoreError) -> UTCTime { UTCTime(unixSeconds: 0) }

    /// Sets the clock, for every instance on the same file.
    public func setClock(_ clock: Clock) throws(StoreError) {}

    /// Deletes every resource, sets the clock to the configuration's (the system's where it has none) and forgets the
    /// counted requests. Minted tokens stay: they are credentials, not resources.
    public func reset() throws(StoreError) {}

    /// Makes data: so many namespaces with so many triggers spread over them, beside what is there. Ignores the limits.
    public func seed(namespaces: Int, triggers: Int) throws(StoreError) {}

    /// Makes a token that may do only what one of the operation's scopes allows. Kept as a hash with its scopes.
    ///
    /// - Throws: `StoreError` of kind `unknownScope` for a scope that no operation asks for.
    public func mintToken(scopes: Set<String>) throws(StoreError) -> String { "" }

    /// How often a trigger ran and when; nil where there is no such trigger.
    public func runs(ofTrigger name: String, inNamespace namespace: String) throws(StoreError) -> TriggerRuns? { nil }

    /// Reads `90`, `90s`, `15m`, `2h`, `1d`, `1w`, `1d12h`, or one of these after a `-`. Nil for anything else.
    public static func duration(_ text: String) -> Duration? { nil }
}

/// The past and the future of one trigger.
public struct TriggerRuns: Sendable, Hashable {
    /// How many times it ran since it was created.
    public var count: Int64
    public var last: UTCTime?
    /// Nil while it is paused, and where its schedule has no further moment.
    public var next: UTCTime?
}
