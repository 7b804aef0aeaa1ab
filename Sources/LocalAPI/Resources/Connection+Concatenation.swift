/// Lists that are made of several kinds of resources.
extension Connection {
    /// The page of several lists as one, in which each begins where the one before it ends.
    ///
    /// - Parameter present: The text of a resource in this list.
    mutating func concatenation(
        _ parts: [(kind: ResourceKind, filters: [Filter])], for call: Call,
        present: (ResourceKind, Record) throws -> JSONText
    ) throws -> Listing {
        var list = Listing(items: [], total: 0)
        for part in parts {
            let records = try next(of: part.kind, part.filters, after: &list, for: call)
            list.items += try records.map { try present(part.kind, $0) }
        }
        return list
    }

    /// What a page takes from a list that follows another one, and how many more there are in all.
    mutating func next(
        of kind: ResourceKind, _ filters: [Filter], after list: inout Listing, for call: Call
    ) throws -> [Record] {
        let total = try total(kind, filters)
        defer { list.total += total }
        let room = call.page.map { $0.size - list.items.count } ?? total
        let offset = max(0, (call.page?.offset ?? 0) - list.total)
        guard room > 0, offset < total else { return [] }
        return try listing(kind, filters, limit: room, offset: offset)
    }
}
