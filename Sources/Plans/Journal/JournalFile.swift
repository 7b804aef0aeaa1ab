import Glibc

/// The open file of a journal: written at its end only, and locked as long as it is open.
final class JournalFile {
    /// Why the system refuses: `No space left on device`.
    struct Failure: Error {
        let code: Int32
        var reason: String { String(cString: strerror(code)) }

        init(_ code: Int32 = errno) { self.code = code }
    }

    private let descriptor: Int32
    /// Where the next bytes go. What is beyond was never written whole.
    private(set) var size: Int

    /// Opens a regular file of this user without following a symbolic link.
    ///
    /// - Parameter isNew: Whether it is made, which fails where there is one.
    init(_ path: String, isNew: Bool) throws(Failure) {
        let flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | (isNew ? O_CREAT | O_EXCL : 0)
        descriptor = open(path, flags, 0o600)
        size = 0
        guard descriptor >= 0 else { throw Failure() }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure() }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else { throw Failure(EPERM) }
        if status.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
        size = Int(status.st_size)
    }

    deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

    /// Takes the lock, which the kernel gives back when the process ends, however it ends.
    ///
    /// - Returns: False where another process has it.
    func lock() throws(Failure) -> Bool {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK else { throw Failure() }
        return false
    }

    /// Everything but reserved space.
    func read() throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled, off_t(filled))
            }
            if count < 0, errno != EINTR { throw Failure() }
            if count == 0 { break }
            filled += max(0, count)
        }
        return Array(bytes[..<filled].trimmingReserve)
    }

    /// Writes all of the bytes, or leaves the file as it was.
    func append(_ bytes: [UInt8]) throws(Failure) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written, off_t(size + written))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let failure = Failure(count == 0 ? ENOSPC : errno)
                ftruncate(descriptor, off_t(size))
                throw failure
            }
            written += count
        }
        size += bytes.count
    }

    /// Returns when all that was written survives a loss of power.
    func synchronize() throws(Failure) {
        let code = Self.flush(descriptor)
        guard code == 0 else { throw Failure(code) }
    }

    /// The same by a thread of its own.
    func synchronizeInBackground() -> BackgroundFlush { BackgroundFlush(descriptor) }

    /// An error number, 0 for success.
    static func flush(_ descriptor: Int32) -> Int32 {
        while fdatasync(descriptor) != 0 {
            guard errno == EINTR else { return errno }
        }
        return 0
    }

    /// Drops what is behind an offset.
    func truncate(to offset: Int) throws(Failure) {
        guard ftruncate(descriptor, off_t(offset)) == 0 else { throw Failure() }
        size = offset
    }

    /// Takes space for so many bytes behind the end, so that a disk that fills up is met before it does harm. Until it is
    /// given back, the file ends in zeros.
    func reserve(_ count: Int) throws(Failure) {
        let problem = posix_fallocate(descriptor, off_t(size), off_t(max(1, count)))
        guard problem == 0 || problem == EOPNOTSUPP || problem == EINVAL else { throw Failure(problem) }
    }

    /// Gives back the lock, and what space was reserved and not used. What was written is flushed in the background.
    func close() {
        ftruncate(descriptor, off_t(size))
        flock(descriptor, LOCK_UN)
        BackgroundFlush.begin(ofCopyOf: descriptor)
    }
}

extension ArraySlice<UInt8> {
    /// Without the zeros at its end.
    fileprivate var trimmingReserve: ArraySlice {
        var rest = self
        while rest.last == 0 { rest.removeLast() }
        return rest
    }
}
