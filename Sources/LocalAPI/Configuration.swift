public import Catalog

extension LocalAPI {
    /// How an instance keeps its data and treats its callers.
    public struct Configuration: Sendable {
        public var storage: Storage
        public var access = Access.anyToken
        public var rateLimiting = RateLimiting.enforced
        public var limits = Limits()
        /// How long things take that the real API does over a while.
        public var pace = Pace.usual
        /// The clock to set when the store opens; nil keeps the one the file has, which is the system's in a new file.
        public var clock: Clock?
        /// Where identifiers, secrets and request identifiers come from. Tests give a seeded generator.
        public var randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
        public var catalog = Catalog.standard
        /// Whether every answer is compared with the catalog; one that it does not allow becomes a 500 that says why. For
        /// tests of the local API itself.
        package var checksAnswers = false
        /// Asked every few milliseconds while a change waits for another program that holds the file, for at most half a
        /// minute; true gives up. From the thread that waits.
        public var isCanceled: @Sendable () -> Bool = { false }

        public init(storage: Storage = .memory, rateLimiting: RateLimiting = .enforced) {
            self.storage = storage
            self.rateLimiting = rateLimiting
        }
    }

    /// Where the data is.
    public enum Storage: Sendable, Equatable {
        /// Gone with the instance.
        case memory
        /// An SQLite file, made where there is none (mode 0600, missing folders 0700).
        ///
        /// An answered write is in the file whatever ends the process, kill -9 included. A power failure may take the
        /// last writes, never the file's consistency: the write-ahead log is not flushed to the disk at every commit.
        case file(path: String)
    }

    /// Which bearer tokens are taken. Tokens minted by ``LocalAPI/mintToken(scopes:)`` are taken in either case.
    public enum Access: Sendable, Equatable {
        /// Every well-formed token, with full access.
        case anyToken
        /// These only, with full access.
        case only(Set<String>)
    }

    /// What happens at the end of a rate limit.
    public enum RateLimiting: Sendable, Equatable {
        /// Requests over a limit get status 429.
        case enforced
        /// Requests are counted in the headers and none is refused, so that a play script is not stalled.
        case counted
    }

    /// How much there may be of what.
    public struct Limits: Sendable, Equatable {
        /// Namespaces in all; creating one more gets status 422.
        public var namespaces = 1_000
        /// Triggers in all namespaces together; creating one more gets status 422.
        public var triggers = 1_000_000
        /// Requests of one token within any 60 seconds.
        public var requestsPerMinute = 250
        /// Requests of one token within any hour.
        public var requestsPerHour = 5_000

        public init() {}
    }
}
