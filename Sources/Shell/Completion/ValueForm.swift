internal import JSON
internal import LineEditor

/// How a value is written at the cursor.
enum ValueForm {
    /// A value may stand there by itself.
    case lua
    /// A string is open, with this quote, where a string may stand.
    case open(Character, Set<Kind>)
    /// A word of a command.
    case word

    /// What a field takes.
    enum Kind {
        case string, integer
    }

    init(quote: Character?, kinds: Set<Kind>) {
        self = quote.map { .open($0, kinds) } ?? .lua
    }

    /// A constant; nil where it cannot stand there.
    func candidate(_ value: JSONValue) -> Offer.Candidate? {
        text(of: value).map { Offer.Candidate(CompletionCandidate(text: $0)) }
    }

    /// A thing that the API has, found by its identifier and by its name.
    func candidate(_ value: LiveValue) -> Offer.Candidate? {
        if case .open(_, let kinds) = self, kinds.contains(.string), case .integer = value.identifier {
            return value.word.flatMap { candidate(value, as: .string($0), label: TerminalText.visible($0)) }
        }
        return candidate(value, as: value.identifier, label: value.label)
    }

    private func candidate(_ value: LiveValue, as inserted: JSONValue, label: String) -> Offer.Candidate? {
        text(of: inserted).map { text in
            Offer.Candidate(
                CompletionCandidate(text: text, label: label, description: value.description),
                otherNames: value.names + [value.label])
        }
    }

    /// What an embedding program offers for a parameter.
    func candidate(_ symbol: Symbol, isNumber: Bool) -> Offer.Candidate? {
        let number = isNumber ? Int64(symbol.name) : nil
        return text(of: number.map { .integer($0) } ?? .string(symbol.name)).map { text in
            Offer.Candidate(CompletionCandidate(text: text, label: symbol.name, description: symbol.summary))
        }
    }

    private func text(of value: JSONValue) -> String? {
        switch (self, value) {
        case (.lua, .string(let text)): LuaLiteral.quoted(text)
        case (.lua, .bool(let flag)), (.word, .bool(let flag)): "\(flag)"
        case (.lua, .integer(let number)), (.word, .integer(let number)): "\(number)"
        case (.open(let quote, _), .string(let text)): Self.inside(quote, text)
        case (.word, .string(let text)): text.contains { $0.isWhitespace || "\"',".contains($0) } ? nil : text
        default: nil
        }
    }

    private static func inside(_ quote: Character, _ text: String) -> String {
        let escaped = String(LuaLiteral.quoted(text).dropFirst().dropLast())
        guard quote == "'" else { return escaped }
        return escaped.replacing("\\\"", with: "\"").replacing("'", with: "\\'")
    }
}
