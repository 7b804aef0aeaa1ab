/// How far a line of a chunk is moved in: two blanks for every block and bracket that is open.
package enum Indentation {
    package static let step = 2

    /// The blanks before a line that comes after `text`.
    package static func after(_ text: String) -> Int {
        let bytes = Array(text.utf8)
        let tokens = LuaLexer.tokens(of: bytes)
        // Inside a long string blanks would become part of the value.
        if case .longString(isClosed: false)? = tokens.last?.kind { return 0 }
        return depth(tokens, bytes) * step
    }

    /// The blanks before the line `line` when `text` comes before it: one step less when it begins by closing something.
    package static func of(line: String, after text: String) -> Int {
        let outer = after(text)
        let bytes = Array(line.utf8)
        guard let first = LuaLexer.tokens(of: bytes).first, !first.kind.isString else { return outer }
        return closers.contains(word(first, bytes)) ? max(0, outer - step) : outer
    }

    private static let openers: Set<String> = ["function", "do", "then", "repeat", "(", "{", "["]
    private static let closers: Set<String> = ["end", "until", "else", "elseif", ")", "}", "]"]

    private static func depth(_ tokens: [LuaToken], _ bytes: [UInt8]) -> Int {
        var depth = 0
        for token in tokens where token.kind == .keyword || token.kind == .symbol {
            switch word(token, bytes) {
            case "else": break  // closes one block and opens another
            case let text where openers.contains(text): depth += 1
            case let text where closers.contains(text): depth = max(0, depth - 1)
            default: break
            }
        }
        return depth
    }

    private static func word(_ token: LuaToken, _ bytes: [UInt8]) -> String {
        String(decoding: bytes[token.range], as: UTF8.self)
    }
}
