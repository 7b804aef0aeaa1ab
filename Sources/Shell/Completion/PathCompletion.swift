internal import Glibc
internal import LineEditor

/// Files and folders that a path may go on to.
enum PathCompletion {
    /// More entries than this are of no use in a menu.
    private static let limit = 500

    /// - Parameter stem: the path typed so far; `~/` is the home folder.
    static func candidates(for stem: String) -> [CompletionCandidate] {
        let folderEnd = stem.lastIndex(of: "/").map(stem.index(after:)) ?? stem.startIndex
        let typedFolder = String(stem[..<folderEnd])
        let name = String(stem[folderEnd...])
        return entries(of: expand(typedFolder)).filter { entry in
            entry.name.hasPrefix(name) && (!entry.name.hasPrefix(".") || name.hasPrefix("."))
        }.prefix(limit).map { entry in
            let text = entry.name + (entry.isFolder ? "/" : "")
            return CompletionCandidate(text: typedFolder + text, label: text)
        }
    }

    private static func expand(_ folder: String) -> String {
        if folder.isEmpty { return "." }
        guard folder.hasPrefix("~/"), let home = getenv("HOME") else { return folder }
        return String(cString: home) + folder.dropFirst()
    }

    private static func entries(of folder: String) -> [(name: String, isFolder: Bool)] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var entries: [(name: String, isFolder: Bool)] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != ".." else { continue }
            entries.append((name, isFolder(entry.pointee.d_type, folder + "/" + name)))
        }
        return entries.sorted { $0.name < $1.name }
    }

    private static func isFolder(_ type: UInt8, _ path: String) -> Bool {
        if type == UInt8(DT_DIR) { return true }
        guard type == UInt8(DT_LNK) || type == UInt8(DT_UNKNOWN) else { return false }
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
