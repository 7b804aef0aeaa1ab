/// What a list is narrowed to, on top of its kind and parent.
enum Filter: Sendable, Hashable {
    /// Resources that have this value of an attribute.
    case attribute(String, String)
    /// Resources of this second name.
    case name(String)

    static func tag(_ tag: String) -> Filter { .attribute(Attribute.tag, tag) }
}

/// The names of attributes that all kinds share.
enum Attribute {
    /// One for each tag.
    static let tag = "tag"
    /// The slug of the region a resource is in.
    static let region = "region"
    /// The identifier of the project that a resource was assigned to.
    static let project = "project"
}

/// The table `attributes`: what resources are found by beside identifier and name. A resource may have several values of
/// one name. The rows go with the resource.
extension Connection {
    /// The values of one attribute, sorted.
    mutating func attributes(_ name: String, of sequence: Int64) throws(StoreError) -> [String] {
        var values: [String] = []
        try each(
            "SELECT value FROM attributes WHERE resource = ? AND name = ? ORDER BY value", .integer(sequence),
            .text(name)
        ) { values.append($0.text(0)) }
        return values
    }

    /// Adds a value; one that is there already stays.
    mutating func addAttribute(
        _ name: String, _ value: String, kind: String, to sequence: Int64
    ) throws(StoreError) {
        try run(
            "INSERT OR IGNORE INTO attributes (name, value, kind, resource) VALUES (?, ?, ?, ?)", .text(name),
            .text(value), .text(kind), .integer(sequence))
    }

    mutating func removeAttribute(
        _ name: String, _ value: String, kind: String, from sequence: Int64
    ) throws(StoreError) {
        try run(
            "DELETE FROM attributes WHERE name = ? AND value = ? AND kind = ? AND resource = ?", .text(name),
            .text(value), .text(kind), .integer(sequence))
    }

    /// Takes a value from every resource that has it.
    mutating func removeAttribute(_ name: String, _ value: String) throws(StoreError) {
        try run("DELETE FROM attributes WHERE name = ? AND value = ?", .text(name), .text(value))
    }

    /// Makes these the values of an attribute, and no other.
    mutating func setAttribute(
        _ name: String, _ values: [String], kind: String, of sequence: Int64
    ) throws(StoreError) {
        try run("DELETE FROM attributes WHERE resource = ? AND name = ?", .integer(sequence), .text(name))
        for value in values { try addAttribute(name, value, kind: kind, to: sequence) }
    }

    /// How many resources have a value, by kind, and the row of the last one that was made.
    mutating func counts(
        ofAttribute name: String, _ value: String
    ) throws(StoreError) -> [String: (count: Int, last: Int64)] {
        var counts: [String: (count: Int, last: Int64)] = [:]
        try each(
            "SELECT kind, count(*), max(resource) FROM attributes WHERE name = ? AND value = ? GROUP BY kind",
            .text(name), .text(value)
        ) { counts[$0.text(0)] = (Int($0.integer(1)), $0.integer(2)) }
        return counts
    }
}
