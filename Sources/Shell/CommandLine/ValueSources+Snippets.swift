internal import Snippets

// Snippets and what they take.
extension ValueSources {
    func snippets(where isMeant: (Snippet.Origin) -> Bool) -> [CompletionAnswer.Candidate] {
        library.places.all().filter { !$0.isHidden && isMeant($0.origin) }.map { entry in
            .init(entry.name, (try? entry.snippet.get())?.header.summary ?? "")
        }
    }

    /// `NAME=` for every parameter that has no value yet, and after the sign what the type takes.
    func snippetValues(of word: String?, given: ArraySlice<String>, stem: String) -> CompletionAnswer {
        var answer = CompletionAnswer()
        guard let word, let snippet = try? library.snippet(word) else { return answer }
        let parameters = snippet.header.parameters
        if let sign = stem.firstIndex(of: "=") {
            guard let parameter = parameters.first(where: { $0.name == stem[..<sign] }) else { return answer }
            return values(of: parameter, typed: String(stem[...sign]), stem)
        }
        let known = Set(given.compactMap { $0.split(separator: "=").first.map(String.init) })
        answer.candidates = parameters.filter { !known.contains($0.name) }.map { parameter in
            let need = parameter.isRequired ? "required: " : ""
            return .init(parameter.name + "=", need + parameter.summary, isWhole: false)
        }
        return answer
    }

    private func values(of parameter: SnippetParameter, typed: String, _ stem: String) -> CompletionAnswer {
        var answer = CompletionAnswer()
        // A value that begins with @ is what a file has.
        if stem.hasPrefix(typed + "@") {
            answer.files = .init(prefix: typed + "@")
            return answer
        }
        let words =
            switch parameter.type {
            case .choice(let words): words
            case .boolean: ["yes", "no"]
            default: [String]()
            }
        answer.candidates = words.map { .init(typed + $0) }
        return answer
    }
}
