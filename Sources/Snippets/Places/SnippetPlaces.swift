internal import Catalog

/// Where snippets are looked for. Of several with one name the first place's is meant.
///
/// In this order: the project's folder `.moontide/snippets`, the user's own folder, what was installed, the folders of
/// `MOONTIDE_SNIPPET_PATH`, and the collection that is part of this program.
public struct SnippetPlaces: Sendable {
    /// `.moontide/snippets` in the folder the program runs in.
    public var project: String
    /// `$XDG_DATA_HOME/moontide/snippets`.
    public var own: String
    /// The folders of `MOONTIDE_SNIPPET_PATH`.
    public var shared: [String]
    /// Which projects' snippets have been trusted.
    public var trust: TrustStore
    let reader: HeaderReader

    /// - Parameters:
    ///   - data: The program's folder for data.
    ///   - state: The program's folder for state.
    ///   - path: What `MOONTIDE_SNIPPET_PATH` says: folders with colons between.
    public init(
        data: String, state: String, path: String? = nil, project: String = ".moontide/snippets",
        reader: HeaderReader = HeaderReader()
    ) {
        self.project = project
        own = data + "/snippets"
        shared = path?.split(separator: ":").map(String.init) ?? []
        trust = TrustStore(path: state + "/trusted-snippets.json")
        self.reader = reader
    }

    /// What was installed.
    public var installed: InstalledSnippets { InstalledSnippets(folder: own + "/installed", reader: reader) }

    /// A snippet that there is, whole or with what is wrong with it.
    public struct Entry: Sendable {
        public var name: String
        public var origin: Snippet.Origin
        public var snippet: Result<Snippet, SnippetError>
        /// Whether another of the same name comes before it.
        public var isHidden = false
    }

    /// Every snippet, in the order of the names; those that are hidden included.
    public func all() -> [Entry] {
        var known: Set<String> = []
        let found = places.flatMap { place in
            names(in: place).map { name -> Entry in
                var entry = Entry(name: name, origin: place.origin, snippet: snippet(name, in: place))
                entry.isHidden = !known.insert(name).inserted
                return entry
            }
        }
        // The order of the places decides among equals: sorting keeps it.
        return found.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }.map(\.element)
    }

    /// The names that can be run, in their order. Reads no file.
    public var names: [String] { Set(places.flatMap(names)).sorted() }

    /// The snippet of a name.
    ///
    /// - Throws: ``SnippetError``: of kind `unknown`, `file`, `header`; `changed` where its content is not the pinned one.
    ///   Whether a project's is trusted is not asked; see ``TrustStore``.
    public func snippet(named name: String) throws(SnippetError) -> Snippet {
        try SnippetName.check(name)
        for place in places where contains(name, place) { return try snippet(name, in: place).get() }
        let hint = Suggestion.ending(for: name, in: names)
        throw SnippetError(
            .unknown, name, "there is no such snippet" + (hint.isEmpty ? "; moontide snippets lists them" : hint))
    }

    // MARK: - Places

    private struct Place {
        var origin: Snippet.Origin
        /// Nil for what is part of this program.
        var folder: String?
    }

    private var places: [Place] {
        [
            Place(origin: .project, folder: project), Place(origin: .own, folder: own),
            Place(origin: .installed, folder: own + "/installed")
        ] + shared.map { Place(origin: .shared, folder: $0) } + [Place(origin: .builtIn, folder: nil)]
    }

    private func names(in place: Place) -> [String] {
        guard let folder = place.folder else { return BuiltInSnippets.names }
        return Self.names(in: folder)
    }

    /// The snippets of a folder, by the names of their files. Others than `NAME.lua` are none.
    static func names(in folder: String) -> [String] {
        SnippetFile.names(in: folder).filter { $0.hasSuffix(".lua") }.map { String($0.dropLast(4)) }
            .filter(SnippetName.isValid)
    }

    private func contains(_ name: String, _ place: Place) -> Bool {
        guard let folder = place.folder else { return BuiltInSnippets.names.contains(name) }
        return SnippetFile.exists("\(folder)/\(name).lua")
    }

    private func snippet(_ name: String, in place: Place) -> Result<Snippet, SnippetError> {
        Result { () throws(SnippetError) in
            guard let folder = place.folder else { return try builtIn(name) }
            let path = "\(folder)/\(name).lua"
            let snippet = try Snippet(
                text: SnippetFile.text(at: path), file: path, origin: place.origin, path: path, reader: reader)
            guard snippet.name == name else {
                throw SnippetError(
                    .header, path,
                    "the file is called \(name), and its header says '\(snippet.name)'; rename one of them")
            }
            if place.origin == .installed { try installed.check(snippet) }
            if place.origin == .shared { try SnippetIndex.check(snippet, in: folder) }
            return snippet
        }
    }

    private func builtIn(_ name: String) throws(SnippetError) -> Snippet {
        try Snippet(
            text: BuiltInSnippets.text(of: name) ?? "", file: "\(name).lua", origin: .builtIn, reader: reader)
    }
}
