internal import CLibEdit

extension LineEditor {
    /// The version of libedit's interface that this was compiled against: `2.11`.
    package static var libraryVersion: String { "\(LIBEDIT_MAJOR).\(LIBEDIT_MINOR)" }
}
