/// What a person is asked before something is sent.
public struct Question: Sendable, Equatable {
    /// Why it is asked, which decides how much an answer takes.
    public enum Kind: Sendable, Equatable {
        /// One thing that can be told in a line.
        case single
        /// Many at once: show the list, then ask.
        case several
        /// Something that reaches beyond one resource.
        case wide
        /// The context is protected.
        case protected
    }

    /// What counts as a yes.
    public enum Expected: Sendable, Equatable {
        /// - Parameter offersAll: Whether ``Answer/yesToAll`` may be given: the same question has come several times.
        case yesOrNo(offersAll: Bool)
        /// This text, typed.
        case typed(String)
    }

    public var kind: Kind
    /// What will be done; reads are left out.
    public var intents: [Intent]
    /// The name of the context.
    public var context: String
    public var expected: Expected
    /// Whether the person has just been shown what will be done, as by a plan: a list of it is not needed.
    public var isShown = false

    public init(_ kind: Kind, intents: [Intent], context: String, expected: Expected) {
        self.kind = kind
        self.intents = intents
        self.context = context
        self.expected = expected
    }

    /// What is done, in a few words: `delete trigger "report-daily" (fn-1)`, `delete 12 droplets and update 3 triggers`.
    public var summary: String {
        let actions = counts.map { $0.count == 1 ? $0.intent.description : $0.text }
        guard let last = actions.last, actions.count > 1 else { return actions.first ?? "nothing" }
        return actions.dropLast().joined(separator: ", ") + " and " + last
    }

    /// How many things there are to do.
    public var total: Int { intents.reduce(0) { $0 + $1.count } }

    /// Whether something that is created will cost money.
    public var costsMoney: Bool { intents.contains(where: \.costsMoney) }

    /// The intents of one action on one kind of thing together, in the order they come first.
    private var counts: [(intent: Intent, count: Int, text: String)] {
        var groups: [(intent: Intent, count: Int, text: String)] = []
        for intent in intents {
            if let index = groups.firstIndex(where: { $0.intent.isAlike(intent) }) {
                groups[index].count += intent.count
                groups[index].text = groups[index].intent.text(counting: groups[index].count)
            } else {
                groups.append((intent, intent.count, intent.text(counting: intent.count)))
            }
        }
        return groups
    }
}

/// What a person said to a ``Question``.
public enum Answer: Sendable, Equatable {
    case yes
    /// Yes, and to every further question of this operation until the next entry begins.
    case yesToAll
    case no
    /// A text, where one was expected. It is compared here, not by who asks.
    case typed(String)
    /// Nobody could be asked; the reason completes the sentence "refused: ...".
    case unanswered(reason: String)
}

extension Intent {
    fileprivate func isAlike(_ other: Intent) -> Bool {
        action == other.action && noun == other.noun && (noun != nil || operation == other.operation)
    }
}
