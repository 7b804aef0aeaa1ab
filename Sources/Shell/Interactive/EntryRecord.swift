internal import Lua

/// What was entered in a session, and what came of it.
struct EntryRecord {
    /// The entries that ran without an error, the newest last.
    private(set) var entries: [String] = []
    /// What the last entry that had results returned.
    private(set) var lastResults: [Reference] = []
    private(set) var lastError: ErrorReport?

    /// Keeps an entry that ran without an error.
    mutating func add(_ entry: String) { entries.append(entry) }

    mutating func add(_ error: ErrorReport) { lastError = error }

    /// Keeps results; none leave those that there are.
    mutating func add(_ results: Results) {
        guard results.count > 0 else { return }
        lastResults = (1...results.count).map { results.stack.reference(at: $0) }
    }
}
