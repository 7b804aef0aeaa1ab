internal import Glibc

/// A git repository, read through the `git` command.
///
/// Nothing is checked out: no filter, no hook and no symbolic link of the repository comes into play.
struct GitRepository {
    let address: String
    /// A tag or branch; empty: the repository's own choice.
    let tag: String

    struct File {
        let path: String
        let object: String
        let size: Int
    }

    /// A copy without a working tree, as long as ``withClone(_:)`` runs.
    struct Clone {
        let address: String
        let tag: String
        let folder: String
        let commit: String

        /// The files under a path, which may be one itself; the whole tree for an empty path. Links are none.
        func files(under path: String) throws(SnippetError) -> [File] {
            let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
            let arguments = ["ls-tree", "-r", "-z", "-l", commit] + (trimmed.isEmpty ? [] : ["--", trimmed])
            let output = try Git.run(["-C", folder] + arguments, about: address)
            let files = output.split(separator: 0).compactMap { Self.file(String(decoding: $0, as: UTF8.self)) }
            guard trimmed.isEmpty || !files.isEmpty else { throw SnippetSource.failure(address, "has no '\(path)'") }
            return files
        }

        /// `100644 blob 0123… 27\tpath`
        private static func file(_ line: String) -> File? {
            let halves = line.split(separator: "\t", maxSplits: 1).map(String.init)
            let words = halves.first?.split(separator: " ").map(String.init) ?? []
            guard halves.count == 2, words.count == 4, words[0].hasPrefix("100"), words[1] == "blob",
                let size = Int(words[3])
            else { return nil }
            return File(path: halves[1], object: words[2], size: size)
        }

        func bytes(of file: File) throws(SnippetError) -> [UInt8] {
            guard file.size <= SourceCheck.maximumBytes else {
                throw SnippetError(.file, "\(address): \(file.path)", "is larger than 1 MiB, which no snippet is")
            }
            return try Git.run(["-C", folder, "cat-file", "blob", file.object], about: address)
        }
    }

    func withClone<Result>(_ body: (Clone) throws(SnippetError) -> Result) throws(SnippetError) -> Result {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        var template = Array((parent + "/moontide-snippets-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else {
            throw SnippetFile.failure(parent, "no temporary folder can be made", errno)
        }
        let folder = String(cString: made)
        defer { _ = try? Git.removeTree(folder) }
        let branch = tag.isEmpty ? [] : ["--branch", tag]
        _ = try Git.run(
            ["clone", "--quiet", "--bare", "--depth", "1", "--no-tags"] + branch + ["--", url, folder + "/git"],
            about: address + (tag.isEmpty ? "" : "#" + tag))
        let commit = try Git.run(["-C", folder + "/git", "rev-parse", "HEAD"], about: address)
        return try body(
            Clone(
                address: address, tag: tag, folder: folder + "/git",
                commit: String(decoding: commit, as: UTF8.self).trimmed))
    }

    /// A path is given as an address: of a path git copies everything, whatever the depth.
    private var url: String {
        guard !address.contains("://"), !address.contains("@"), let resolved = realpath(address, nil) else {
            return address
        }
        defer { free(resolved) }
        return "file://" + String(cString: resolved)
    }
}
