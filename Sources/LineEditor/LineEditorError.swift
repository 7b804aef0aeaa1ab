import Glibc

/// Why the editor cannot start, or the history cannot be kept.
public struct LineEditorError: Error, Equatable, CustomStringConvertible {
    /// What went wrong.
    public enum Kind: Equatable, Sendable {
        /// There is no terminal to edit on.
        case notATerminal
        /// libedit could not be set up.
        case setupFailed
        /// The history file belongs to another program: it has no first line of libedit's.
        case foreignHistory
        /// The history file is a symbolic link, a directory or a device.
        case unsafeHistory
        /// The history file cannot be read or written.
        case historyUnavailable
        /// This notation names no key that can be bound.
        case invalidKey(String)
        /// This key keeps its meaning; the reason is the rest of a sentence.
        case reservedKey(String, reason: String)
    }

    /// What went wrong.
    public let kind: Kind
    /// The file concerned, empty when there is none.
    public let path: String
    /// The operating system's error number, 0 when there is none.
    public let errorNumber: Int32

    package init(_ kind: Kind, path: String = "", errorNumber: Int32 = 0) {
        self.kind = kind
        self.path = path
        self.errorNumber = errorNumber
    }

    /// One sentence: what was expected, what was found, what to do.
    public var description: String {
        switch kind {
        case .notATerminal: "editing needs a terminal, and standard input or output is none: run a script instead"
        case .setupFailed: "the terminal could not be set up for editing\(reason): check TERM"
        case .foreignHistory:
            "\(path) is not a history file of this program: left untouched, history is kept in memory only; "
                + "move it away or choose another file"
        case .unsafeHistory:
            "\(path) is not a regular file of this user: left untouched, history is kept in memory only; "
                + "replace it by a regular file"
        case .historyUnavailable: "\(path) cannot be used\(reason): history is kept in memory only"
        case .invalidKey(let notation): "expected a key such as ^T, M-x, F5 or ^X^T, found '\(notation)'"
        case .reservedKey(let notation, let reason):
            "'\(notation)' cannot be bound, because \(reason); expected a key such as ^T, M-x, F5 or ^X^T"
        }
    }

    private var reason: String {
        errorNumber == 0 ? "" : " (\(String(cString: strerror(errorNumber))))"
    }
}
