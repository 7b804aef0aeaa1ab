/// Why a journal cannot be used.
public struct JournalError: Error, Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case notFound
        /// Another process carries it out right now.
        case busy
        /// It is no journal, or damaged beyond what a crash explains.
        case damaged
        /// Another version of this program wrote it.
        case otherVersion
        /// It is of another account, or of another address.
        case otherTarget
        /// The file system refuses.
        case unusable
    }

    public var kind: Kind
    /// The journal's name, or the path of the folder.
    public var name: String
    /// What was expected and found, or the system's reason. Completes the sentence "the journal NAME ...".
    public var reason: String

    init(_ kind: Kind, _ name: String, _ reason: String) {
        self.kind = kind
        self.name = name
        self.reason = reason
    }
}

extension JournalError: CustomStringConvertible {
    public var description: String { "the journal \(name) \(reason)" }
}
