import Glibc

/// A history file in libedit's format, shared by any number of sessions.
///
/// Every access opens the file anew without following symbolic links and refuses whatever is not a regular file of this
/// user with libedit's first line. Entries are appended one by one under `flock`, so sessions never lose each other's.
package struct HistoryFile {
    package let path: String
    /// Entries kept; the file is rewritten when it holds twice as many.
    package var limit: Int

    package init(path: String, limit: Int) {
        self.path = path
        self.limit = limit
    }

    /// Reads the entries, oldest first, of repeated ones only the newest; shortens an overlong file.
    package func load() throws(LineEditorError) -> [String] {
        guard let file = try open(O_RDWR) else { return [] }
        defer { file.close() }
        let bytes = try file.read()
        let lines = Self.parse(bytes)
        let kept = Self.unique(lines).suffix(max(0, limit))
        // A full disk leaves the long file as it is: nothing is lost.
        if lines.count > limit * 2 { try? compact(file, bytes, kept) }
        return kept.map(\.entry)
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

    /// An entry, and where the file has it.
    private struct Line {
        let entry: String
        let range: Range<Int>
    }

    private static func parse(_ bytes: [UInt8]) -> [Line] {
        var lines: [Line] = []
        bytes.withUnsafeBufferPointer { bytes in
            var start = HistoryEncoding.cookie.utf8.count
            // By hand, because every start of the program waits for it: split takes three times as long.
            while start < bytes.count {
                let end = Self.newline(in: bytes, from: start)
                let entry = HistoryEncoding.decode(UnsafeBufferPointer(rebasing: bytes[start..<end]))
                if !entry.isEmpty { lines.append(Line(entry: entry, range: start..<end)) }
                start = end + 1
            }
        }
        return lines
    }

    private static func newline(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
        else { return bytes.count }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Of equal entries the last stays.
    private static func unique(_ lines: [Line]) -> [Line] {
        var seen = Set<String>(minimumCapacity: lines.count)
        return lines.reversed().filter { seen.insert($0.entry).inserted }.reversed()
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

    /// Replaces the file by a shorter one, under the lock of the old one. Lines stay as they are, whoever wrote them.
    private func compact(
        _ file: LockedFile, _ old: [UInt8], _ lines: ArraySlice<Line>
    ) throws(LineEditorError) {
        var bytes = Array(HistoryEncoding.cookie.utf8)
        for line in lines { bytes += old[line.range] + [UInt8(ascii: "\n")] }
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
