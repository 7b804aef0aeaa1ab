import CSQLiteShim
import Glibc
import HTTPMessage

/// The file under the store, before the store opens it for writing.
///
/// SQLite would make a file with the mode of the umask, and take any database for ours. Nothing here opens the file by
/// itself: closing a descriptor of it would take away the locks that other connections of this process hold on it
/// (sqlite.org/howtocorrupt.html section 2.2).
struct DataFile {
    let path: String

    /// Makes the file and its folders where they are missing, and refuses a file that is not ours.
    func prepare() throws(StoreError) {
        try makeFolders()
        guard mknod(path, S_IFREG | 0o600, 0) == 0 || errno == EEXIST else { throw systemError() }
        var status = stat()
        guard stat(path, &status) == 0 else { throw systemError() }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(.cannotOpen, path: path, detail: "it is not a file")
        }
        if status.st_size > 0 { try check() }
    }

    /// Looks at the header without a lock, a log or any other trace.
    private func check() throws(StoreError) {
        do throws(StoreError) {
            var connection = try Connection(readingHeaderOf: path)
            let identifier = try connection.pragma("application_id")
            let version = try connection.pragma("user_version")
            guard identifier == DataFormat.applicationID else { throw foreign(identifier) }
            guard version <= DataFormat.version else { throw StoreError(.newer(Int(version)), path: path) }
        } catch {
            // Of a file that seems cut short, the log beside it may have the rest: the store's own opening will tell.
            guard error.kind == .corrupt else { throw error }
        }
    }

    private func foreign(_ identifier: Int64) -> StoreError {
        func hexadecimal(_ number: Int64) -> String { "0x" + String(UInt32(truncatingIfNeeded: number), radix: 16) }
        let expected = hexadecimal(DataFormat.applicationID)
        return StoreError(
            .foreign, path: path,
            detail: "application identifier \(hexadecimal(identifier)), expected \(expected)")
    }

    private func makeFolders() throws(StoreError) {
        var end = path.startIndex
        while let slash = path[end...].dropFirst().firstIndex(of: "/") {
            end = slash
            let folder = String(path[..<slash])
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST || isFolder(folder) else { throw systemError() }
        }
    }

    private func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private func systemError() -> StoreError {
        let code = errno
        return StoreError(
            StoreError.Kind(systemError: code) ?? .cannotOpen, path: path, detail: String(cString: strerror(code)))
    }
}

extension StoreError.Kind {
    /// The kind of a system call's failure; nil where the number does not say more than that it failed.
    init?(systemError code: Int32) {
        switch code {
        case EACCES, EPERM, EROFS: self = .readOnly
        case ENOSPC, EDQUOT, EFBIG: self = .full
        default: return nil
        }
    }
}

extension Connection {
    /// Opens a file for reading, as one that nobody changes: SQLite then takes no lock and looks at no log.
    fileprivate init(readingHeaderOf path: String) throws(StoreError) {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        let encoded = segments.map { PercentEncoding.encode(String($0)) }.joined(separator: "/")
        try self.init(path: path, opening: "file:\(encoded)?immutable=1", flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
    }
}
