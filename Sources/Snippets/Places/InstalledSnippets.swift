internal import JSON

/// What was installed: a folder of files, each pinned to its content and to where it came from.
public struct InstalledSnippets: Sendable {
    public let folder: String
    let reader: HeaderReader

    /// What is known of one.
    public struct Pin: Sendable, Equatable {
        public var name: String
        /// SHA-256 in hexadecimal digits.
        public var digest: String
        /// Where it came from, as an installation takes it; `-` where it was pasted.
        public var source: String
        /// As the header says it; empty where it does not.
        public var version: String
    }

    private var pinFile: JSONFile { JSONFile(path: folder + "/installed.json", content: "snippets") }

    /// In the order of the names.
    ///
    /// - Throws: ``SnippetError`` where the file of pins cannot be read.
    public func pins() throws(SnippetError) -> [Pin] {
        let entries = try pinFile.read()?.array ?? []
        return entries.compactMap { entry in
            guard let name = entry["name"]?.string, let digest = entry["sha256"]?.string else { return nil }
            return Pin(
                name: name, digest: digest, source: entry["source"]?.string ?? "-",
                version: entry["version"]?.string ?? "")
        }
    }

    public func pin(of name: String) throws(SnippetError) -> Pin? { try pins().first { $0.name == name } }

    /// Refuses a file whose content is not the one that was installed.
    ///
    /// - Throws: ``SnippetError`` of kind `changed`.
    func check(_ snippet: Snippet) throws(SnippetError) {
        guard let pin = try pin(of: snippet.name) else {
            throw SnippetError(
                .changed, snippet.path ?? snippet.name,
                "was not installed by this program; moontide snippets install FILE shows it and pins it")
        }
        guard pin.digest == snippet.digest else {
            throw SnippetError(
                .changed, snippet.path ?? snippet.name,
                "has changed since it was installed: expected sha256 \(pin.digest), found \(snippet.digest); "
                    + "moontide snippets install it again, or remove it")
        }
    }

    /// The text of an installed file, whether it is the pinned one or not; nil where there is none.
    public func text(of name: String) throws(SnippetError) -> String? {
        let path = path(of: name)
        return SnippetFile.exists(path) ? try SnippetFile.text(at: path) : nil
    }

    /// Writes a file and pins it. What was there of that name is replaced. Nothing of it is run or loaded.
    ///
    /// - Throws: ``SnippetError``.
    public func install(_ candidate: SnippetCandidate) throws(SnippetError) {
        let snippet = candidate.snippet
        try SnippetName.check(snippet.name)
        var pins = try pins().filter { $0.name != snippet.name }
        pins.append(
            Pin(
                name: snippet.name, digest: snippet.digest, source: candidate.source,
                version: snippet.header.version?.description ?? ""))
        // The file first: without its pin it is refused, and a pin without its file is harmless.
        try SnippetFile.write(snippet.text, to: path(of: snippet.name))
        try write(pins)
    }

    /// Removes a file and its pin.
    ///
    /// - Throws: ``SnippetError`` of kind `unknown` where it was not installed.
    public func remove(_ name: String) throws(SnippetError) {
        try SnippetName.check(name)
        let pins = try pins()
        let hasFile = SnippetFile.exists(path(of: name))
        guard hasFile || pins.contains(where: { $0.name == name }) else {
            throw SnippetError(.unknown, name, "is not installed")
        }
        if hasFile { try SnippetFile.remove(path(of: name)) }
        try write(pins.filter { $0.name != name })
    }

    /// The files that are not as they were installed, each with what is wrong; empty where all are.
    ///
    /// - Throws: ``SnippetError`` where the file of pins cannot be read.
    public func verify() throws(SnippetError) -> [SnippetError] {
        var findings: [SnippetError] = []
        let pins = try pins()
        for pin in pins where !SnippetFile.exists(path(of: pin.name)) {
            findings.append(SnippetError(.changed, path(of: pin.name), "is gone; install it again, or remove it"))
        }
        for name in SnippetPlaces.names(in: folder) {
            do throws(SnippetError) {
                let path = path(of: name)
                let text = try SnippetFile.text(at: path)
                try check(Snippet(text: text, file: path, origin: .installed, path: path, reader: reader))
            } catch {
                findings.append(error)
            }
        }
        return findings
    }

    private func path(of name: String) -> String { "\(folder)/\(name).lua" }

    private func write(_ pins: [Pin]) throws(SnippetError) {
        let entries = pins.sorted { $0.name < $1.name }.map { pin -> JSONValue in
            [
                "name": .string(pin.name), "sha256": .string(pin.digest), "source": .string(pin.source),
                "version": .string(pin.version)
            ]
        }
        try pinFile.write(.array(entries))
    }
}
