import JSON

/// A database engine: what clusters of it can be, and how they are reached. Names are the vendor's public ones; which
/// versions and sizes there are is ours.
struct DatabaseEngine: Sendable {
    /// As the API calls it: `pg`.
    let slug: String
    let versions: [DatabaseVersion]
    /// How many nodes a cluster may have.
    let nodeCounts: [Int64]
    let port: Int64
    /// What addresses begin with; empty where they have no scheme.
    let scheme: String
    /// The database that a connection begins in; empty where there is none.
    let firstDatabase: String
    let abilities: Set<Ability>
    /// The catalog's type of its settings.
    let settingsType: String

    enum Ability: Sendable {
        case databases, users, pools, replicas, migration, standby, sqlMode, eviction, topics
        /// Passwords are shown again, not only when they are made.
        case showsPasswords
    }

    /// The name of the first user.
    var administrator: String { abilities.contains(.eviction) ? "default" : "doadmin" }

    /// The newest.
    var usualVersion: DatabaseVersion { versions[versions.count - 1] }

    var sizes: [DatabaseSize] { slug == "kafka" ? DatabaseSize.all.filter { $0.vcpus >= 2 } : DatabaseSize.all }

    /// - Throws: `Refusal` 422 for a version there is not.
    func version(_ name: String?) throws(Refusal) -> DatabaseVersion {
        guard let name, !name.isEmpty else { return usualVersion }
        guard let version = versions.first(where: { $0.name == name }) else {
            let names = versions.map(\.name).joined(separator: ", ")
            throw .unprocessable("\(slug) has no version \"\(name)\"; there are \(names)")
        }
        return version
    }

    /// - Throws: `Refusal` 422 where the engine lacks it.
    func require(_ ability: Ability, _ what: String) throws(Refusal) {
        guard abilities.contains(ability) else {
            throw .unprocessable("\(what) are not supported for \(slug) clusters")
        }
    }

    static func named(_ slug: String) -> DatabaseEngine? { bySlug[slug] }

    private static let bySlug = Dictionary(uniqueKeysWithValues: all.map { ($0.slug, $0) })
}

/// A version of an engine.
struct DatabaseVersion: Sendable {
    /// As clusters name it: `17`.
    let name: String
    /// In full: `17.5`.
    let semantic: String
    /// RFC 3339: when no new cluster gets it, and when it is no longer kept up.
    let endOfAvailability: String
    let endOfLife: String

    var document: JSONObject {
        [
            "version": .string(name), "end_of_availability": .string(endOfAvailability),
            "end_of_life": .string(endOfLife)
        ]
    }
}

/// A size of a node.
struct DatabaseSize: Sendable {
    let slug: String
    let vcpus: Int64
    /// GiB.
    let memory: Int64
    /// MiB: what is included, and how far it can grow.
    let storage: ClosedRange<Int64>
    /// US dollars a month.
    let price: Double

    /// - Throws: `Refusal` 422 for a size there is not.
    static func existing(_ slug: String, for engine: DatabaseEngine) throws(Refusal) -> DatabaseSize {
        guard let size = engine.sizes.first(where: { $0.slug == slug }) else {
            throw .unprocessable("there is no size \"\(slug)\" for \(engine.slug) clusters")
        }
        return size
    }

    static func named(_ slug: String) -> DatabaseSize? { all.first { $0.slug == slug } }

    /// What a cluster's disk is to be.
    ///
    /// - Parameter mebibytes: Nil for what the size includes.
    /// - Throws: `Refusal` 422 for what is out of range.
    func storage(_ mebibytes: Int64?) throws(Refusal) -> Int64 {
        guard let mebibytes, mebibytes != 0 else { return storage.lowerBound }
        guard storage.contains(mebibytes) else {
            throw .unprocessable(
                "storage_size_mib must be \(storage.lowerBound) to \(storage.upperBound) for the size \(slug)")
        }
        return mebibytes
    }
}
