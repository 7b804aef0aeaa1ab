import JSON

/// Reading the resources of a ``ResourceKind``.
extension Connection {
    /// Nil where there is none of this identifier. Identifiers are text here, whatever JSON writes: `"3164444"`.
    mutating func find(_ kind: ResourceKind, _ id: String, of parent: Int64 = 0) throws -> Resource? {
        try record(kind, id, of: parent).map { try Resource($0, of: kind) }
    }

    /// - Throws: `Refusal` 404 where there is none of this identifier.
    mutating func get(_ kind: ResourceKind, _ id: String, of parent: Int64 = 0) throws -> Resource {
        guard let resource = try find(kind, id, of: parent) else { throw Refusal.missing }
        return resource
    }

    /// The resource of a row; nil where it is gone.
    mutating func find(_ kind: ResourceKind, row sequence: Int64) throws -> Resource? {
        try records(kind, where: "sequence = ?", [.integer(sequence)]).first.map { try Resource($0, of: kind) }
    }

    /// The resource that the path of a request names, within those that the path names before it.
    ///
    /// - Throws: `Refusal` 404 where any of them is missing.
    mutating func get(_ kind: ResourceKind, for call: Call) throws -> Resource {
        try get(kind, call.identifier(of: kind), of: parent(of: kind, for: call))
    }

    /// The row of the resource that those of a kind belong to, by the path of a request; 0 where they belong to none.
    ///
    /// - Throws: `Refusal` 404.
    mutating func parent(of kind: ResourceKind, for call: Call) throws -> Int64 {
        var row: Int64 = 0
        for ancestor in kind.ancestors {
            let id = call.identifier(of: ancestor)
            guard let record = try resource(ResourceKey(kind: ancestor.name, parent: row, id: id)) else {
                throw Refusal.missing
            }
            row = record.sequence
        }
        return row
    }

    /// As the store has it, to be shown without being parsed; nil where there is none.
    mutating func record(_ kind: ResourceKind, _ id: String, of parent: Int64 = 0) throws -> Record? {
        try records(kind, where: "parent = ? AND id = ?", [.integer(parent), .text(id)]).first
    }

    /// Every resource that fits the filters, in the order of their making.
    mutating func all(_ kind: ResourceKind, of parent: Int64 = 0, _ filters: [Filter] = []) throws -> [Resource] {
        try listing(kind, of: parent, filters).map { try Resource($0, of: kind) }
    }

    /// The first resource that fits the filters.
    mutating func first(_ kind: ResourceKind, of parent: Int64 = 0, _ filters: Filter...) throws -> Resource? {
        try listing(kind, of: parent, filters, limit: 1).first.map { try Resource($0, of: kind) }
    }

    /// How many resources fit the filters. Without filters it costs the same however many there are.
    mutating func total(_ kind: ResourceKind, of parent: Int64 = 0, _ filters: [Filter] = []) throws -> Int {
        guard !filters.isEmpty else { return try total(kind.name, of: parent) }
        let (condition, values) = Self.condition(filters, kind)
        let count = try first(
            "SELECT count(*) FROM resources WHERE kind = ? AND parent = ?" + condition,
            [.text(kind.name), .integer(parent)] + values
        ) { $0.integer(0) }
        return Int(count ?? 0)
    }

    /// The resources that fit the filters, as the store has them.
    ///
    /// - Parameter isNewestFirst: Whether the last one that was made comes first.
    mutating func listing(
        _ kind: ResourceKind, of parent: Int64 = 0, _ filters: [Filter] = [], isNewestFirst: Bool = false,
        limit: Int? = nil, offset: Int = 0
    ) throws -> [Record] {
        let (condition, values) = Self.condition(filters, kind)
        let order = " ORDER BY sequence \(isNewestFirst ? "DESC " : "")LIMIT ? OFFSET ?"
        return try records(
            kind, where: "parent = ?" + condition + order,
            [.integer(parent)] + values + [.integer(Int64(limit ?? -1)), .integer(Int64(offset))])
    }
}

extension Connection {
    private mutating func records(
        _ kind: ResourceKind, where condition: String, _ values: [SQLiteValue]
    ) throws -> [Record] {
        let tags = kind.isTaggable ? Self.tags : ""
        var records: [Record] = []
        try each(
            "SELECT sequence, document, state, parent, id\(tags) FROM resources WHERE kind = ? AND \(condition)",
            [.text(kind.name)] + values
        ) { row in
            var record = Record(
                sequence: row.integer(0), document: JSONText(row.bytes(1)),
                state: row.optionalBytes(2).map(JSONText.init), parent: row.integer(3), id: row.text(4))
            if kind.isTaggable { record.document.add("tags", JSONText(row.bytes(5))) }
            records.append(record)
        }
        return records
    }

    /// The tags of a row as a JSON array.
    private static let tags =
        ", (SELECT json_group_array(value) FROM attributes WHERE resource = sequence AND name = '\(Attribute.tag)')"

    private static func condition(_ filters: [Filter], _ kind: ResourceKind) -> (sql: String, values: [SQLiteValue]) {
        var (sql, values) = ("", [SQLiteValue]())
        for filter in filters {
            switch filter {
            case .name(let name):
                sql += " AND name = ?"
                values.append(.text(name))
            case .attribute(let name, let value):
                sql += " AND sequence IN (SELECT resource FROM attributes WHERE name = ? AND value = ? AND kind = ?)"
                values += [.text(name), .text(value), .text(kind.name)]
            }
        }
        return (sql, values)
    }
}
