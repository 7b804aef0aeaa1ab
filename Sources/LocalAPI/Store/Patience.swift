import CSQLiteShim
import Glibc
import Synchronization

/// How a connection waits for another program that holds the file: for a while, and not after whoever waits has given up.
final class Patience: Sendable {
    /// How long a change waits.
    static let limit = Duration.seconds(30)
    /// The longest pause between two looks, so that giving up is noticed within a person's patience.
    private static let longestPause: Int32 = 20

    private let isCanceled: @Sendable () -> Bool
    private let begin = Mutex(ContinuousClock.now)

    init(isCanceled: @escaping @Sendable () -> Bool = { false }) {
        self.isCanceled = isCanceled
    }

    /// Makes a connection wait like this; it must keep the object for as long as it lives.
    func install(on handle: OpaquePointer) {
        sqlite3_busy_handler(
            handle,
            { context, looks in
                // The connection passes the object it keeps.
                guard let context else { return 0 }
                return Unmanaged<Patience>.fromOpaque(context).takeUnretainedValue().waits(afterLooks: looks) ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Sleeps a little; false when it is time to give up.
    func waits(afterLooks looks: Int32) -> Bool {
        let waited = begin.withLock { begin in
            if looks == 0 { begin = .now }
            return begin.duration(to: .now)
        }
        guard waited < Self.limit, !isCanceled() else { return false }
        usleep(UInt32(min(looks + 1, Self.longestPause)) * 1_000)
        return true
    }
}
