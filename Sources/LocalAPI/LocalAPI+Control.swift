internal import Catalog
public import Cron
internal import Digest

/// What a test or a shell does to the instance from outside of the API.
extension LocalAPI {
    /// The time as the instance sees it.
    public func now() throws(StoreError) -> UTCTime {
        try stored { UTCTime(unixSeconds: try $0.clock().milliseconds(system: SystemTime.milliseconds) / 1_000) }
    }

    /// Moves the clock, backwards where `duration` is negative; whole seconds count. Schedules run and keys expire as they
    /// do when time passes.
    ///
    /// - Returns: The new time.
    /// - Throws: `StoreError` of kind `invalidTime` where the time would not be in the years 1970 to 9999.
    @discardableResult
    public func advance(by duration: Duration) throws(StoreError) -> UTCTime {
        try changed { connection in
            let system = SystemTime.milliseconds
            guard let clock = try connection.clock().advanced(by: duration.components.seconds, system: system) else {
                throw StoreError(.invalidTime, path: connection.path)
            }
            try connection.setClock(clock)
            let now = clock.milliseconds(system: system) / 1_000
            try connection.runAgenda(until: now, services)
            return UTCTime(unixSeconds: now)
        }
    }

    /// Sets the clock, for every instance on the same file.
    ///
    /// - Throws: `StoreError` of kind `invalidTime` where the time would not be in the years 1970 to 9999.
    public func setClock(_ clock: Clock) throws(StoreError) {
        try changed { connection in
            guard clock.advanced(by: 0, system: SystemTime.milliseconds) != nil else {
                throw StoreError(.invalidTime, path: connection.path)
            }
            try connection.setClock(clock)
        }
    }

    /// Deletes every resource, sets the clock to the configuration's (the system's where it has none) and forgets the
    /// counted requests. Minted tokens stay: they are credentials, not resources.
    public func reset() throws(StoreError) {
        try changed { connection in
            try connection.deleteAll()
            try connection.setClock(configuration.clock ?? .system)
            try connection.prepare(services)
        }
        limiter.forget()
    }

    /// Lets requests fail, in addition to the faults that are there: of those that strike a request the first counts.
    ///
    /// - Precondition: The fault's numbers are in their ranges.
    public func fail(_ fault: Fault) {
        precondition(fault.every >= 1 && (0...1).contains(fault.probability), "a fault's numbers are out of range")
        faults.add(fault)
    }

    /// The faults of this instance, and how many requests each saw and struck.
    public var activeFaults: [(fault: Fault, requests: Int, strikes: Int)] { faults.all }

    /// Lets no request fail any more.
    public func clearFaults() { faults.clear() }

    /// The last 1,000 requests that this instance answered, the oldest first.
    public var requests: [LoggedRequest] { log.all }

    /// Keeps everything that clients made, and the clock, under a name. The copy is in the store.
    public func snapshot(_ name: String) throws(StoreError) {
        let now = try now().unixSeconds
        try changed { try $0.keepSnapshot(name, at: now) }
    }

    /// Puts back what a snapshot has kept, the clock included. Minted tokens stay as they are.
    ///
    /// - Throws: `StoreError` of kind `misuse` where there is no snapshot of this name.
    public func restore(_ name: String) throws(StoreError) {
        let path = store.path
        try changed { connection in
            guard try connection.restoreSnapshot(name) else {
                let names = try connection.snapshotNames()
                throw StoreError(
                    .misuse("there is no snapshot '\(name)'\(Suggestion.ending(for: name, in: names))"), path: path)
            }
        }
    }

    /// The names of the snapshots, sorted.
    public func snapshots() throws(StoreError) -> [String] { try stored { try $0.snapshotNames() } }

    /// Makes so many resources of each kind beside what is there: `["droplets": 1000, "ssh_keys": 3]`. Limits do not hold
    /// for it.
    ///
    /// - Returns: The identifiers of what was made, by what it was asked for with. `triggers` are spread over the
    ///   `namespaces` made with them, or over all.
    /// - Throws: `StoreError` of kind `misuse` for what cannot be made, and for a number that is not in 0 to 1,000,000.
    @discardableResult
    public func seed(_ counts: [String: Int]) throws(StoreError) -> [String: [String]] {
        let known = (["namespaces", "triggers"] + services.families.seeds.keys).sorted()
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
            guard known.contains(name) else {
                throw misuse("cannot make '\(name)'\(Suggestion.ending(for: name, in: known))")
            }
            guard 0...1_000_000 ~= count else { throw misuse("expected a number from 0 to 1000000 for \(name)") }
        }
        var made: [String: [String]] = [:]
        if counts["namespaces"] != nil || counts["triggers"] != nil {
            made["namespaces"] = try seed(namespaces: counts["namespaces"] ?? 0, triggers: counts["triggers"] ?? 0)
        }
        let moment = Moment(now: try now().unixSeconds, services: services)
        for family in services.families.all {
            for (name, seed) in family.seeds.sorted(by: { $0.key < $1.key }) {
                guard let count = counts[name] else { continue }
                made[name] = try seeded(name) { try seed(count, moment, &$0) }
            }
        }
        return made
    }

    /// - Throws: `StoreError` of kind `misuse` where the account has no room for what is to be made, or has its names.
    private func seeded(
        _ name: String, _ seed: (inout Connection) throws -> [String]
    ) throws(StoreError) -> [String] {
        let made = try changed { connection -> Result<[String], Refusal> in
            try connection.attemptRefusable { try seed(&$0) }
        }
        switch made {
        case .success(let identifiers): return identifiers
        case .failure(let refusal): throw misuse("cannot make these \(name): \(refusal.message)")
        }
    }

    func misuse(_ problem: String) -> StoreError { StoreError(.misuse(problem), path: store.path) }

    /// Makes a token that may do only what its scopes allow. What is kept is its hash.
    ///
    /// - Parameter scopes: `function:read` and the like; a token without any can call what asks for none.
    /// - Throws: `StoreError` of kind `unknownScope` for a scope that no operation asks for.
    public func mintToken(scopes: Set<String>) throws(StoreError) -> String {
        let known = Set(configuration.catalog.allOperations.flatMap(\.scopes).joined())
        if let scope = scopes.subtracting(known).min() {
            throw StoreError(
                .unknownScope(scope), path: store.path, detail: Suggestion.ending(for: scope, in: known.sorted()))
        }
        let text = Token.mintedPrefix + randomness.hexadecimal(Token.mintedDigits)
        let digest = SHA256.digest(Array(text.utf8))
        let now = try now().unixSeconds
        try changed { try $0.insertToken(digest: digest, scopes: scopes, at: now) }
        return text
    }

    /// How often a trigger ran and when; nil where there is no such trigger.
    public func runs(ofTrigger name: String, inNamespace namespace: String) throws(StoreError) -> TriggerRuns? {
        let now = try now().unixSeconds
        let schedule = try stored { connection -> Schedule? in
            let key = ResourceKey(kind: Functions.namespaceKind, id: namespace)
            guard let parent = try connection.resource(key)?.sequence else { return nil }
            return try connection.trigger(name, of: parent)?.schedule
        }
        return schedule.map { TriggerRuns($0, at: now) }
    }
}

/// The past and the future of one trigger.
public struct TriggerRuns: Sendable, Hashable {
    /// How many times it ran since it was created.
    public var count: Int64
    public var last: UTCTime?
    /// Nil while it is paused, and where its schedule has no further moment.
    public var next: UTCTime?

    init(_ schedule: Schedule, at now: Int64) {
        count = schedule.count(at: now)
        last = schedule.last(at: now).map(UTCTime.init)
        next = schedule.next(at: now).map(UTCTime.init)
    }
}

extension LocalAPI {
    /// Runs `body` within a change, as another request or another program may be in the middle of one.
    package func whileWriting(_ body: () throws -> Void) throws {
        try store.write { _ in try body() }
    }

    /// Makes a file of format 1, which former versions of the program left, with what a script puts into it.
    package static func makeFormerFile(_ path: String, script: String) throws(StoreError) {
        let connection = try Connection(path: path)
        try connection.execute(DataFormat.firstCreation)
        try connection.execute(script)
    }

    /// Makes the store as full as a disk is when it has no room for more than so many pages; nil takes the limit away.
    package func limitPages(to pages: Int?) throws(StoreError) {
        do {
            try store.configure { try $0.execute("PRAGMA max_page_count = \(pages ?? 1_073_741_823)") }
        } catch {
            throw storeError(error)
        }
    }

    /// Makes what an account has from the beginning, as far as it has not been made.
    func prepare() throws(StoreError) {
        let missing = try stored { try $0.unpreparedFamilies(services) }
        if !missing.isEmpty { try changed { try $0.prepare(services) } }
    }

    func stored<T: Sendable>(_ body: (inout Connection) throws -> T) throws(StoreError) -> T {
        do {
            return try store.read(body)
        } catch {
            throw storeError(error)
        }
    }

    func changed<T: Sendable>(_ body: (inout Connection) throws -> T) throws(StoreError) -> T {
        do {
            return try store.write(body)
        } catch {
            throw storeError(error)
        }
    }

    private func storeError(_ error: any Error) -> StoreError {
        error as? StoreError ?? StoreError(.failed, path: store.path, detail: "\(error)")
    }
}
