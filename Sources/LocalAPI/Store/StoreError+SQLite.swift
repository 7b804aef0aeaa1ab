import CSQLiteShim

extension StoreError {
    /// The error of SQLite's result `code`, with the sentence the connection keeps for it.
    init(_ handle: OpaquePointer?, code: Int32, path: String) {
        let sentence = handle.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
        let systemKind = handle.flatMap { Kind(systemError: sqlite3_system_errno($0)) }
        // SQLite knows a full disk, but not an exhausted quota, which it calls an input/output error.
        let kind = [SQLITE_CANTOPEN, SQLITE_IOERR].contains(code & 0xFF) ? systemKind : nil
        self.init(
            kind ?? Kind(sqliteCode: code), path: path, code: code, detail: sentence.map { String(cString: $0) } ?? "")
    }
}

extension StoreError.Kind {
    /// The low byte of an extended code is the primary one (sqlite.org/rescode.html).
    fileprivate init(sqliteCode: Int32) {
        self =
            switch sqliteCode & 0xFF {
            case SQLITE_NOTADB: .notADatabase
            case SQLITE_CORRUPT: .corrupt
            case SQLITE_READONLY, SQLITE_PERM: .readOnly
            case SQLITE_FULL: .full
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_CANTOPEN: .cannotOpen
            default: .failed
            }
    }
}
