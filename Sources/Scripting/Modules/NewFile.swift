internal import Glibc

/// A file that appears whole or not at all: its bytes are on the disk before it gets its name.
struct NewFile {
    /// Why it could not be written, in words.
    struct Problem: Error {
        let reason: String

        init(_ reason: String) { self.reason = reason }

        /// The words of the system for `errno`.
        init(_ what: String, _ number: Int32) { reason = "\(what): \(String(cString: strerror(number)))" }
    }

    let path: String
    /// Whether a file of that name is replaced; it keeps its permissions.
    let isReplacing: Bool

    /// Writes the file. A new one is the owner's alone to read: what an API gives may be credentials.
    func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        let target = try resolvedTarget()
        let temporary = try temporaryFile(beside: target)
        do throws(Problem) {
            defer { close(temporary.descriptor) }
            try Self.write(bytes, to: temporary.descriptor)
            keepPermissions(of: target, for: temporary.descriptor)
            guard fsync(temporary.descriptor) == 0 else { throw Problem("not written", errno) }
        } catch {
            unlink(temporary.path)
            throw error
        }
        try name(temporary.path, target)
    }

    /// The file itself where the path is a symbolic link and is to be replaced, so that the link stays.
    private func resolvedTarget() throws(Problem) -> String {
        var status = stat()
        guard lstat(path, &status) == 0 else { return path }
        guard isReplacing else { throw Self.exists }
        guard let resolved = realpath(path, nil) else { throw Problem("not written", errno) }
        defer { free(resolved) }
        guard stat(resolved, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Problem("is no regular file")
        }
        return String(cString: resolved)
    }

    private static let exists = Problem("the file exists; { overwrite = true } replaces it")

    private func temporaryFile(beside target: String) throws(Problem) -> (path: String, descriptor: Int32) {
        var template = Array("\(target).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw Problem("no file can be made there", errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
        return (String(decoding: bytes, as: UTF8.self), descriptor)
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(Problem) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Problem("not written", errno) }
            rest = rest.dropFirst(count)
        }
    }

    private func keepPermissions(of target: String, for descriptor: Int32) {
        var status = stat()
        guard isReplacing, stat(target, &status) == 0 else { return }
        // Where that fails, the file stays the owner's alone.
        _ = fchmod(descriptor, status.st_mode & 0o777)
    }

    private func name(_ temporary: String, _ target: String) throws(Problem) {
        if isReplacing {
            if rename(temporary, target) == 0 { return }
        } else if link(temporary, target) == 0 {
            // A link, unlike a renaming, fails where the name has been given meanwhile.
            unlink(temporary)
            return
        }
        let number = errno
        unlink(temporary)
        throw number == EEXIST ? Self.exists : Problem("not written", number)
    }
}
