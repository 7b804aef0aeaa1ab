import Glibc

/// A history file in libedit's format, shared by any number of sessions.
///
/// Every access opens the file anew without following symbolic links and refuses whatever is not a regular file of this
/// user with libedit's first line. Entries are appended one by one under `flock`, so sessions never lose each other's.
package struct HistoryFile {
    package let path: String
    /// Entries kept; the file is rewritten when it holds twice as many.
    package let limit: Int

    package init(path: String, limit: Int) {
        self.path = path
        self.limit = limit
    }

    /// Reads the entries, oldest first, of repeated ones only the newest; shortens an overlong file.
    package func load() throws(LineEditorError) -> [String] {
        guard let file = try open(O_RDWR) else { return [] }
        defer { file.close() }
        let (entries, lines) = Self.parse(try file.read())
        let kept = Array(entries.suffix(limit))
        // A full disk leaves the long file as it is: nothing is lost.
        if lines > limit * 2 { try? compact(file, kept) }
        return kept
    }

    /// Appends one entry, creating the file and its directories (0600, 0700) where needed.
    package func append(_ entry: String) throws(LineEditorError) {
        makeDirectories()
        guard let file = try open(O_RDWR | O_CREAT) else {
            throw LineEditorError(.historyUnavailable, path: path, errorNumber: ENOENT)
        }
        defer { file.close() }
        var bytes: [UInt8] = []
        if file.size == 0 {
            bytes += Array(HistoryEncoding.cookie.utf8)
        } else if try !file.endsWithNewline() {
            // Another writer was cut off in the middle of a line.
            bytes.append(UInt8(ascii: "\n"))
        }
        try file.append(bytes + HistoryEncoding.encode(entry))
    }

    /// What tells one state of the file from another: nil when it cannot be looked at.
    package func version() -> Version? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        return Version(
            inode: status.st_ino, size: status.st_size, seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec)
    }

    package struct Version: Equatable {
        let inode: ino_t
        let size: off_t
        let seconds: Int
        let nanoseconds: Int
    }

    private static func parse(_ bytes: [UInt8]) -> (entries: [String], lines: Int) {
        var entries: [String] = []
        var start = HistoryEncoding.cookie.utf8.count
        // By hand, because every start of the program waits for it: split takes three times as long.
        for index in bytes.indices.dropFirst(start) where bytes[index] == UInt8(ascii: "\n") {
            let entry = HistoryEncoding.decode(bytes[start..<index])
            if !entry.isEmpty { entries.append(entry) }
            start = index + 1
        }
        if start < bytes.count { entries.append(HistoryEncoding.decode(bytes[start...])) }
        return (unique(entries), entries.count)
    }

    /// Of equal entries the last stays.
    package static func unique(_ entries: [String]) -> [String] {
        var seen = Set<String>(minimumCapacity: entries.count)
        return entries.reversed().filter { seen.insert($0).inserted }.reversed()
    }

    private func makeDirectories() {
        for (index, byte) in path.utf8.enumerated() where byte == UInt8(ascii: "/") && index > 0 {
            // Failure shows when the file is opened.
            mkdir(String(decoding: path.utf8.prefix(index), as: UTF8.self), 0o700)
        }
    }

    /// Opens and locks the file; nil when it does not exist.
    private func open(_ flags: Int32) throws(LineEditorError) -> LockedFile? {
        for attempt in 0... {
            let file: LockedFile
            do {
                file = try LockedFile(path: path, flags: flags)
            } catch  where error.errorNumber == ENOENT {
                return nil
            }
            // Another session may have put a shorter file in its place while we waited for the lock.
            // Some layered file systems give one file two numbers: then there is nothing to wait for.
            if version()?.inode == file.inode || attempt == 9 { return file }
            file.close()
        }
        return nil
    }

    /// Replaces the file by a shorter one, under the lock of the old one.
    private func compact(_ file: LockedFile, _ entries: [String]) throws(LineEditorError) {
        var bytes = Array(HistoryEncoding.cookie.utf8)
        for entry in entries { bytes += HistoryEncoding.encode(entry) }
        let temporary = "\(path).\(getpid())"
        let replacement = try LockedFile(path: temporary, flags: O_RDWR | O_CREAT | O_EXCL)
        defer { replacement.close() }
        do {
            try replacement.append(bytes)
            try replacement.synchronize()
        } catch {
            unlink(temporary)
            throw error
        }
        if rename(temporary, path) != 0 { unlink(temporary) }
    }
}
