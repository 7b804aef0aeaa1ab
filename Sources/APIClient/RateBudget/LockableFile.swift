import Glibc

/// A small file of this user that several processes read and write at places, under an advisory lock.
final class LockableFile {
    /// Why it cannot be used.
    enum Failure: Error, Equatable {
        /// Another process holds the lock.
        case busy
        /// The reason completes a sentence about the file.
        case unusable(reason: String)

        init(errno code: Int32) { self = .unusable(reason: String(cString: strerror(code))) }
    }

    private let descriptor: Int32

    /// Opens a regular file that belongs to this user, and nobody else may read from then on. Makes it (mode 0600) and the
    /// folders above it (0700) where they are missing. A symbolic link is not followed.
    init(_ path: String) throws(Failure) {
        for end in path.indices where path[end] == "/" && end > path.startIndex { mkdir(String(path[..<end]), 0o700) }
        // Without blocking: a named pipe in its place would wait for its other end.
        descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == ELOOP ? .unusable(reason: "it is a symbolic link; remove it") : Failure(errno: errno)
        }
        guard let status, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
            close(descriptor)
            throw .unusable(reason: "it is no regular file of this user; remove it")
        }
        if status.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
    }

    deinit { close(descriptor) }

    /// Whether nobody can open it any more.
    var isDeleted: Bool { status?.st_nlink == 0 }

    private var status: stat? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? status : nil
    }

    /// Tries for some microseconds to get the lock. The kernel gives it back when the process ends, however it ends.
    ///
    /// Never blocks: a process that was stopped while it holds the lock must not stop this one.
    func lock() throws(Failure) {
        for _ in 0..<100 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
            guard errno == EWOULDBLOCK || errno == EINTR else { throw Failure(errno: errno) }
            sched_yield()
        }
        throw .busy
    }

    func unlock() { flock(descriptor, LOCK_UN) }

    /// Makes sure that there is space for so many bytes, so that a disk that fills up later does no harm.
    func reserve(_ count: Int) throws(Failure) {
        let problem = posix_fallocate(descriptor, 0, off_t(count))
        guard problem == 0 else { throw Failure(errno: problem) }
    }

    /// So many bytes from an offset; fewer where the file ends before.
    func read(_ count: Int, at offset: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = buffer.baseAddress.map { $0 + filled }
                let got = pread(descriptor, rest, count - filled, off_t(offset + filled))
                if got < 0 && errno == EINTR { continue }
                guard got > 0 else { return }
                filled += got
            }
        }
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(Failure) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written, off_t(offset + written))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Failure(errno: errno) }
            written += count
        }
    }
}
