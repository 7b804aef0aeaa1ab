/// A value to bind to a place of a statement.
enum SQLiteValue {
    case null
    case integer(Int64)
    case text(String)
    /// Text that is there as UTF-8.
    case utf8([UInt8])
    case blob([UInt8])

    static func text(orNull text: String?) -> SQLiteValue { text.map(SQLiteValue.text) ?? .null }
    static func utf8(orNull bytes: [UInt8]?) -> SQLiteValue { bytes.map(SQLiteValue.utf8) ?? .null }
    static func integer(orNull integer: Int64?) -> SQLiteValue { integer.map(SQLiteValue.integer) ?? .null }
    static func flag(_ flag: Bool) -> SQLiteValue { .integer(flag ? 1 : 0) }
}
