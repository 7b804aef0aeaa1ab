import Glibc

/// A fresh folder that goes away with this object.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        var template = Array((parent + "/moontide-test-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { preconditionFailure("no temporary folder: error \(errno)") }
        path = String(cString: made)
    }

    deinit { Self.remove(path) }

    /// The path of a file in here.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file that only its owner may read, and the folders above it; returns its path.
    @discardableResult
    public func write(_ text: String, to name: String) -> String {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/\(part)"
            mkdir(folder, 0o700)
        }
        let file = file(name)
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let bytes = Array(text.utf8)
        precondition(Glibc.write(descriptor, bytes, bytes.count) == bytes.count, "cannot write \(file)")
        close(descriptor)
        return file
    }

    private static func remove(_ path: String) {
        // Not through a symbolic link: what it points to is not ours.
        if let folder = isLink(path) ? nil : opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(folder)
        }
        Glibc.remove(path)
    }

    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
