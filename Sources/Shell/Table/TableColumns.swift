internal import JSON

/// Which members of records become the columns of their table.
enum TableColumns {
    /// How many columns are chosen where nobody says which.
    static let limit = 6

    /// The scalar members of most records; where these are few, also those one level down (`size.vcpus`), and at last
    /// the members that can only be counted.
    static func choose(from rows: [JSONValue]) -> [String] {
        var scalars = Tally()
        var inner = Tally()
        var others = Tally()
        for case .object(let record) in rows {
            for member in record.members {
                switch member.value {
                case .object(let nested):
                    for leaf in nested.members where leaf.value.isScalar { inner.add("\(member.name).\(leaf.name)") }
                    if !nested.members.contains(where: { $0.value.isScalar }) { others.add(member.name) }
                case .array: others.add(member.name)
                case .null: others.add(member.name)
                default: scalars.add(member.name)
                }
            }
        }
        others.remove(scalars.names)
        return Array((scalars.ordered + inner.ordered + others.ordered).prefix(limit))
    }

    /// The last name of each path, or the one before it where the last says little (`region.slug`); the whole path where
    /// another column has the same name.
    static func shortTitles(of paths: [String]) -> [String] {
        let last = paths.map { path in
            let names = path.split(separator: ".")
            guard let name = names.last else { return path }
            return String(names.count > 1 && plainNames.contains(name) ? names[names.count - 2] : name)
        }
        return zip(paths, last).map { path, name in
            last.filter { $0 == name }.count == 1 && !paths.contains(name) ? name : path
        }
    }

    private static let plainNames: Set<Substring> = ["slug", "state", "count"]

    /// The value that a path leads to; for the same path in many records make one ``MemberPath``.
    static func value(of path: String, in row: JSONValue) -> JSONValue? { MemberPath(path).value(in: row) }

    /// Names counted by the records that have them.
    private struct Tally {
        private var counts: [String: Int] = [:]
        private var order: [String] = []

        mutating func add(_ name: String) {
            if counts[name] == nil { order.append(name) }
            counts[name, default: 0] += 1
        }

        mutating func remove(_ names: Set<String>) { order.removeAll(where: names.contains) }

        var names: Set<String> { Set(order) }

        /// The most frequent first; of equally frequent ones those a person looks for first, then the first seen.
        var ordered: [String] {
            order.enumerated().sorted { a, b in
                let (left, right) = (counts[a.element, default: 0], counts[b.element, default: 0])
                if left != right { return left > right }
                let (leftRank, rightRank) = (Self.rank(a.element), Self.rank(b.element))
                return leftRank != rightRank ? leftRank < rightRank : a.offset < b.offset
            }.map(\.element)
        }

        private static let familiar = [
            "id", "uuid", "name", "namespace", "label", "title", "slug", "type", "status", "state", "region"
        ]

        private static func rank(_ name: String) -> Int { familiar.firstIndex(of: name) ?? familiar.count }
    }
}

extension JSONValue {
    var isScalar: Bool {
        switch self {
        case .bool, .integer, .number, .string: true
        case .null, .array, .object: false
        }
    }
}
