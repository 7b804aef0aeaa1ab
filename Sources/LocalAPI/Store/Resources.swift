/// A stored resource.
struct Record: Sendable {
    /// Its row, which orders the resources of a kind by their making and is what belongs to it refers to.
    var sequence: Int64
    /// The JSON text a client gets, but for what is computed at the moment of reading.
    var document: JSONText
    /// What the server knows beyond the document, as a JSON object; nil where that is nothing.
    var state: JSONText?
    /// The row of the resource it belongs to; 0 for none.
    var parent: Int64 = 0
    /// Its identifier within its parent.
    var id = ""
}

/// What a resource is found by.
struct ResourceKey {
    /// The catalog's full name of the resource: `functions.trigger`.
    var kind: String
    /// The row of the resource it belongs to; 0 for none.
    var parent: Int64 = 0
    var id: String
}

/// The table `resources`, for every group alike.
extension Connection {
    mutating func resource(_ key: ResourceKey) throws(StoreError) -> Record? {
        try first(
            "SELECT sequence, document FROM resources WHERE kind = ? AND parent = ? AND id = ?",
            .text(key.kind), .integer(key.parent), .text(key.id)
        ) { Record(sequence: $0.integer(0), document: JSONText($0.bytes(1))) }
    }

    /// In the order of their making.
    mutating func resources(
        _ kind: String, of parent: Int64 = 0, limit: Int? = nil, offset: Int = 0
    ) throws(StoreError) -> [Record] {
        var records: [Record] = []
        try each(
            """
            SELECT sequence, document FROM resources WHERE kind = ? AND parent = ?
            ORDER BY sequence LIMIT ? OFFSET ?
            """,
            .text(kind), .integer(parent), .integer(Int64(limit ?? -1)), .integer(Int64(offset))
        ) { records.append(Record(sequence: $0.integer(0), document: JSONText($0.bytes(1)))) }
        return records
    }

    /// The row of the resource that has this second name, if any.
    mutating func resource(_ kind: String, of parent: Int64 = 0, named name: String) throws(StoreError) -> Int64? {
        try first(
            "SELECT sequence FROM resources WHERE kind = ? AND parent = ? AND name = ?",
            .text(kind), .integer(parent), .text(name)
        ) { $0.integer(0) }
    }

    /// How many there are, of one parent. Costs the same however many.
    mutating func total(_ kind: String, of parent: Int64) throws(StoreError) -> Int {
        let count = try first(
            "SELECT count FROM totals WHERE kind = ? AND parent = ?", .text(kind), .integer(parent)
        ) { $0.integer(0) }
        return Int(count ?? 0)
    }

    /// How many there are in all.
    mutating func total(_ kind: String) throws(StoreError) -> Int {
        Int(try first("SELECT sum(count) FROM totals WHERE kind = ?", .text(kind)) { $0.integer(0) } ?? 0)
    }

    /// - Returns: Its row.
    @discardableResult
    mutating func insert(
        _ key: ResourceKey, name: String? = nil, document: JSONText, state: JSONText? = nil
    ) throws(StoreError) -> Int64 {
        try run(
            "INSERT INTO resources (kind, parent, id, name, document, state) VALUES (?, ?, ?, ?, ?, ?)",
            .text(key.kind), .integer(key.parent), .text(key.id), .text(orNull: name), .utf8(document.bytes),
            .utf8(orNull: state?.bytes))
        let sequence = lastInsertion
        try addToTotal(key.kind, key.parent, 1)
        return sequence
    }

    mutating func update(_ sequence: Int64, name: String? = nil, document: JSONText) throws(StoreError) {
        try run(
            "UPDATE resources SET name = ?, document = ? WHERE sequence = ?",
            .text(orNull: name), .utf8(document.bytes), .integer(sequence))
    }

    /// - Returns: Whether there was one.
    @discardableResult
    mutating func delete(_ key: ResourceKey) throws(StoreError) -> Bool {
        try run(
            "DELETE FROM resources WHERE kind = ? AND parent = ? AND id = ?",
            .text(key.kind), .integer(key.parent), .text(key.id))
        guard changes > 0 else { return false }
        try addToTotal(key.kind, key.parent, -1)
        return true
    }

    /// Deletes every resource of a kind that belongs to `parent`.
    mutating func deleteAll(_ kind: String, of parent: Int64) throws(StoreError) {
        try run("DELETE FROM resources WHERE kind = ? AND parent = ?", .text(kind), .integer(parent))
        try run("DELETE FROM totals WHERE kind = ? AND parent = ?", .text(kind), .integer(parent))
    }

    /// Deletes everything that clients made, and keeps the clock.
    mutating func deleteAll() throws(StoreError) {
        // The tables beside it first and whole: one row after another, as the foreign keys would, takes longer.
        for table in DataFormat.contents.reversed() where table != "clock" { try run("DELETE FROM \(table)") }
    }

    private mutating func addToTotal(_ kind: String, _ parent: Int64, _ change: Int64) throws(StoreError) {
        try run(
            """
            INSERT INTO totals (kind, parent, count) VALUES (?1, ?2, ?3)
            ON CONFLICT (kind, parent) DO UPDATE SET count = count + ?3
            """, .text(kind), .integer(parent), .integer(change))
    }
}
