internal import Catalog
internal import JSON
internal import LineEditor
internal import Snippets

/// A word `NAME=VALUE` of a line that runs a snippet.
struct SnippetWord {
    private let word: String
    private let header: SnippetHeader
    private let parameters: CallParameters
    private let given: [String: String]

    /// - Parameters:
    ///   - word: what is typed of it.
    ///   - words: those before it.
    init(_ word: String, given words: some Sequence<String>, _ header: SnippetHeader) {
        self.word = word
        self.header = header
        parameters = CallParameters(target: CallTarget(snippet: header))
        var given: [String: String] = [:]
        for word in words {
            guard let sign = word.firstIndex(of: "=") else { continue }
            given[String(word[..<sign])] = String(word[word.index(after: sign)...])
        }
        self.given = given
    }

    func offer(_ engine: CompletionEngine) -> Offer {
        guard let sign = word.firstIndex(of: "=") else { return Offer(best: names, for: word) }
        let value = String(word[word.index(after: sign)...])
        guard let field = parameters.all.first(where: { $0.name == word[..<sign] }) else { return Offer(value) }
        return self.value(of: field, value, engine)
    }

    /// `match=` of those that are not given.
    private var names: [Offer.Candidate] {
        parameters.all.filter { given[$0.name] == nil }.map { field in
            let type = header.parameter(field.name)?.type.description ?? ""
            let facts = [field.isRequired ? "required" : "", type, field.summary].filter { !$0.isEmpty }
            let description = TerminalText.visible(facts.joined(separator: " · "))
            return Offer.Candidate(
                CompletionCandidate(text: field.name + "=", label: field.name, description: description))
        }
    }

    private func value(of field: Field, _ value: String, _ engine: CompletionEngine) -> Offer {
        // A list is completed item by item.
        let isList = if case .array = field.schema.shape { true } else { false }
        let stem = isList ? String(value.split(separator: ",", omittingEmptySubsequences: false).last ?? "") : value
        let constants = parameters.values(of: field).compactMap(ValueForm.word.candidate)
        let written = WrittenArguments(parameters, words: given)
        let answer = constants.isEmpty ? engine.liveValues(of: field, written) : LiveAnswer()
        var offer = Offer(best: constants + answer.values.compactMap(ValueForm.word.candidate), for: stem)
        offer.note = answer.note
        offer.isPartial = answer.isPartial
        return offer
    }
}
