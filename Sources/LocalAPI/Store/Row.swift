import CSQLiteShim

/// The row a statement stands on, for the closure that got it.
struct Row: ~Copyable {
    let statement: OpaquePointer

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
    func flag(_ column: Int32) -> Bool { integer(column) != 0 }
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
    func optionalBytes(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : bytes(column) }
    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    /// Empty for a null.
    func text(_ column: Int32) -> String { String(decoding: buffer(column), as: UTF8.self) }

    /// The bytes of a blob, or the UTF-8 of a text. Empty for a null.
    func bytes(_ column: Int32) -> [UInt8] { Array(buffer(column)) }

    private func buffer(_ column: Int32) -> UnsafeRawBufferPointer {
        // In this order: asking for the bytes may convert the value, which changes their number.
        let start = sqlite3_column_blob(statement, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }
}
