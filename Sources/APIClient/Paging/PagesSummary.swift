/// What was read of a list, held against what it said of itself.
public struct PagesSummary: Sendable, Equatable {
    public internal(set) var pages = 0
    /// How many different items came.
    public internal(set) var items = 0
    /// How many items came once more on a later page.
    public internal(set) var duplicates = 0
    /// How many items the list has, as the last page that said so has it.
    public internal(set) var total: Int?
    private var firstTotal: Int?

    public init() {}

    mutating func add(_ page: PageContents, newItemCount: Int) {
        pages += 1
        items += newItemCount
        duplicates += page.itemCount - newItemCount
        total = page.total ?? total
        firstTotal = firstTotal ?? page.total
    }

    /// Whether every item came once, and as many as the list is said to have, which did not change meanwhile.
    public var isConsistent: Bool { duplicates == 0 && firstTotal == total && items == total ?? items }

    /// What does not fit, as a sentence: `the list changed while it was read: it has 402 items now, and had 401 at first`.
    /// Nil where all fits.
    public var discrepancy: String? {
        guard !isConsistent else { return nil }
        guard pages > 1 else { return "the list is said to have \(total ?? 0) items, and \(items) came" }
        var facts: [String] = []
        if duplicates > 0 { facts.append(duplicates == 1 ? "1 item came twice" : "\(duplicates) items came twice") }
        if let firstTotal, let total, firstTotal != total {
            facts.append("it has \(total) items now, and had \(firstTotal) at first")
        }
        if let total, items != total { facts.append("\(items) of \(total) items came") }
        return "the list changed while it was read: " + facts.joined(separator: ", ")
    }
}
