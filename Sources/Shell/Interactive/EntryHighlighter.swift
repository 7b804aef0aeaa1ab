internal import LineEditor

/// The colors of an entry: those of the language, and one for the names of operations and commands that exist, so that a
/// misspelled one is seen before it is run.
struct EntryHighlighter {
    let source: any SymbolSource

    private static let known = TextStyle.color(4)

    func spans(in text: String) -> [HighlightSpan] {
        if text.hasPrefix("?") { return [] }
        if text.hasPrefix("."), let span = command(in: text) { return [span] }
        let bytes = Array(text.utf8)
        let tokens = LuaLexer.tokens(of: bytes)
        return tokens.indices.compactMap { index in
            let style =
                tokens[index].kind == .name ? name(at: index, in: tokens, bytes) : Self.style(tokens[index].kind)
            return style.map { HighlightSpan(range: tokens[index].range, style: $0) }
        }
    }

    private static func style(_ kind: LuaToken.Kind) -> TextStyle? {
        switch kind {
        case .keyword: .color(5)
        case .string, .longString: .color(2)
        case .number: .color(6)
        case .comment: .dimmed
        case .name, .symbol: nil
        }
    }

    /// `.mode` at the start, where there is such a command; nil where the entry is none.
    private func command(in text: String) -> HighlightSpan? {
        let word = String(text.prefix { $0 != " " && $0 != "\n" })
        guard source.commands().contains(where: { $0.name == word }) else { return nil }
        return HighlightSpan(range: 0..<word.utf8.count, style: Self.known)
    }

    /// Of `group.operation` both names, where there is such an operation.
    private func name(at index: Int, in tokens: [LuaToken], _ bytes: [UInt8]) -> TextStyle? {
        let isSecond = index >= 2 && isDot(tokens[index - 1], bytes) && tokens[index - 2].kind == .name
        let first = isSecond ? index - 2 : index
        // Only what begins a chain: `x.droplets.list` is something else.
        guard first == 0 || !isDot(tokens[first - 1], bytes), first + 2 < tokens.count, isDot(tokens[first + 1], bytes),
            tokens[first + 2].kind == .name
        else { return nil }
        let path = [first, first + 2].map { PathStep.name(String(decoding: bytes[tokens[$0].range], as: UTF8.self)) }
        return source.callTarget(path, isMethod: false) == nil ? nil : Self.known
    }

    private func isDot(_ token: LuaToken, _ bytes: [UInt8]) -> Bool {
        token.kind == .symbol
            && (bytes[token.range].elementsEqual(".".utf8) || bytes[token.range].elementsEqual(":".utf8))
    }
}
