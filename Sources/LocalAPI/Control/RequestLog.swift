public import Cron
import HTTPMessage
import Synchronization

extension LocalAPI {
    /// A request that was answered.
    public struct LoggedRequest: Sendable, Equatable {
        /// By the instance's clock.
        public var time: UTCTime
        public var method: String
        /// Path and query, as sent.
        public var target: String
        /// Its operation's full name; nil where it reached none.
        public var operation: String?
        public var status: Int
        /// How long the answer took to make, without a latency that was asked for.
        public var duration: Duration
        /// The beginning of the token it came with: what follows is left out. Nil where there was none.
        public var token: String?
        /// What clients find in `x-request-id`.
        public var identifier: String
        /// Whether a fault struck it.
        public var isFaulty: Bool
    }
}

/// The last requests of an instance, in its memory.
final class RequestLog: Sendable {
    private struct Ring {
        var entries: [LocalAPI.LoggedRequest] = []
        var next = 0
    }

    static let capacity = 1_000
    private let ring = Mutex(Ring())

    func add(_ entry: LocalAPI.LoggedRequest) {
        ring.withLock { ring in
            if ring.entries.count < Self.capacity {
                ring.entries.append(entry)
            } else {
                ring.entries[ring.next] = entry
                ring.next = (ring.next + 1) % Self.capacity
            }
        }
    }

    /// The oldest first.
    var all: [LocalAPI.LoggedRequest] {
        ring.withLock { Array($0.entries[$0.next...] + $0.entries[..<$0.next]) }
    }

    func clear() { ring.withLock { $0 = Ring() } }

    /// The first characters of the token in an `authorization` field, too few to be of use.
    static func mask(_ authorization: String?) -> String? {
        guard let authorization else { return nil }
        let token = authorization.utf8.drop { $0 != UInt8(ascii: " ") }.dropFirst()
        let shown = token.count >= 40 ? 10 : 0
        return String(decoding: token.prefix(shown), as: UTF8.self) + "..."
    }
}
