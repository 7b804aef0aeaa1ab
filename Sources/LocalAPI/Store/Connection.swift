import CSQLiteShim

/// One open SQLite database and its prepared statements.
///
/// Not for two threads at once: SQLite's own locks are off (`SQLITE_OPEN_NOMUTEX`), and ``Store`` holds one around it.
struct Connection: ~Copyable {
    let path: String
    private let handle: OpaquePointer
    private let patience: Patience
    private var statements: [String: OpaquePointer] = [:]

    /// - Parameter path: A file, which is made where it is missing, or `:memory:`.
    init(path: String, patience: Patience = Patience()) throws(StoreError) {
        try self.init(path: path, opening: path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, patience: patience)
    }

    /// - Parameters:
    ///   - path: The file, for errors.
    ///   - name: What SQLite is given for it.
    init(path: String, opening name: String, flags: Int32, patience: Patience = Patience()) throws(StoreError) {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            let error = StoreError(opened, code: code, path: path)
            sqlite3_close_v2(opened)
            throw error
        }
        self.path = path
        handle = opened
        self.patience = patience
        patience.install(on: handle)
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(handle)
    }

    /// Whether the file was opened for reading only, which SQLite falls back to by itself.
    var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

    /// Whether a transaction is open.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// The rows that the last statement inserted, changed or deleted, apart from those a foreign key took along.
    var changes: Int64 { sqlite3_changes64(handle) }

    /// The row identifier of the last insertion.
    var lastInsertion: Int64 { sqlite3_last_insert_rowid(handle) }
}

extension Connection {
    /// Runs statements that take no values and give no rows, as a schema does.
    func execute(_ script: String) throws(StoreError) {
        let code = sqlite3_exec(handle, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    /// The value of a pragma that is a number.
    mutating func pragma(_ name: String) throws(StoreError) -> Int64 {
        try first("PRAGMA \(name)") { $0.integer(0) } ?? 0
    }

    /// Runs one statement and drops its rows.
    mutating func run(_ sql: String, _ values: SQLiteValue...) throws(StoreError) {
        try step(sql, values) { _ in false }
    }

    /// The first row, read by `read`.
    mutating func first<T>(
        _ sql: String, _ values: SQLiteValue..., read: (borrowing Row) -> T
    ) throws(StoreError) -> T? {
        try first(sql, values, read: read)
    }

    /// As the other `first`, with values in an array.
    mutating func first<T>(
        _ sql: String, _ values: [SQLiteValue], read: (borrowing Row) -> T
    ) throws(StoreError) -> T? {
        var result: T?
        try step(sql, values) { row in
            result = read(row)
            return false
        }
        return result
    }

    /// Every row, each given to `read`.
    mutating func each(
        _ sql: String, _ values: SQLiteValue..., read: (borrowing Row) -> Void
    ) throws(StoreError) {
        try each(sql, values, read: read)
    }

    /// As the other `each`, with values in an array.
    mutating func each(
        _ sql: String, _ values: [SQLiteValue], read: (borrowing Row) -> Void
    ) throws(StoreError) {
        try step(sql, values) { row in
            read(row)
            return true
        }
    }

    /// Runs one statement and gives each row to `read` until that says to stop.
    private mutating func step(
        _ sql: String, _ values: [SQLiteValue], read: (borrowing Row) -> Bool
    ) throws(StoreError) {
        let statement = try prepared(sql)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (index, value) in values.enumerated() { try bind(value, to: Int32(index + 1), of: statement) }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: guard read(Row(statement: statement)) else { return }
            case SQLITE_DONE: return
            case let code: throw failure(code)
            }
        }
    }

    /// The statement of this text, compiled at its first use and kept.
    private mutating func prepared(_ sql: String) throws(StoreError) -> OpaquePointer {
        if let statement = statements[sql] { return statement }
        var compiled: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
        guard code == SQLITE_OK, let compiled else { throw failure(code) }
        statements[sql] = compiled
        return compiled
    }

    private func failure(_ code: Int32) -> StoreError { StoreError(handle, code: code, path: path) }
}

extension Connection {
    private func bind(_ value: SQLiteValue, to index: Int32, of statement: OpaquePointer) throws(StoreError) {
        let code =
            switch value {
            case .null: sqlite3_bind_null(statement, index)
            case .integer(let integer): sqlite3_bind_int64(statement, index, integer)
            case .text(var text): text.withUTF8 { Self.bind(UnsafeRawBufferPointer($0), to: index, of: statement) }
            case .utf8(let bytes): bytes.withUnsafeBytes { Self.bind($0, to: index, of: statement) }
            case .blob(let bytes):
                bytes.withUnsafeBytes { shim_sqlite_bind_blob(statement, index, $0.baseAddress, Int32($0.count)) }
            }
        guard code == SQLITE_OK else { throw failure(code) }
    }

    private static func bind(_ text: UnsafeRawBufferPointer, to index: Int32, of statement: OpaquePointer) -> Int32 {
        // An empty buffer may have no address, and SQLite takes a missing address for a null.
        guard let start = text.baseAddress else { return shim_sqlite_bind_text(statement, index, "", 0) }
        return shim_sqlite_bind_text(statement, index, start.assumingMemoryBound(to: CChar.self), Int32(text.count))
    }
}
