internal import Glibc

/// The Lua file that is run before the first prompt: `init.lua` in the folder of the configuration, or one that was named.
struct StartupFile {
    let path: String
    /// Whether somebody named it: then it has to be there, and may be anything that can be read.
    let isNamed: Bool

    /// More than a person writes.
    private static let maximumBytes = 1 << 20

    /// The one that the options ask for; nil where they ask for none.
    init?(_ choice: ShellOptions.Startup, in directories: Directories) {
        switch choice {
        case .none: return nil
        case .standard: (path, isNamed) = (directories.configuration + "/init.lua", false)
        case .file(let path): (self.path, isNamed) = (path, true)
        }
    }

    /// What is in it; nil where there is none, and none was named.
    ///
    /// - Throws: ``SourceError`` also for one in the user's folder that somebody else could have written.
    func source() throws(SourceError) -> SourceText? {
        // Opening a pipe without a writer would wait for one.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | (isNamed ? 0 : O_NONBLOCK))
        guard descriptor >= 0 else {
            let code = errno
            if !isNamed, code == ENOENT || code == ENOTDIR { return nil }
            throw SourceError(file: path, reason: .unreadable(errno: code))
        }
        defer { close(descriptor) }
        try check(descriptor)
        return try SourceText(try read(descriptor), name: "@" + path)
    }

    private func check(_ descriptor: Int32) throws(SourceError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw SourceError(file: path, reason: .unreadable(errno: errno))
        }
        if status.st_mode & S_IFMT == S_IFDIR { throw unusable("it is a directory; put a file there") }
        guard !isNamed else { return }
        guard status.st_mode & S_IFMT == S_IFREG else { throw unusable("it is no regular file") }
        guard status.st_uid == geteuid() || status.st_uid == 0 else { throw unusable("it is another user's") }
        guard status.st_mode & 0o022 == 0 else {
            throw unusable("others may write it; chmod go-w makes it yours")
        }
    }

    private func read(_ descriptor: Int32) throws(SourceError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SourceError(file: path, reason: .unreadable(errno: errno)) }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= Self.maximumBytes else {
                throw unusable("it is larger than 1 MiB; let it load what is large with dofile")
            }
        }
    }

    private func unusable(_ reason: String) -> SourceError { SourceError(file: path, reason: .unusable(reason)) }
}
