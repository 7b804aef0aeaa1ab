/// The table `counters`: the numbers given away as identifiers. None is given twice, also after what had it was deleted.
extension Connection {
    /// Takes the next numbers of a counter.
    ///
    /// - Parameters:
    ///   - first: What an untouched counter begins with.
    ///   - count: How many to take; at least 1.
    /// - Returns: The first of them.
    mutating func takeNumbers(_ counter: String, from first: Int64, count: Int = 1) throws(StoreError) -> Int64 {
        let last = try self.first(
            """
            INSERT INTO counters (name, last) VALUES (?1, ?2 + ?3 - 1)
            ON CONFLICT (name) DO UPDATE SET last = last + ?3 RETURNING last
            """, .text(counter), .integer(first), .integer(Int64(count))
        ) { $0.integer(0) }
        return (last ?? first) - Int64(count) + 1
    }
}
