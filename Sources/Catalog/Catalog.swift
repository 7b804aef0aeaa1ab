internal import Synchronization

/// The one list of endpoints: groups of operations, read from catalog files.
///
/// The names of the groups are known at once. A group's file is looked through on first use, and an operation or a type of
/// it is read when it is asked for. Safe to use from any thread.
///
/// ```swift
/// let create = Catalog.standard.operation("functions.create_trigger")
/// ```
public final class Catalog: Sendable {
    private struct Loaded {
        var groups: [String: Group] = [:]
        var index: CatalogIndex?
        var routes: RouteTable?
    }

    /// The catalog this program was built with.
    ///
    /// Its files are not checked when it is made: a test of this package proves that they have no mistake, and a program
    /// built with a wrong file stops with the file's name and line when it first uses it.
    public static let standard = Catalog(
        unchecked: CatalogFile.standard, date: CatalogFile.standardDate,
        aliasGroups: CatalogFile.standardAliasGroups)

    /// The ``date`` of ``standard``. Touches no file.
    public static var standardDate: String { CatalogFile.standardDate }

    /// The day of the vendor's description that the files were last compared with, as `2026-08-07`; nil where none is
    /// known.
    public let date: String?
    /// In the order of the files.
    public let groupNames: [String]
    private let files: [String: CatalogFile]
    /// The groups that aliases begin with, sorted; nil where only the files tell.
    private let knownAliasGroups: [String]?
    private let loaded = Mutex(Loaded())

    /// Makes a catalog of files from elsewhere, all of which are read and checked now.
    ///
    /// - Throws: the first mistake found.
    public convenience init(files: [CatalogFile], date: String? = nil) throws(CatalogError) {
        self.init(unchecked: files, date: date)
        let groups = try CatalogCheck(files).run()
        loaded.withLock { $0.groups = groups }
    }

    /// Makes a catalog of files that are known to have no mistake; one that has is met when its group is first used.
    ///
    /// - Parameter aliasGroups: the groups that aliases begin with, sorted, where they are known without the files.
    package init(unchecked files: [CatalogFile], date: String? = nil, aliasGroups: [String]? = nil) {
        self.date = date
        knownAliasGroups = aliasGroups
        groupNames = files.map(\.group)
        self.files = Dictionary(files.map { ($0.group, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

// MARK: - Looking up

extension Catalog {
    /// Everything about one group; nil where there is no such group. Reads the group's file if this is its first use.
    public func group(_ name: String) -> Group? {
        loaded.withLock { loaded in group(name, &loaded) }
    }

    /// The sentence about a group; nil where there is no such group. Reads no more of its file than this.
    public func summary(ofGroup name: String) -> String? { files[name]?.summary }

    /// The operation of a full name or alias: `functions.list_access_keys`, `functions_access_key.list`.
    public func operation(_ name: String) -> Operation? {
        loaded.withLock { loaded in
            if let operation = operationOfGroup(name, &loaded) { return operation }
            let index = index(&loaded)
            return index.places[name].flatMap { operation(at: $0, of: index, &loaded) }
        }
    }

    /// The resource of a full name: `functions.trigger`.
    public func resource(_ name: String) -> Resource? {
        guard let (groupName, resourceName) = Self.parts(of: name) else { return nil }
        return group(groupName)?.resource(named: resourceName)
    }

    /// Every operation, in the order of the files. Reads all files that have not been read.
    public var allOperations: [Operation] { groupNames.compactMap(group).flatMap(\.operations) }

    /// The full names of every operation, in the order of the files, without aliases. Reads no group.
    public var operationNames: [String] {
        loaded.withLock { index(&$0).entries.map(\.qualifiedName) }
    }

    /// The names of groups that exist only as part of an alias, sorted: `functions_access_key`. Of the standard catalog they
    /// are known without reading a file.
    public var aliasGroupNames: [String] { aliasGroups.filter { files[$0] == nil } }

    /// Every scope that an operation needs. Looks through the files' text, and reads no group.
    public var scopes: Set<String> { files.values.reduce(into: []) { $0.formUnion($1.scopes) } }

    private var aliasGroups: [String] {
        knownAliasGroups ?? loaded.withLock { index(&$0).aliases.keys.sorted() }
    }

    /// The aliases that begin with this group's name: what follows it, and the full name of the operation meant, as in
    /// `list` and `functions.list_access_keys`. Empty where there are none. Reads no group.
    public func aliases(inGroup name: String) -> [String: String] {
        if let knownAliasGroups, !knownAliasGroups.contains(name) { return [:] }
        return loaded.withLock { index(&$0).aliases[name] ?? [:] }
    }

    /// Finds the operation for a request.
    ///
    /// A literal segment of a path goes before a parameter: `/v2/droplets/actions` is never the droplet `actions`.
    /// - Parameters:
    ///   - method: in capitals, as on the wire.
    ///   - segments: what is between the slashes of the path, percent-decoded.
    public func route(method: String, segments: [String]) -> RouteMatch {
        loaded.withLock { loaded in
            let index = index(&loaded)
            switch routes(of: index, &loaded).match(method: method, segments: segments) {
            case .notFound: return .notFound
            case .methodNotAllowed(let methods): return .methodNotAllowed(methods)
            case .place(let place, let values):
                guard let operation = operation(at: place, of: index, &loaded) else { return .notFound }
                let parameters = zip(operation.path.parameterNames, values)
                return .operation(operation, parameters: Dictionary(parameters, uniquingKeysWith: { $1 }))
            }
        }
    }
}

/// What a catalog says to a method and a path.
public enum RouteMatch: Sendable, Equatable {
    /// The operation, and the values of its path parameters by name.
    case operation(Operation, parameters: [String: String])
    /// The path exists, with these methods, sorted.
    case methodNotAllowed([String])
    case notFound
}

// MARK: - Loading

extension Catalog {
    private func group(_ name: String, _ loaded: inout Loaded) -> Group? {
        if let group = loaded.groups[name] { return group }
        guard let file = files[name] else { return nil }
        do throws(CatalogError) {
            // A library of its own: the group reads on when it is asked for more, whatever thread asks.
            var reader = try GroupReader(file, library: TypeLibrary(files))
            try reader.readOutline()
            let group = Group(outline: reader)
            loaded.groups[name] = group
            return group
        } catch {
            error.stopProgram()
        }
    }

    private func index(_ loaded: inout Loaded) -> CatalogIndex {
        if let index = loaded.index { return index }
        let index = CatalogIndex(groupNames.compactMap { files[$0] })
        loaded.index = index
        return index
    }

    /// Made for the first request that a server answers; names are looked up without it.
    private func routes(of index: CatalogIndex, _ loaded: inout Loaded) -> RouteTable {
        if let routes = loaded.routes { return routes }
        let routes = index.makeRoutes()
        loaded.routes = routes
        return routes
    }

    private func operationOfGroup(_ name: String, _ loaded: inout Loaded) -> Operation? {
        guard let (groupName, operationName) = Self.parts(of: name) else { return nil }
        return group(groupName, &loaded)?.operation(named: operationName)
    }

    private func operation(at place: Int, of index: CatalogIndex, _ loaded: inout Loaded) -> Operation? {
        let entry = index.entries[place]
        return group(entry.group, &loaded)?.operation(named: entry.name)
    }

    /// The two parts of a full name.
    private static func parts(of name: String) -> (group: String, name: String)? {
        guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
        return (String(name[..<dot]), String(name[name.utf8.index(after: dot)...]))
    }
}
