internal import Glibc

/// Reads and writes small files whole.
package enum SnippetFile {
    /// The text of a file that is to be a snippet.
    ///
    /// - Throws: ``SnippetError`` of kind `file`.
    package static func text(at path: String) throws(SnippetError) -> String {
        try SourceCheck.text(of: bytes(at: path), file: path)
    }

    /// The text of a file that is a value of a snippet, whatever its line ends are: at most 16 MiB of UTF-8.
    ///
    /// - Throws: ``SnippetError`` of kind `file`.
    package static func value(at path: String) throws(SnippetError) -> String {
        let limit = 16 << 20
        let bytes = try bytes(at: path, limit: limit)
        guard bytes.count <= limit else { throw SnippetError(.file, path, "is larger than 16 MiB") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SnippetError(.file, path, "is no text in UTF-8")
        }
        return text
    }

    /// The bytes of a regular file up to the limit; more where it is larger.
    static func bytes(at path: String, limit: Int = SourceCheck.maximumBytes) throws(SnippetError) -> [UInt8] {
        // Not blocking: a pipe without a writer would.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(path, "cannot be opened", errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path, "cannot be read", errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw SnippetError(.file, path, "is no regular file") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= limit {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path, "cannot be read", errno) }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// Whether something has that path.
    package static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in a folder, sorted; empty where it is none.
    static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    package static func remove(_ path: String) throws(SnippetError) {
        guard unlink(path) == 0 else { throw failure(path, "cannot be removed", errno) }
    }

    static func failure(_ path: String, _ what: String, _ number: Int32) -> SnippetError {
        SnippetError(.file, path, "\(what): \(String(cString: strerror(number)))")
    }
}

// Writing.
extension SnippetFile {
    /// Writes a file of the user's own, whole or not at all, and makes the folders above it.
    ///
    /// - Throws: ``SnippetError`` of kind `file`.
    package static func write(_ text: String, to path: String) throws(SnippetError) {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        try makeFolder(folder)
        var template = Array("\(path).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure(path, "cannot be written", errno) }
        let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let isWritten = write(Array(text.utf8), to: descriptor) && fsync(descriptor) == 0
        let number = errno
        close(descriptor)
        guard isWritten, rename(temporary, path) == 0 else {
            let reason = isWritten ? errno : number
            unlink(temporary)
            throw failure(path, "cannot be written", reason)
        }
    }

    private static func makeFolder(_ folder: String) throws(SnippetError) {
        var path = ""
        for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
            path += path.isEmpty && part.isEmpty ? "/" : (path.isEmpty || path.hasSuffix("/") ? "" : "/") + part
            guard mkdir(path, 0o700) == 0 || errno == EEXIST || isFolder(path) else {
                throw failure(path, "cannot be made", errno)
            }
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
