import JSON

/// What there was of a kind before a run created the first of it: what tells new ones from old ones, where the server gives
/// them their names.
struct CreationBaselines {
    /// By the call that lists them: their identities, in a journal's form.
    private(set) var identities: [String: Set<JSONValue>] = [:]
    /// Calls whose list cannot be read.
    private var unreadable: Set<String> = []

    init() {}

    init(_ journal: Journal) {
        for (list, items) in journal.existing { identities[list] = Set(items.array ?? []) }
    }

    func isKnown(_ list: String) -> Bool { identities[list] != nil || unreadable.contains(list) }

    mutating func set(_ items: [JSONValue], of list: String) { identities[list] = Set(items) }
    mutating func setUnreadable(_ list: String) { unreadable.insert(list) }

    /// Nil where it is not known.
    func contains(_ identity: JSONValue, in list: String) -> Bool? { identities[list]?.contains(identity) }
}
