import Glibc

/// The entries of this session and, where a file is kept, of all others.
///
/// The arrows walk this session's entries, then what was there when it started; the search finds everything. Memory
/// keeps lines as they were typed, the file gets them without their secrets.
package struct History {
    /// What the arrows walk, oldest first.
    package private(set) var entries: [String] = []
    /// The first failure of the file; nothing is read from or written to it after that.
    package private(set) var failure: LineEditorError?

    private var file: HistoryFile?
    /// Entries kept, in memory and in the file.
    package var limit: Int {
        didSet { changeLimit(from: oldValue) }
    }
    /// Whether entries go to the file; what is entered without is known to this session only.
    package var savesEntries = true
    /// What was entered in this session, oldest first, repetitions included, as the file gets it. Lines that begin with
    /// a blank are left out.
    package private(set) var session: [String] = []
    /// What this session has put into the file, so that the search does not show a line and its redacted form.
    private var written: Set<String> = []
    private var own: [String] = []
    /// The last text asked for, and the entries up to the newest that continues it.
    private var suggested: (text: String, end: Int)?
    private var searchable: (version: HistoryFile.Version, entries: [String])?

    package init(file: HistoryFile?, limit: Int = 10_000) {
        self.file = file
        self.limit = limit
        do {
            entries = try file?.load() ?? []
        } catch {
            failure = error
        }
    }

    /// Adds a line. One that begins with a blank is kept for this session only.
    ///
    /// - Parameter redacted: the line as the file gets it.
    package mutating func add(_ entry: String, redacted: String) {
        guard entry.contains(where: { $0 != " " && $0 != "\n" && $0 != "\t" }) else { return }
        let isRepeated = own.last == entry
        remember(entry)
        guard entry.first != " ", entry.first != "\t" else { return }
        session.append(redacted)
        guard savesEntries, !isRepeated, failure == nil else { return }
        do {
            try file?.append(redacted)
            written.insert(redacted)
        } catch {
            failure = error
        }
    }

    /// Keeps a line for this session only.
    package mutating func remember(_ entry: String) {
        guard !entry.isEmpty else { return }
        suggested = nil
        if let index = entries.lastIndex(of: entry) { entries.remove(at: index) }
        entries.append(entry)
        own.removeAll { $0 == entry }
        own.append(entry)
        forgetOldest()
    }

    private mutating func changeLimit(from old: Int) {
        suggested = nil
        searchable = nil
        file?.limit = limit
        // The file may have more than was read at the start.
        if limit > old, own.isEmpty, failure == nil, let loaded = try? file?.load() { entries = loaded }
        forgetOldest()
    }

    private mutating func forgetOldest() {
        if entries.count > limit { entries.removeFirst(entries.count - max(0, limit)) }
    }

    /// Everything there is, newest first: this session's lines, then all sessions' as the file has them now.
    package mutating func searchEntries() -> [String] {
        guard let file, failure == nil, let version = file.version() else { return entries.reversed() }
        if searchable?.version != version {
            guard let loaded = try? file.load() else { return entries.reversed() }
            searchable = (version, loaded)
        }
        let ownSet = Set(own)
        let others = (searchable?.entries ?? []).filter { !written.contains($0) && !ownSet.contains($0) }
        return (others + own).reversed()
    }

    /// The entries of all sessions that contain a text, oldest first; all of them for an empty text.
    package mutating func entries(containing pattern: String) -> [String] {
        let all = searchEntries().reversed()
        return pattern.isEmpty ? Array(all) : all.filter { $0.utf8Offset(of: pattern) != nil }
    }

    /// The rest of the newest entry that begins with the text and goes on.
    package mutating func suggestion(for text: String) -> Substring? {
        guard !text.isEmpty else { return nil }
        // What did not begin with a text does not begin with a longer one.
        var index = entries.count
        if let suggested, text.hasUTF8Prefix(suggested.text) { index = suggested.end }
        while index > 0, !isContinued(text, by: entries[index - 1]) { index -= 1 }
        suggested = (text, index)
        guard index > 0 else { return nil }
        let entry = entries[index - 1]
        return entry[entry.utf8.index(entry.utf8.startIndex, offsetBy: text.utf8.count)...]
    }

    private func isContinued(_ text: String, by entry: String) -> Bool {
        entry.utf8.count > text.utf8.count && entry.hasUTF8Prefix(text)
    }
}

extension String {
    /// Byte-wise comparison: `hasPrefix` would normalize, which is slow and not what a typed prefix means.
    func hasUTF8Prefix(_ prefix: String) -> Bool {
        guard utf8.count >= prefix.utf8.count else { return false }
        let isEqual = utf8.withContiguousStorageIfAvailable { text in
            prefix.utf8.withContiguousStorageIfAvailable { prefix in
                prefix.baseAddress.flatMap { wanted in text.baseAddress.map { memcmp($0, wanted, prefix.count) == 0 } }
            }
        }
        return isEqual.flatMap { $0 }.flatMap { $0 } ?? utf8.starts(with: prefix.utf8)
    }
}
