import Glibc

/// An open, exclusively locked history file of this user.
struct LockedFile {
    private let path: String
    private let descriptor: Int32
    /// The file's size when it was locked, in bytes.
    let size: Int
    let inode: ino_t

    /// - Throws: `.unsafeHistory` for anything but a regular file of this user, `.foreignHistory` when the first line is
    ///   not libedit's, `.historyUnavailable` with the error number for the rest (`ENOENT`: there is no such file).
    init(path: String, flags: Int32) throws(LineEditorError) {
        // Without blocking, because opening a named pipe would wait for its other end.
        let descriptor = Glibc.open(path, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_APPEND, 0o600)
        guard descriptor >= 0 else {
            let isUnsafe = errno == ELOOP || errno == EISDIR || errno == ENXIO
            throw LineEditorError(isUnsafe ? .unsafeHistory : .historyUnavailable, path: path, errorNumber: errno)
        }
        do {
            let status = try Self.lock(descriptor, path)
            self.path = path
            self.descriptor = descriptor
            size = status.st_size
            inode = status.st_ino
            try checkCookie()
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    private static func lock(_ descriptor: Int32, _ path: String) throws(LineEditorError) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unavailable(path) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
            throw LineEditorError(.unsafeHistory, path: path)
        }
        if status.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw unavailable(path) }
        }
        guard fstat(descriptor, &status) == 0 else { throw unavailable(path) }
        return status
    }

    private static func unavailable(_ path: String) -> LineEditorError {
        LineEditorError(.historyUnavailable, path: path, errorNumber: errno)
    }

    private func checkCookie() throws(LineEditorError) {
        guard size > 0 else { return }
        let start = try read(HistoryEncoding.cookie.utf8.count, at: 0)
        guard start.elementsEqual(HistoryEncoding.cookie.utf8) else {
            throw LineEditorError(.foreignHistory, path: path)
        }
    }

    /// Closes the file, which gives the lock back.
    func close() {
        Glibc.close(descriptor)
    }

    func read() throws(LineEditorError) -> [UInt8] {
        try read(size, at: 0)
    }

    func endsWithNewline() throws(LineEditorError) -> Bool {
        try read(1, at: size - 1) == [UInt8(ascii: "\n")]
    }

    private func read(_ count: Int, at offset: Int) throws(LineEditorError) -> [UInt8] {
        var failure: LineEditorError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, offset + filled)
                if got == 0 { break }
                if got > 0 {
                    filled += got
                } else if errno != EINTR {
                    failure = Self.unavailable(path)
                    break
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Appends all of the bytes, or none of them.
    func append(_ bytes: [UInt8]) throws(LineEditorError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                let failure = Self.unavailable(path)
                ftruncate(descriptor, size)
                throw failure
            }
        }
    }

    func synchronize() throws(LineEditorError) {
        guard fsync(descriptor) == 0 else { throw Self.unavailable(path) }
    }
}
