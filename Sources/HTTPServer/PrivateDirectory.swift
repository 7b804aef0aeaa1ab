internal import Glibc

/// A directory for the files of one user.
struct PrivateDirectory: Sendable {
    private let directory: String

    /// Makes the directory, and those above it, with mode 0700 where they do not exist.
    init(_ path: String) throws(HTTPServerError) {
        directory = path
        for end in path.indices where path[end] == "/" && end > path.startIndex { mkdir(String(path[..<end]), 0o700) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system("make the directory \(path)") }
    }

    func path(of name: String) -> String { directory + "/" + name }

    /// Runs `body` while no other process, and no other thread, is in here.
    func locked<Result>(_ body: () throws(HTTPServerError) -> Result) throws(HTTPServerError) -> Result {
        let descriptor = open(path(of: "lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("open \(path(of: "lock"))") }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .system("lock \(path(of: "lock"))") }
        }
        return try body()
    }

    /// Nil where there is no such file.
    func read(_ name: String) throws(HTTPServerError) -> [UInt8]? {
        try read(name, check: { _ throws(HTTPServerError) in })
    }

    /// Refuses a file that group or others may read: its secret is none any more.
    func readKey(_ name: String) throws(HTTPServerError) -> [UInt8]? {
        try read(name) { status throws(HTTPServerError) in
            guard status.st_mode & 0o077 == 0 else {
                throw HTTPServerError(
                    .exposedKey,
                    "\(path(of: name)) can be read by other users; delete it to get a new one, or run chmod 600 on it if "
                        + "nobody did")
            }
        }
    }

    private func read(_ name: String, check: (stat) throws(HTTPServerError) -> Void) throws(HTTPServerError) -> [UInt8]?
    {
        let descriptor = open(path(of: name), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .system("open \(path(of: name))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system("look at \(path(of: name))") }
        try check(status)
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw .system("read \(path(of: name))") }
        return Array(bytes.prefix(count))
    }

    /// Writes a temporary file, brings it to the disk and renames it, so that no reader and no crash meets half a file.
    func write(_ bytes: [UInt8], to name: String, mode: mode_t) throws(HTTPServerError) {
        let temporary = path(of: ".\(name).\(getpid())")
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .system("write \(temporary)") }
        // The mode of `open` is cut by the process's mask.
        let isWritten =
            fchmod(descriptor, mode) == 0 && Glibc.write(descriptor, bytes, bytes.count) == bytes.count
            && fsync(descriptor) == 0
        let code = errno
        guard close(descriptor) == 0, isWritten else {
            unlink(temporary)
            throw .system("write \(temporary)", errno: code)
        }
        guard rename(temporary, path(of: name)) == 0 else { throw .system("write \(path(of: name))") }
        try synchronize()
    }

    /// Brings the renaming itself to the disk.
    private func synchronize() throws(HTTPServerError) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open \(directory)") }
        fsync(descriptor)
        close(descriptor)
    }
}
