/// The engines, their versions and the sizes of their nodes: data.
extension DatabaseEngine {
    static let all: [DatabaseEngine] = [
        DatabaseEngine(
            slug: "pg",
            versions: [
                .of("14", "14.18", "2026-05-12", "2026-11-12"), .of("15", "15.13", "2027-05-11", "2027-11-11"),
                .of("16", "16.9", "2028-05-09", "2028-11-09"), .of("17", "17.5", "2029-05-08", "2029-11-08")
            ], nodeCounts: [1, 2, 3], port: 25_060, scheme: "postgresql", firstDatabase: "defaultdb",
            abilities: [.databases, .users, .pools, .replicas, .migration, .standby, .showsPasswords],
            settingsType: "PostgresConfig"),
        DatabaseEngine(
            slug: "mysql", versions: [.of("8", "8.0.42", "2027-01-30", "2027-04-30")], nodeCounts: [1, 2, 3],
            port: 25_060, scheme: "mysql", firstDatabase: "defaultdb",
            abilities: [.databases, .users, .replicas, .migration, .standby, .sqlMode, .showsPasswords],
            settingsType: "MysqlConfig"),
        DatabaseEngine(
            slug: "redis", versions: [.of("7", "7.2.8", "2027-01-30", "2027-06-30")], nodeCounts: [1, 2], port: 25_061,
            scheme: "rediss", firstDatabase: "", abilities: [.migration, .standby, .eviction, .showsPasswords],
            settingsType: "RedisConfig"),
        DatabaseEngine(
            slug: "valkey", versions: [.of("8", "8.1.1", "2029-09-30", "2030-03-31")], nodeCounts: [1, 2, 3],
            port: 25_061, scheme: "rediss", firstDatabase: "",
            abilities: [.migration, .standby, .eviction, .showsPasswords], settingsType: "ValkeyConfig"),
        DatabaseEngine(
            slug: "mongodb",
            versions: [
                .of("7.0", "7.0.21", "2027-02-28", "2027-08-31"), .of("8.0", "8.0.10", "2029-04-30", "2029-10-31")
            ], nodeCounts: [1, 3], port: 27_017, scheme: "mongodb+srv", firstDatabase: "admin",
            abilities: [.databases, .users], settingsType: "MongoConfig"),
        DatabaseEngine(
            slug: "kafka", versions: [.of("3.8", "3.8.1", "2027-03-31", "2027-09-30")], nodeCounts: [3, 6, 9, 15],
            port: 25_073, scheme: "", firstDatabase: "", abilities: [.users, .topics, .showsPasswords],
            settingsType: "KafkaConfig"),
        DatabaseEngine(
            slug: "opensearch", versions: [.of("2", "2.19.1", "2027-06-30", "2027-12-31")],
            nodeCounts: [1, 3, 6, 9, 15], port: 25_060, scheme: "https", firstDatabase: "",
            abilities: [.users, .showsPasswords], settingsType: "OpensearchConfig"),
        DatabaseEngine(
            slug: "advanced_pg", versions: [.of("17", "17.5", "2029-05-08", "2029-11-08")], nodeCounts: [1, 2, 3],
            port: 25_060, scheme: "postgresql", firstDatabase: "defaultdb",
            abilities: [.databases, .users, .pools, .replicas, .standby, .showsPasswords],
            settingsType: "PostgresConfig"),
        DatabaseEngine(
            slug: "advanced_mysql", versions: [.of("8.4", "8.4.5", "2031-10-31", "2032-04-30")], nodeCounts: [1, 2, 3],
            port: 25_060, scheme: "mysql", firstDatabase: "defaultdb",
            abilities: [.databases, .users, .replicas, .standby, .sqlMode, .showsPasswords],
            settingsType: "MysqlConfig")
    ]
}

extension DatabaseVersion {
    /// The days from which there are no new clusters, and none at all.
    fileprivate static func of(_ name: String, _ semantic: String, _ last: String, _ end: String) -> DatabaseVersion {
        DatabaseVersion(
            name: name, semantic: semantic, endOfAvailability: "\(last)T00:00:00Z", endOfLife: "\(end)T00:00:00Z")
    }
}

extension DatabaseSize {
    static let all: [DatabaseSize] = [
        .of("db-s-1vcpu-1gb", 1, 1, 10...30, 15), .of("db-s-1vcpu-2gb", 1, 2, 30...60, 30),
        .of("db-s-2vcpu-2gb", 2, 2, 40...80, 45), .of("db-s-2vcpu-4gb", 2, 4, 60...120, 60),
        .of("db-s-4vcpu-8gb", 4, 8, 140...280, 120), .of("db-s-6vcpu-16gb", 6, 16, 290...580, 240),
        .of("db-s-8vcpu-32gb", 8, 32, 580...1_160, 480), .of("gd-2vcpu-8gb", 2, 8, 30...150, 90),
        .of("gd-4vcpu-16gb", 4, 16, 60...300, 180), .of("so1_5-2vcpu-16gb", 2, 16, 400...800, 165),
        .of("m-2vcpu-16gb", 2, 16, 50...500, 120)
    ]

    private static func of(
        _ slug: String, _ vcpus: Int64, _ memory: Int64, _ storage: ClosedRange<Int64>, _ price: Double
    ) -> DatabaseSize {
        DatabaseSize(
            slug: slug, vcpus: vcpus, memory: memory, storage: storage.lowerBound * 1_024...storage.upperBound * 1_024,
            price: price)
    }
}
