import Synchronization

/// The data file: one connection, which one thread has at a time.
final class Store: Sendable {
    let path: String
    private let connection: Mutex<Connection>

    /// - Parameter patience: How a change waits for another program that holds the file.
    init(_ storage: LocalAPI.Storage, patience: Patience = Patience()) throws(StoreError) {
        switch storage {
        case .memory:
            path = ":memory:"
            connection = Mutex(try Self.connection(inMemory: path))
        case .file(let path):
            self.path = path
            try DataFile(path: path).prepare()
            connection = Mutex(try Self.connection(toFile: path, patience: patience))
        }
    }

    /// Gives `body` the connection. What it reads with one statement is of one moment; several may see changes that
    /// another process made in between.
    func read<T: Sendable>(_ body: (inout Connection) throws -> T) throws -> T {
        try connection.withLock { try body(&$0) }
    }

    /// Gives `body` the connection within a transaction, which is kept when it returns and undone when it throws.
    func write<T: Sendable>(_ body: (inout Connection) throws -> T) throws -> T {
        try connection.withLock { connection in
            try connection.begin()
            do {
                let result = try body(&connection)
                try connection.commit()
                return result
            } catch {
                // What went wrong first is what has to be told.
                try? connection.rollBack()
                throw error
            }
        }
    }
}

extension Connection {
    /// Begins a transaction with the write lock, so that no statement in it can find the file busy: waiting happens here,
    /// and once.
    mutating func begin() throws(StoreError) { try run("BEGIN IMMEDIATE") }

    mutating func commit() throws(StoreError) { try run("COMMIT") }

    /// Undoes the transaction, unless the failure itself has (sqlite.org/lang_transaction.html).
    mutating func rollBack() throws(StoreError) {
        if isInTransaction { try run("ROLLBACK") }
    }
}

extension Store {
    private static func connection(inMemory path: String) throws(StoreError) -> Connection {
        let connection = try Connection(path: path)
        try connection.execute("PRAGMA foreign_keys = ON; \(DataFormat.creation)")
        return connection
    }

    private static func connection(toFile path: String, patience: Patience) throws(StoreError) -> Connection {
        var connection = try Connection(path: path, patience: patience)
        guard !connection.isReadOnly else {
            throw StoreError(.readOnly, path: path, detail: "it could be opened for reading only")
        }
        try connection.execute("PRAGMA foreign_keys = ON")
        try createTables(&connection)
        // After the tables: their creation goes through the rollback journal, so that the file's own header carries the
        // application's mark from the first moment on, and `DataFile` can tell our files without opening them.
        try enterWriteAheadLog(&connection, patience)
        return connection
    }

    private static func createTables(_ connection: inout Connection) throws(StoreError) {
        guard try connection.pragma("user_version") == 0 else { return try checkVersion(&connection) }
        try connection.begin()
        do throws(StoreError) {
            // Another process may have made them since.
            if try connection.pragma("user_version") == 0 { try connection.execute(DataFormat.creation) }
            try connection.commit()
        } catch {
            try? connection.rollBack()
            throw error
        }
        try checkVersion(&connection)
    }

    private static func checkVersion(_ connection: inout Connection) throws(StoreError) {
        let version = try connection.pragma("user_version")
        guard version == DataFormat.version else { throw StoreError(.newer(Int(version)), path: connection.path) }
        // Reads the table of tables, which a damaged file fails at.
        _ = try connection.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) }
    }

    /// Entering the mode takes the file for itself for a moment, without the patience that other statements have.
    private static func enterWriteAheadLog(
        _ connection: inout Connection, _ patience: Patience
    ) throws(StoreError) {
        var looks: Int32 = 0
        while true {
            do {
                try connection.execute(
                    """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = NORMAL;
                    PRAGMA journal_size_limit = 16777216;
                    """)
                return
            } catch {
                guard error.kind == .busy, patience.waits(afterLooks: looks) else { throw error }
                looks += 1
            }
        }
    }
}
