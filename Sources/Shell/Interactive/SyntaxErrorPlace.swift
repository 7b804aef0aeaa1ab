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
        if let foreign = Self.foreignCharacter(near, in: bytes, line: lineStart..<lineEnd) {
            self.line = line
            column = Self.cells(bytes[lineStart..<foreign.lowerBound])
            width = max(1, Self.cells(bytes[foreign]))
            return
        }
        let candidates = LuaLexer.tokens(of: bytes).filter { token in
            token.range.lowerBound >= lineStart && token.range.lowerBound < lineEnd
                && bytes[token.range].starts(with: near.utf8)
        }
        let found =
            candidates.count == 1
            ? candidates[0] : candidates.first { isHopeless(Self.text(bytes[..<$0.range.upperBound])) }
        guard let token = found else { return nil }
        self.line = line
        column = Self.cells(bytes[lineStart..<token.range.lowerBound])
        width = max(1, Self.cells(bytes[token.range.lowerBound..<min(token.range.upperBound, lineEnd)]))
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
        column = Self.cells(bytes[lineStart..<token.range.lowerBound])
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

    /// The message with the whole character that Lua writes as its first byte: `near '<\226>'`.
    static func namingCharacter(in message: String, of text: String, chunkName: String) -> String {
        let bytes = Array(text.utf8)
        guard let line = line(in: message, chunkName: chunkName), let near = near(in: message) else { return message }
        let lineStart = start(ofLine: line, in: bytes)
        let lineEnd = bytes[lineStart...].firstIndex(of: 0x0A) ?? bytes.count
        guard let range = foreignCharacter(near, in: bytes, line: lineStart..<lineEnd) else { return message }
        return message.dropLast(near.count + 1) + TerminalText.visible(Self.text(bytes[range])) + "'"
    }

    /// The first character of a line that Lua's names do not have and that begins with the byte of `<\226>`.
    private static func foreignCharacter(_ near: String, in bytes: [UInt8], line: Range<Int>) -> Range<Int>? {
        guard near.hasPrefix("<\\"), near.hasSuffix(">"), let lead = UInt8(near.dropFirst(2).dropLast()) else {
            return nil
        }
        let names = LuaLexer.tokens(of: bytes).filter { $0.kind == .name && line.overlaps($0.range) }
        guard let start = names.lazy.flatMap(\.range).first(where: { bytes[$0] == lead }) else { return nil }
        let rest = bytes[(start + 1)..<line.upperBound]
        return start..<(rest.firstIndex { $0 & 0xC0 != 0x80 } ?? line.upperBound)
    }

    private static func start(ofLine line: Int, in bytes: [UInt8]) -> Int {
        var start = 0
        for _ in 1..<max(1, line) {
            guard let end = bytes[start...].firstIndex(of: 0x0A) else { return bytes.count }
            start = end + 1
        }
        return start
    }

    /// The cells of a part of a line as it is shown: a tab or another control character is spelled out.
    private static func cells(_ bytes: ArraySlice<UInt8>) -> Int { DisplayWidth.of(TerminalText.visible(text(bytes))) }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
