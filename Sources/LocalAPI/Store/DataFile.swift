import Glibc

/// The file under the store, before SQLite sees it.
///
/// SQLite would make a file in any folder with the mode of the umask, and take any database for ours.
struct DataFile {
    let path: String

    /// Makes the file and its folders where they are missing, and refuses a file that is not ours without opening it for
    /// writing.
    func prepare() throws(StoreError) {
        try makeFolders()
        let descriptor = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw systemError() }
        defer { close(descriptor) }
        var header = [UInt8](repeating: 0, count: 100)
        let count = pread(descriptor, &header, header.count, 0)
        guard count >= 0 else { throw systemError() }
        guard count > 0 else { return }
        try check(Array(header.prefix(count)), size: fileSize(descriptor))
    }

    /// sqlite.org/fileformat.html section 1.3.
    private func check(_ header: [UInt8], size: Int64) throws(StoreError) {
        guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw StoreError(.notADatabase, path: path)
        }
        let applicationID = Self.integer(header, at: 68)
        guard applicationID == DataFormat.applicationID else {
            throw StoreError(
                .foreign, path: path,
                detail: "application identifier 0x" + String(applicationID, radix: 16) + ", expected 0x"
                    + String(DataFormat.applicationID, radix: 16))
        }
        let version = Int(Self.integer(header, at: 60))
        guard version <= DataFormat.version else { throw StoreError(.newer(version), path: path) }
        try checkSize(header, size: size)
    }

    /// A file cut short. A write-ahead log may still hold the pages that the file lacks, so nothing is said beside one.
    private func checkSize(_ header: [UInt8], size: Int64) throws(StoreError) {
        guard fileSize(ofPath: path + "-wal") == 0, fileSize(ofPath: path + "-journal") == 0 else { return }
        let storedPageSize = Int64(header[16]) << 8 | Int64(header[17])
        let expected = Int64(Self.integer(header, at: 28)) * (storedPageSize == 1 ? 65_536 : storedPageSize)
        guard size >= expected else {
            throw StoreError(.corrupt, path: path, detail: "expected \(expected) bytes, found \(size)")
        }
    }

    private static func integer(_ header: [UInt8], at offset: Int) -> UInt32 {
        header[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
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

    private func fileSize(_ descriptor: Int32) -> Int64 {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int64(status.st_size) : 0
    }

    /// 0 where there is no such file.
    private func fileSize(ofPath path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }

    private func systemError() -> StoreError {
        let code = errno
        let kind: StoreError.Kind =
            switch code {
            case EACCES, EPERM, EROFS: .readOnly
            case ENOSPC, EDQUOT: .full
            default: .cannotOpen
            }
        return StoreError(kind, path: path, detail: String(cString: strerror(code)))
    }
}
