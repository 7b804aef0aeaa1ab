public import APIClient
internal import Glibc
internal import JSON

/// Gets snippets from where they are installed from. Nothing of them is loaded or run.
public struct SnippetFetcher: Sendable {
    let reader: HeaderReader
    /// A file of certificates to trust instead of the system's.
    let certificateFile: String?
    let proxy: ProxySettings

    public init(
        reader: HeaderReader = HeaderReader(), certificateFile: String? = nil, proxy: ProxySettings = ProxySettings()
    ) {
        self.reader = reader
        self.certificateFile = certificateFile
        self.proxy = proxy
    }

    /// What a source has.
    ///
    /// - Parameters:
    ///   - text: What was given, where the source is a text.
    ///   - name: Only the one of that name, where the source has several.
    /// - Throws: ``SnippetError`` where it cannot be had, or one of it is no snippet.
    public func candidates(
        from source: SnippetSource, text: [UInt8] = [], only name: String? = nil
    ) throws(SnippetError) -> [SnippetCandidate] {
        switch source {
        case .file(let path):
            let bytes = try SnippetFile.bytes(at: path)
            return [SnippetCandidate(try snippet(bytes, path), source: Self.absolute(path))]
        case .folder(let path): return try candidates(inFolder: path, only: name)
        case .web(let address):
            let bytes = try SnippetDownload(certificateFile: certificateFile, proxy: proxy).bytes(of: address)
            return [SnippetCandidate(try snippet(bytes, address), source: address)]
        case .git(let address, let tag, let path):
            return try GitRepository(address: address, tag: tag).withClone { (clone) throws(SnippetError) in
                try candidates(in: clone, path: path, only: name)
            }
        case .text: return [SnippetCandidate(try snippet(SharedBlock.text(in: text), "the text"), source: "-")]
        }
    }

    private func snippet(_ bytes: [UInt8], _ file: String) throws(SnippetError) -> Snippet {
        try Snippet(text: SourceCheck.text(of: bytes, file: file), file: file, origin: .installed, reader: reader)
    }

    private func candidates(inFolder folder: String, only name: String?) throws(SnippetError) -> [SnippetCandidate] {
        let names = SnippetPlaces.names(in: folder).filter { name == nil || $0 == name }
        guard !names.isEmpty else { throw SnippetSource.failure(folder, Self.nothing(name)) }
        let entries = try JSONFile(path: "\(folder)/\(SnippetIndex.fileName)", content: "snippets").read()
        return try names.map { (name) throws(SnippetError) in
            let path = "\(folder)/\(name).lua"
            let snippet = try snippet(SnippetFile.bytes(at: path), path)
            if let entries { try SnippetIndex.check(snippet, against: entries, of: "\(folder)/index.json") }
            return SnippetCandidate(snippet, source: Self.absolute(path))
        }
    }

    private func candidates(
        in clone: GitRepository.Clone, path: String, only name: String?
    ) throws(SnippetError) -> [SnippetCandidate] {
        let files = try clone.files(under: path).filter { file in
            let base = file.path.split(separator: "/").last ?? ""
            guard base.hasSuffix(".lua"), SnippetName.isValid(String(base.dropLast(4))) else { return false }
            return name.map { base == $0 + ".lua" } ?? true
        }
        guard !files.isEmpty else { throw SnippetSource.failure(clone.address, Self.nothing(name)) }
        return try files.map { (file) throws(SnippetError) in
            let snippet = try snippet(clone.bytes(of: file), "\(clone.address): \(file.path)")
            let source = SnippetSource.git(address: clone.address, tag: clone.tag, path: file.path)
            var candidate = SnippetCandidate(snippet, source: source.description)
            candidate.detail = "commit \(clone.commit)"
            return candidate
        }
    }

    private static func nothing(_ name: String?) -> String {
        name.map { "has no \($0).lua" } ?? "has no snippet; one is a file NAME.lua with a header"
    }

    /// So that an update finds it from any folder.
    private static func absolute(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
