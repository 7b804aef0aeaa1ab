/// The tables of a data file.
///
/// Every resource of every group is a row of `resources`: its kind, the row of the resource it belongs to (0: none), its
/// identifier within that, an optional second name, its document: the JSON text a client gets, but for what is computed at
/// the moment of reading; and its state: what the server knows and no client gets. `attributes` hold what else resources
/// are found by: region, tag, project. A kind that needs more has a table of its own beside it, whose rows go with the
/// resource's.
enum DataFormat {
    /// `user_version` of the files this program makes.
    static let version: Int64 = 2
    /// `application_id` of every data file: "Moon".
    static let applicationID: Int64 = 0x4D6F_6F6E

    static let creation = """
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        \(first)
        \(second)
        """

    /// Makes the tables of format 1, for tests of what becomes of such a file.
    static let firstCreation = "PRAGMA application_id = \(applicationID); PRAGMA user_version = 1; \(first)"

    /// The scripts that take a file from a version to the next one.
    static let migrations: [Int64: String] = [1: "\(second)\nPRAGMA user_version = 2;"]

    private static let first = """
        CREATE TABLE resources (
            sequence INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            parent INTEGER NOT NULL,
            id TEXT NOT NULL,
            name TEXT,
            document TEXT NOT NULL
        );
        CREATE UNIQUE INDEX resources_by_id ON resources (kind, parent, id);
        CREATE INDEX resources_in_order ON resources (kind, parent, sequence);
        CREATE INDEX resources_by_name ON resources (kind, parent, name) WHERE name IS NOT NULL;
        CREATE TABLE totals (
            kind TEXT NOT NULL,
            parent INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (kind, parent)
        ) WITHOUT ROWID;
        CREATE TABLE schedules (
            resource INTEGER PRIMARY KEY REFERENCES resources ON DELETE CASCADE,
            cron TEXT NOT NULL,
            is_enabled INTEGER NOT NULL,
            since INTEGER NOT NULL,
            earlier_count INTEGER NOT NULL,
            earlier_last INTEGER
        );
        CREATE TABLE credentials (
            resource INTEGER PRIMARY KEY REFERENCES resources ON DELETE CASCADE,
            salt BLOB NOT NULL,
            digest BLOB NOT NULL
        );
        CREATE TABLE tokens (
            digest BLOB PRIMARY KEY,
            scopes TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE clock (
            id INTEGER PRIMARY KEY CHECK (id = 0),
            mode TEXT NOT NULL,
            seconds INTEGER NOT NULL
        );
        INSERT INTO clock VALUES (0, 'system', 0);
        """

    /// `kept_` tables are the contents of the snapshots: the columns of the table they are named after, behind the
    /// snapshot's name.
    private static let second = """
        ALTER TABLE resources ADD COLUMN state TEXT;
        CREATE TABLE attributes (
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            kind TEXT NOT NULL,
            resource INTEGER NOT NULL REFERENCES resources ON DELETE CASCADE,
            PRIMARY KEY (name, value, kind, resource)
        ) WITHOUT ROWID;
        CREATE INDEX attributes_of_resource ON attributes (resource, name, value);
        CREATE TABLE counters (name TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE actions (
            id INTEGER PRIMARY KEY,
            resource_type TEXT NOT NULL,
            resource_key TEXT NOT NULL,
            type TEXT NOT NULL,
            status TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            completed_at INTEGER,
            region TEXT,
            details TEXT NOT NULL
        );
        CREATE INDEX actions_of_resource ON actions (resource_type, resource_key, id);
        CREATE TABLE agenda (
            number INTEGER PRIMARY KEY,
            due INTEGER NOT NULL,
            kind TEXT NOT NULL,
            resource INTEGER REFERENCES resources ON DELETE CASCADE,
            details TEXT NOT NULL
        );
        CREATE INDEX agenda_in_order ON agenda (due, number);
        CREATE INDEX agenda_of_resource ON agenda (resource) WHERE resource IS NOT NULL;
        CREATE TABLE preparations (family TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE snapshots (name TEXT PRIMARY KEY, made_at INTEGER NOT NULL) WITHOUT ROWID;
        \(contents.map(keptTable).joined(separator: "\n"))
        """

    /// The table of a table's copies.
    private static func keptTable(_ table: String) -> String {
        """
        CREATE TABLE kept_\(table) AS SELECT '' AS snapshot, * FROM \(table) WHERE 0;
        CREATE INDEX kept_\(table)_by_snapshot ON kept_\(table) (snapshot);
        """
    }

    /// The tables with what clients made, each behind those that its rows refer to. Tokens are none: they are credentials.
    static let contents = [
        "resources", "totals", "schedules", "credentials", "attributes", "counters", "actions", "agenda",
        "preparations",
        "clock"
    ]
}
