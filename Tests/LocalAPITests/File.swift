import Glibc

enum File {
    static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "rb") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        return bytes
    }

    static func write(_ bytes: [UInt8], to path: String) {
        guard let file = fopen(path, "wb") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    /// The permission bits; 0 where there is no such file.
    static func mode(_ path: String) -> UInt32 {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    /// How many locks there are on a file, of whatever process.
    static func lockCount(_ path: String) -> Int {
        var status = stat()
        guard stat(path, &status) == 0 else { return 0 }
        let lines = String(decoding: read("/proc/locks"), as: UTF8.self).split(separator: "\n")
        return lines.filter { $0.contains(":\(status.st_ino) ") }.count
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
