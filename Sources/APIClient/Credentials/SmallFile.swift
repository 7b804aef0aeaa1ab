import Glibc

/// A file of at most 1 MiB, read whole.
struct SmallFile {
    let bytes: [UInt8]
    /// Whether it is a regular file that the group or everybody may read or write.
    let isOpenToOthers: Bool

    struct Failure: Error {
        var reason: String
        /// Whether there is no such file, which need not be a mistake.
        var isMissing: Bool

        init(errno code: Int32) {
            reason = String(cString: strerror(code))
            isMissing = code == ENOENT || code == ENOTDIR
        }

        init(reason: String) {
            self.reason = reason
            isMissing = false
        }
    }

    private static let maximumBytes = 1 << 20

    init(_ path: String) throws(Failure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(errno: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure(errno: errno) }
        isOpenToOthers = status.st_mode & S_IFMT == S_IFREG && status.st_mode & 0o066 != 0
        bytes = try Self.read(descriptor)
    }

    /// A file that says what may be done: the user's own, not a link to elsewhere, and not to be written by anyone else.
    init(ownAt path: String) throws(Failure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ELOOP
                ? Failure(reason: "it is a symbolic link; put the file itself there") : Failure(errno: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure(errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(reason: "it is no regular file") }
        guard status.st_uid == geteuid() || status.st_uid == 0 else { throw Failure(reason: "it is another user's") }
        guard status.st_mode & 0o022 == 0 else {
            throw Failure(reason: "others may write it; chmod go-w \(path) makes it yours")
        }
        isOpenToOthers = status.st_mode & 0o066 != 0
        bytes = try Self.read(descriptor)
    }

    private static func read(_ descriptor: Int32) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Failure(errno: errno) }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= maximumBytes else { throw Failure(reason: "it is larger than 1 MiB") }
        }
    }
}
