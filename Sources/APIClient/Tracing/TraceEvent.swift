/// What went over the wire, to be shown: every attempt, page and poll, without any secret.
///
/// In the place of a secret stands a mark. Secrets are the token, header fields and members of a document whose names tell of
/// one, members that the catalog says are one, and whatever has the form of a token.
public enum TraceEvent: Sendable, Equatable {
    case request(Request)
    case answer(Answer)
    /// No answer came: why.
    case failure(number: Int, reason: String, duration: Duration)

    public struct Request: Sendable, Equatable {
        /// Counts what this client has sent, from 1; its answer has the same.
        public var number: Int
        /// Which attempt at the call it is, from 1.
        public var attempt: Int
        public var method: String
        /// The address with its query: `https://api.digitalocean.com/v2/droplets?page=2`.
        public var url: String
        public var headers: [Header]
        public var body: Body
    }

    public struct Answer: Sendable, Equatable {
        /// That of the request.
        public var number: Int
        public var status: Int
        /// From the request's start to the answer's end.
        public var duration: Duration
        public var headers: [Header]
        public var body: Body
    }

    public struct Header: Sendable, Equatable {
        public var name: String
        public var value: String
    }

    public enum Body: Sendable, Equatable {
        case none
        /// JSON in one line.
        case json(String)
        /// Anything else is not shown, since nobody knows what in it is a secret.
        case other(mediaType: String?, byteCount: Int)
    }
}
