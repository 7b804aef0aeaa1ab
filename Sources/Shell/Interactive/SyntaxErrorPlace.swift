/// Where in an entry a syntax error is.
struct SyntaxErrorPlace: Equatable {
    /// The line, from 1.
    var line: Int
    /// The cells before the error, and the cells it takes.
    var column: Int
    var width: Int

    /// Finds the place that a message of Lua's compiler speaks of: `entry:2: unexpected symbol near '='`.
    ///
    /// The message names a token and not its place in the line. The place is the first of the line's equal tokens up to
    /// which the text cannot be continued.
    /// - Parameter isHopeless: whether a text has a syntax error that no text after it can mend.
    init?(message: String, text: String, chunkName: String, isHopeless: (String) -> Bool) {
        guard let line = Self.line(in: message, chunkName: chunkName), let near = Self.near(in: message) else {
            return nil
        }
        let bytes = Array(text.utf8)
        let lineStart = Self.start(ofLine: line, in: bytes)
        let lineEnd = bytes[lineStart...].firstIndex(of: 0x0A) ?? bytes.count
        let candidates = LuaLexer.tokens(of: bytes).filter { token in
            token.range.lowerBound >= lineStart && token.range.lowerBound < lineEnd
                && bytes[token.range].starts(with: near.utf8)
        }
        let found =
            candidates.count == 1
            ? candidates[0] : candidates.first { isHopeless(Self.text(bytes[..<$0.range.upperBound])) }
        guard let token = found else { return nil }
        self.line = line
        column = DisplayWidth.of(Self.text(bytes[lineStart..<token.range.lowerBound]))
        width = max(1, DisplayWidth.of(Self.text(bytes[token.range.lowerBound..<min(token.range.upperBound, lineEnd)])))
    }

    /// Finds a name in a line; nil where it is not there, or there more than once.
    init?(ofName name: String?, line: Int?, in text: String) {
        guard let name, let line else { return nil }
        let bytes = Array(text.utf8)
        let lineStart = Self.start(ofLine: line, in: bytes)
        let lineEnd = bytes[lineStart...].firstIndex(of: 0x0A) ?? bytes.count
        let tokens = LuaLexer.tokens(of: bytes).filter { token in
            token.range.lowerBound >= lineStart && token.range.upperBound <= lineEnd && token.kind == .name
                && bytes[token.range].elementsEqual(name.utf8)
        }
        guard tokens.count == 1, let token = tokens.first else { return nil }
        self.line = line
        column = DisplayWidth.of(Self.text(bytes[lineStart..<token.range.lowerBound]))
        width = DisplayWidth.of(name)
    }

    /// The number after `NAME:`.
    static func line(in message: String, chunkName: String) -> Int? {
        guard message.hasPrefix(chunkName + ":") else { return nil }
        return Int(message.dropFirst(chunkName.count + 1).prefix { $0.isASCII && $0.isNumber })
    }

    /// The token in quotes at the end of the message; nil for `<eof>`.
    private static func near(in message: String) -> String? {
        let parts = message.split(separator: " near '", maxSplits: 1)
        guard parts.count == 2, parts[1].hasSuffix("'") else { return nil }
        return String(parts[1].dropLast())
    }

    private static func start(ofLine line: Int, in bytes: [UInt8]) -> Int {
        var start = 0
        for _ in 1..<max(1, line) {
            guard let end = bytes[start...].firstIndex(of: 0x0A) else { return bytes.count }
            start = end + 1
        }
        return start
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
