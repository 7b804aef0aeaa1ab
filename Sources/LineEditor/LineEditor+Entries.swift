/// What the program may ask about the history.
extension LineEditor {
    /// The entries the arrows walk, oldest first: what was there at the start, then this session's.
    public var historyEntries: [String] { history.entries }

    /// What was entered in this session, oldest first and without its secrets, repetitions included: the session as a
    /// script.
    public var sessionEntries: [String] { history.session }

    /// The entries of all sessions that contain a text, oldest first. Reads the file again if it has changed.
    public func historyEntries(containing pattern: String) -> [String] { history.entries(containing: pattern) }

    /// Whether what is entered from now on goes to the history file; true at first.
    public var savesHistory: Bool {
        get { history.savesEntries }
        set { history.savesEntries = newValue }
    }

    /// How many entries are kept, here and in the file: at first what the configuration says.
    public var historyLimit: Int {
        get { history.limit }
        set { history.limit = newValue }
    }
}
