import APIClient
import Catalog
import JSON

/// Answers questions as a test says, and keeps them.
final class Asker {
    private(set) var questions: [Question] = []
    /// Nil answers as the question wants it.
    var answer: Answer?

    init(_ answer: Answer? = nil) { self.answer = answer }

    func answer(to question: Question) -> Answer {
        questions.append(question)
        if let answer { return answer }
        return switch question.expected {
        case .yesOrNo: .yes
        case .typed(let word): .typed(word)
        }
    }

    /// A policy of the context `prod` that asks this.
    func policy(_ confirmations: Policy.Confirmations = .destructive, change: (inout Policy) -> Void = { _ in })
        -> Policy
    {
        var policy = Policy(context: "prod", confirmations: confirmations) { self.answer(to: $0) }
        change(&policy)
        return policy
    }

    /// The questions in short: their kind, what they are about, and what they want typed.
    var texts: [String] {
        questions.map { question in
            switch question.expected {
            case .yesOrNo(let offersAll): "\(question.kind): \(question.summary)\(offersAll ? " [a]" : "")"
            case .typed(let word): "\(question.kind): \(question.summary) <\(word)>"
            }
        }
    }
}

/// Intents by short names.
enum Intents {
    static func make(_ name: String, _ count: Int = 1, label: String? = nil) -> Intent {
        Intent(Catalog.standard.operation(name)!, label: label, count: count)
    }
}

/// Calls of the standard catalog that are complete.
enum Calls {
    static func deleteNamespace(_ id: String = "fn-1") throws -> PreparedCall {
        try prepared("functions.delete_namespace", ["namespace_id": .string(id)])
    }

    static func updateTrigger() throws -> PreparedCall {
        try prepared(
            "functions.update_trigger", ["namespace_id": "fn-1", "trigger_name": "nightly", "is_enabled": true])
    }

    static func createNamespace() throws -> PreparedCall {
        try prepared("functions.create_namespace", ["label": "jobs", "region": "nyc1"])
    }

    static func destroyByTag() throws -> PreparedCall { try prepared("droplets.destroy_by_tag", ["tag_name": "web"]) }
}
