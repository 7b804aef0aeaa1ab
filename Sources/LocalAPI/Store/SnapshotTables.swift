/// The tables `snapshots` and `kept_...`: copies of everything that clients made, under a name.
extension Connection {
    /// Keeps what is there, in place of an earlier snapshot of the name.
    ///
    /// - Parameter now: Unix seconds.
    mutating func keepSnapshot(_ name: String, at now: Int64) throws(StoreError) {
        try run("INSERT OR REPLACE INTO snapshots (name, made_at) VALUES (?, ?)", .text(name), .integer(now))
        for table in DataFormat.contents {
            try run("DELETE FROM kept_\(table) WHERE snapshot = ?", .text(name))
            try run("INSERT INTO kept_\(table) SELECT ?, * FROM \(table)", .text(name))
        }
    }

    /// Puts back what a snapshot has, the clock included.
    ///
    /// - Returns: Whether there is such a snapshot.
    mutating func restoreSnapshot(_ name: String) throws(StoreError) -> Bool {
        let exists = try first("SELECT 1 FROM snapshots WHERE name = ?", .text(name)) { _ in true } ?? false
        guard exists else { return false }
        try deleteAll()
        try run("DELETE FROM clock")
        for table in DataFormat.contents {
            let columns = try columns(of: table).joined(separator: ", ")
            try run(
                "INSERT INTO \(table) (\(columns)) SELECT \(columns) FROM kept_\(table) WHERE snapshot = ?", .text(name)
            )
        }
        return true
    }

    /// The names of the snapshots, sorted.
    mutating func snapshotNames() throws(StoreError) -> [String] {
        var names: [String] = []
        try each("SELECT name FROM snapshots ORDER BY name") { names.append($0.text(0)) }
        return names
    }

    private mutating func columns(of table: String) throws(StoreError) -> [String] {
        var columns: [String] = []
        try each("SELECT name FROM pragma_table_info(?)", .text(table)) { columns.append($0.text(0)) }
        return columns
    }
}
