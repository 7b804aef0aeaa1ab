internal import APIClient

/// A question of the client as a person reads it, and what a line typed below it says.
struct QuestionText {
    private let question: Question

    init(_ question: Question) { self.question = question }

    /// How many things a list names before it only counts.
    private static let listLimit = 20

    /// The list where there is one, then the line that is answered.
    var whole: String { (list + [prompt]).joined(separator: "\n") + " " }

    /// What will be done, one line each: of many the first, and how many more there are.
    private var list: [String] {
        let intents = question.intents
        guard !question.isShown, question.kind != .single, intents.count > 1 || intents[0].reach != nil else {
            return costLines
        }
        let shown = intents.count > Self.listLimit ? intents.prefix(Self.listLimit) : intents[...]
        var lines = shown.map { "  " + Self.line($0) }
        if shown.count < intents.count { lines.append("  ... and \(intents.count - shown.count) more") }
        return lines + costLines
    }

    private static func line(_ intent: Intent) -> String {
        shown(intent.description) + (intent.reach.map { ": \(shown($0))" } ?? "")
    }

    private var costLines: [String] {
        guard question.costsMoney else { return [] }
        let known = question.intents.compactMap(\.cost)
        return ["  it costs money" + (known.isEmpty ? "" : ": " + known.map(Self.shown).joined(separator: ", "))]
    }

    private var prompt: String {
        let (summary, context) = (Self.shown(question.summary), Self.shown(question.context))
        return switch question.expected {
        case .yesOrNo(let offersAll): "\(summary) in \(context)? [y/N\(offersAll ? "/a" : "")]"
        case .typed(let word): "type \(Self.shown(word)) to \(summary) in \(context):"
        }
    }

    /// One line, without what a terminal could obey and without secrets.
    private static func shown(_ text: String) -> String { Redaction.mask(TerminalText.visible(text)) }

    /// What a typed line means; nil, the end of the input or Ctrl-C, is no.
    func answer(_ line: String?) -> Answer {
        guard let line else { return .no }
        guard case .yesOrNo(let offersAll) = question.expected else { return .typed(line) }
        return switch line.lowercased() {
        case "y", "yes": .yes
        case "a", "all": offersAll ? .yesToAll : .no
        default: .no
        }
    }
}
