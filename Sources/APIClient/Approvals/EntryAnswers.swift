/// The answers a person gave since the entry began that runs: a loop of deletions is asked about one by one, and after the
/// third the answer may be for all that follow.
struct EntryAnswers {
    /// How many questions of one operation come before the offer.
    private static let questionsBeforeOffer = 3

    private var counts: [String: Int] = [:]
    private var operations: Set<String> = []

    func offersAll(_ intent: Intent) -> Bool { counts[intent.kindOfCall, default: 0] >= Self.questionsBeforeOffer }

    func allows(_ intent: Intent) -> Bool { operations.contains(intent.kindOfCall) }

    mutating func note(_ answer: Answer, to intent: Intent) {
        counts[intent.kindOfCall, default: 0] += 1
        if answer == .yesToAll { operations.insert(intent.kindOfCall) }
    }
}

extension Intent {
    /// The operation; for requests written by hand that are none of the catalog the verb, too.
    fileprivate var kindOfCall: String { "\(action) \(operation)" }
}
