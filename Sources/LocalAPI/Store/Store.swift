import Synchronization

/// The data file: a connection that changes it and, where it is a file, others that read beside it. Each is one thread's
/// at a time.
///
/// With a write-ahead log readers and the writer do not wait for each other: a read goes on while this process or another
/// one holds the file for a change.
final class Store: Sendable {
    let path: String
    private let writer: Mutex<Connection>
    /// As many as have been busy at once. None for a database in memory, which has one connection only.
    private let readers = Mutex<[Reader]>([])
    private let patience: Patience
    private let isInMemory: Bool
    private static let readerLimit = 4

    /// - Parameter patience: How a change waits for another program that holds the file.
    init(_ storage: LocalAPI.Storage, patience: Patience = Patience()) throws(StoreError) {
        self.patience = patience
        isInMemory = storage == .memory
        switch storage {
        case .memory:
            path = ":memory:"
            writer = Mutex(try Self.connection(inMemory: path))
        case .file(let path):
            self.path = path
            try DataFile(path: path).prepare()
            writer = Mutex(try Self.connection(toFile: path, patience: patience))
        }
    }

    /// An object, because an array of mutexes cannot be borrowed from.
    private final class Reader: Sendable {
        let connection: Mutex<Connection>

        init(_ connection: consuming sending Connection) { self.connection = Mutex(connection) }
    }

    /// Gives `body` a connection that reads. All it reads is of one moment.
    func read<T: Sendable>(_ body: (inout Connection) throws -> T) throws -> T {
        if isInMemory { return try writer.withLock { try body(&$0) } }
        return try withReader { connection in
            try connection.run("BEGIN")
            defer { try? connection.endReading() }
            return try body(&connection)
        }
    }

    /// As `read`, for one statement, which is of one moment by itself.
    func readOnce<T: Sendable>(_ body: (inout Connection) throws -> T) throws -> T {
        isInMemory ? try writer.withLock { try body(&$0) } : try withReader(body)
    }

    /// Gives `body` a connection that nobody else reads with; opens one where all are busy and there may be more.
    private func withReader<T: Sendable>(_ body: (inout Connection) throws -> T) throws -> T {
        let known = readers.withLock { $0 }
        for reader in known {
            if let result = try reader.connection.withLockIfAvailable({ try body(&$0) }) { return result }
        }
        guard known.count < Self.readerLimit else { return try known[0].connection.withLock { try body(&$0) } }
        let reader = Reader(try Self.readingConnection(toFile: path, patience: patience))
        readers.withLock { if $0.count < Self.readerLimit { $0.append(reader) } }
        return try reader.connection.withLock { try body(&$0) }
    }

    /// Gives `body` the connection within a transaction, which is kept when it returns and undone when it throws.
    func write<T: Sendable>(_ body: (inout Connection) throws -> T) throws -> T {
        try writer.withLock { connection in
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

    /// Gives `body` the connection that changes, outside of a transaction.
    func configure(_ body: (inout Connection) throws -> Void) throws {
        try writer.withLock { try body(&$0) }
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

    /// Ends a transaction that changed nothing.
    fileprivate mutating func endReading() throws(StoreError) {
        if isInTransaction { try run("COMMIT") }
    }

    /// Runs `body` so that what it changed is undone when it throws, while the transaction around it goes on.
    mutating func attempt<T>(_ body: (inout Connection) throws -> T) throws -> T {
        try run("SAVEPOINT attempt")
        do {
            let result = try body(&self)
            try run("RELEASE attempt")
            return result
        } catch {
            // A failure that ended the whole transaction took the savepoint along.
            if isInTransaction {
                try run("ROLLBACK TO attempt")
                try run("RELEASE attempt")
            }
            throw error
        }
    }
}

extension Connection {
    /// As `attempt`, with a refusal as a result instead of an error.
    mutating func attemptRefusable<T>(_ body: (inout Connection) throws -> T) throws -> Result<T, Refusal> {
        do {
            return .success(try attempt(body))
        } catch let refusal as Refusal {
            return .failure(refusal)
        }
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
        try makeTables(&connection)
        // After the tables: their creation goes through the rollback journal, so that the file's own header carries the
        // application's mark from the first moment on, and `DataFile` can tell our files without opening them.
        try enterWriteAheadLog(&connection, patience)
        return connection
    }

    private static func readingConnection(toFile path: String, patience: Patience) throws(StoreError) -> Connection {
        let connection = try Connection(path: path, patience: patience)
        try connection.execute("PRAGMA query_only = ON")
        return connection
    }

    /// Makes the tables of a new file, and brings those of an older version up to date.
    private static func makeTables(_ connection: inout Connection) throws(StoreError) {
        if try connection.pragma("user_version") < DataFormat.version {
            try connection.begin()
            do throws(StoreError) {
                try migrate(&connection)
                try connection.commit()
            } catch {
                try? connection.rollBack()
                throw error
            }
        }
        try checkVersion(&connection)
    }

    /// Asks for the version again: another process may have been here since.
    private static func migrate(_ connection: inout Connection) throws(StoreError) {
        var version = try connection.pragma("user_version")
        if version == 0 { return try connection.execute(DataFormat.creation) }
        while let script = DataFormat.migrations[version] {
            try connection.execute(script)
            version = try connection.pragma("user_version")
        }
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
