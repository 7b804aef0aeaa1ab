/// The tables of a data file.
///
/// Every resource of every group is a row of `resources`: its kind, the row of the resource it belongs to (0: none), its
/// identifier within that, an optional second name, and its document: the JSON text a client gets, but for what is
/// computed at the moment of reading. A kind that has to be searched or computed by more than that has a table of its own
/// beside it, whose rows go with the resource's.
enum DataFormat {
    /// `user_version` of the files this program makes.
    static let version: Int64 = 1
    /// `application_id` of every data file: "Moon".
    static let applicationID: Int64 = 0x4D6F_6F6E

    static let creation = """
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
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
}
