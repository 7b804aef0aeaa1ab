import Catalog

// What is asked.
extension Policy {
    /// The one question about everything that is meant to be done; nil where nothing has to be asked.
    ///
    /// - Parameter offersAll: Whether a question for yes or no may be answered for those to come, too.
    func question(about intents: [Intent], offersAll: Bool = false) -> Question? {
        let writes = intents.filter { $0.danger != .read && $0.count > 0 }
        guard needsAnswer(writes) else { return nil }
        let (kind, expected) = form(of: writes, offersAll: offersAll)
        return Question(kind, intents: writes, context: context, expected: expected)
    }

    private func needsAnswer(_ writes: [Intent]) -> Bool {
        switch confirmations {
        case .all: !writes.isEmpty
        case .off where !isProtected: false
        case .destructive, .off: writes.contains(where: \.destroys) || writes.changeCount > Self.silentChanges
        }
    }

    private func form(of writes: [Intent], offersAll: Bool) -> (Question.Kind, Question.Expected) {
        if isProtected { return (.protected, .typed(context)) }
        let destructive = writes.filter(\.destroys)
        let count = destructive.total
        if destructive.contains(where: { $0.danger == .wide }) {
            let alone = writes.count == 1 ? writes[0].wordToType : nil
            return (.wide, .typed(alone ?? String(writes.total)))
        }
        if count > 1 { return (.several, .typed(String(count))) }
        return (writes.total > 1 ? .several : .single, .yesOrNo(offersAll: offersAll))
    }

    /// Whether a question is answered without asking: `--yes`, `--yes=all`.
    func assumesYes(to question: Question) -> Bool {
        switch (assumedAnswers, question.expected) {
        case (.all, _), (.yes, .yesOrNo): true
        case (.none, _), (.yes, .typed): false
        }
    }

    /// Why an answer is no yes: what completes the sentence "refused: ...". Nil where it is.
    func refusal(_ answer: Answer, to question: Question) -> String? {
        switch (answer, question.expected) {
        case (.yes, .yesOrNo), (.yesToAll, .yesOrNo): return nil
        case (.typed(let text), .typed(let word)):
            return text == word ? nil : text.isEmpty ? "not confirmed" : "not confirmed: that is not \(quoted(word))"
        case (.unanswered(let reason), _): return reason
        default: return "not confirmed"
        }
    }
}

extension Intent {
    /// Whether it takes away more than can be set back by another change.
    fileprivate var destroys: Bool { danger == .delete || danger == .wide }

    /// What is typed to let something wide pass: the value that says how wide, or the operation's name.
    fileprivate var wordToType: String {
        guard let name = label ?? identifier, !name.isEmpty else { return operation }
        return bounded(String(name.split(separator: "=").last ?? ""))
    }
}

extension [Intent] {
    fileprivate var total: Int { reduce(0) { $0 + $1.count } }

    fileprivate var changeCount: Int { filter { $0.danger == .create || $0.danger == .update }.total }
}
