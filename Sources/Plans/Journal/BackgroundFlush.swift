import Glibc
import Synchronization

/// A flush of a file to the disk in a thread of its own, so that a run need not stand still meanwhile.
final class BackgroundFlush {
    /// What the thread shares.
    private final class Work: Sendable {
        static let isRunning: Int32 = -1
        let descriptor: Int32
        let isOwner: Bool
        /// An error number when it has ended, 0 for success.
        let result = Atomic<Int32>(isRunning)

        init(_ descriptor: Int32, isOwner: Bool) {
            self.descriptor = descriptor
            self.isOwner = isOwner
        }

        deinit { if isOwner { close(descriptor) } }

        func run() { result.store(JournalFile.flush(descriptor), ordering: .releasing) }
    }

    private let work: Work
    /// Nil where it has ended, or nobody waits for it.
    private var thread: pthread_t?

    /// - Parameter descriptor: Stays open until this has been waited for, or is gone.
    init(_ descriptor: Int32) {
        work = Work(descriptor, isOwner: false)
        thread = Self.thread(running: work)
        if thread == nil { work.run() }
    }

    deinit { join() }

    /// Begins one that nobody waits for. The file may be closed.
    static func begin(ofCopyOf descriptor: Int32) {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0, let thread = thread(running: Work(copy, isOwner: true)) else { return }
        pthread_detach(thread)
    }

    var hasEnded: Bool { work.result.load(ordering: .acquiring) != Work.isRunning }

    /// Blocks until it has ended.
    func wait() throws(JournalFile.Failure) {
        join()
        let code = work.result.load(ordering: .acquiring)
        guard code == 0 else { throw JournalFile.Failure(code) }
    }

    private func join() {
        if let thread { pthread_join(thread, nil) }
        thread = nil
    }

    /// Nil where there can be no further thread.
    private static func thread(running work: Work) -> pthread_t? {
        // Signals are for the threads that expect them.
        var (all, former) = (sigset_t(), sigset_t())
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &former)
        defer { pthread_sigmask(SIG_SETMASK, &former, nil) }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(work)
        guard pthread_create(&thread, nil, flushFile, context.toOpaque()) == 0 else {
            context.release()
            return nil
        }
        return thread
    }

    fileprivate static func run(_ context: UnsafeMutableRawPointer?) {
        guard let context else { return }
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
    }
}

private let flushFile: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
    BackgroundFlush.run(context)
    return nil
}
