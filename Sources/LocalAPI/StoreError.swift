/// Why the store could not be opened, read or written, or a control call made no sense.
public struct StoreError: Error, Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// The file is something else than an SQLite database.
        case notADatabase
        /// An SQLite database of another program.
        case foreign
        /// Made by a later version, whose number this is.
        case newer(Int)
        /// SQLite found it damaged.
        case corrupt
        /// The file or its folder cannot be written.
        case readOnly
        /// The disk is full.
        case full
        /// Another program held the file for longer than we wait.
        case busy
        /// The file cannot be opened or made.
        case cannotOpen
        /// Another failure of SQLite or the disk.
        case failed
        /// No operation asks for this scope.
        case unknownScope(String)
        /// A control call that makes no sense, for this reason.
        case misuse(String)
        /// A time outside of 1970 to 9999.
        case invalidTime
    }

    public var kind: Kind
    /// The file, or `:memory:`.
    public var path: String
    /// SQLite's extended result code; 0 where the error is not SQLite's.
    public var code: Int32
    /// What SQLite or the system said.
    public var detail: String

    init(_ kind: Kind, path: String, code: Int32 = 0, detail: String = "") {
        self.kind = kind
        self.path = path
        self.code = code
        self.detail = detail
    }
}

extension StoreError: CustomStringConvertible {
    /// One sentence on what is the matter, and what to do about it.
    public var description: String {
        // A scope is a mistake of the caller's and says nothing of the file.
        switch kind {
        case .unknownScope, .misuse: return problem
        default: break
        }
        return "\(path): \(problem)"
    }

    private var problem: String {
        switch kind {
        case .notADatabase:
            "expected a data file of the local API, found something that is not an SQLite database; it was not touched; "
                + "choose another path"
        case .foreign:
            "expected a data file of the local API, found the database of another program (\(detail)); it was not "
                + "touched; choose another path"
        case .newer(let version):
            "the data file has format \(version) and this program knows formats up to \(DataFormat.version); it was not "
                + "touched; use a newer program or choose another path"
        case .corrupt: "the data file is damaged (\(detail)); restore a copy, or choose another path to begin anew"
        case .readOnly: "the data file or its folder cannot be written (\(detail)); change the permissions or the path"
        case .full: "the disk is full, and nothing of this change was kept; free some space and repeat it"
        case .busy:
            "another program has held the data file for \(Patience.limit.components.seconds) s; end it, and repeat the change"
        case .cannotOpen: "the data file cannot be opened (\(detail)); check the path and its permissions"
        case .failed: "the data file failed (\(detail))"
        case .unknownScope(let scope): "no operation asks for the scope \"\(scope)\"\(detail)"
        case .misuse(let problem): problem
        case .invalidTime: "the clock takes times from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59Z"
        }
    }
}
