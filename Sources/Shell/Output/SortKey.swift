internal import JSON

/// A member that records are sorted by.
package struct SortKey: Sendable, Equatable {
    /// `name`, `scheduled_details.cron`.
    package var path: String
    package var isDescending: Bool

    /// Reads `name`, or `-name` for the greatest first.
    package init(_ text: some StringProtocol) {
        isDescending = text.hasPrefix("-")
        path = String(isDescending ? text.dropFirst() : text[...])
    }

    /// Reads keys with commas between: `region,-created_at`.
    package static func list(_ text: String) -> [SortKey] {
        text.split(separator: ",").map { SortKey(String($0).trimmed) }
    }
}

extension [SortKey] {
    /// The records in order; equal ones keep theirs. Numbers come before texts, and records without the member last
    /// whichever way it goes. Texts are compared by their scalars, which is the order in time of the API's times.
    func sorted(_ records: [JSONValue]) -> [JSONValue] {
        guard !isEmpty, records.count > 1 else { return records }
        let keys = records.map { record in map { Rank(TableColumns.value(of: $0.path, in: record)) } }
        let order = records.indices.sorted { left, right in
            for (index, key) in enumerated() {
                let (a, b) = (keys[left][index], keys[right][index])
                guard a != b else { continue }
                if a == .absent || b == .absent { return b == .absent }
                return key.isDescending ? b < a : a < b
            }
            return left < right
        }
        return order.map { records[$0] }
    }
}

/// A value as something to compare.
private enum Rank: Comparable {
    case flag(Bool)
    case number(Double)
    case text([UInt8])
    case count(Int)
    case absent

    init(_ value: JSONValue?) {
        switch value {
        case .bool(let flag): self = .flag(flag)
        case .integer(let number): self = .number(Double(number))
        case .number(let number): self = .number(number)
        case .string(let text): self = .text(Array(text.utf8))
        case .array(let items): self = .count(items.count)
        case .object(let object): self = .count(object.count)
        case .null, nil: self = .absent
        }
    }

    private var kind: Int {
        switch self {
        case .flag: 0
        case .number: 1
        case .text: 2
        case .count: 3
        case .absent: 4
        }
    }

    static func < (left: Rank, right: Rank) -> Bool {
        switch (left, right) {
        case (.flag(let a), .flag(let b)): !a && b
        case (.number(let a), .number(let b)): a < b
        case (.text(let a), .text(let b)): a.lexicographicallyPrecedes(b)
        case (.count(let a), .count(let b)): a < b
        default: left.kind < right.kind
        }
    }
}
