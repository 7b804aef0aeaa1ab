import Glibc
import Synchronization

/// A flush of a file to the disk in a thread of its own, so that a run need not stand still meanwhile.
final class BackgroundFlush {
    /// What the thread shares.
    private final class Work: Sendable {
        static let isRunning: Int32 = -1
        let descriptor: Int32
        /// An error number when it has ended, 0 for success.
        let result = Atomic<Int32>(isRunning)

        init(_ descriptor: Int32) { self.descriptor = descriptor }
    }

    private let work: Work
    private var thread = pthread_t()
    private var isJoined: Bool

    /// - Parameter descriptor: Stays open until this has been waited for, or is gone.
    init(_ descriptor: Int32) {
        work = Work(descriptor)
        // Signals are for the threads that expect them.
        var (all, former) = (sigset_t(), sigset_t())
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &former)
        let context = Unmanaged.passRetained(work)
        let problem = pthread_create(&thread, nil, flushFile, context.toOpaque())
        pthread_sigmask(SIG_SETMASK, &former, nil)
        isJoined = problem != 0
        guard isJoined else { return }
        context.release()
        work.result.store(JournalFile.flush(descriptor), ordering: .releasing)
    }

    deinit { join() }

    var hasEnded: Bool { work.result.load(ordering: .acquiring) != Work.isRunning }

    /// Blocks until it has ended.
    func wait() throws(JournalFile.Failure) {
        join()
        let code = work.result.load(ordering: .acquiring)
        guard code == 0 else { throw JournalFile.Failure(code) }
    }

    private func join() {
        if !isJoined { pthread_join(thread, nil) }
        isJoined = true
    }

    fileprivate static func run(_ context: UnsafeMutableRawPointer?) {
        guard let context else { return }
        let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
        work.result.store(JournalFile.flush(work.descriptor), ordering: .releasing)
    }
}

private let flushFile: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
    BackgroundFlush.run(context)
    return nil
}
