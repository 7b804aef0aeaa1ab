internal import APIClient

/// Takes secrets out of text before it is kept or shown: history, transcripts, error messages.
package enum Redaction {
    package static let mark = SecretNames.mark

    /// `text` with every secret in it replaced by ``mark``: tokens of the API by their form, Spaces keys, passwords in
    /// addresses, what follows `Authorization:`, and string literals that are assigned to a name such as `token` or
    /// `secret_key`. A variable in the place of the literal stays.
    package static func mask(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var secrets = TokenForms.ranges(in: bytes)
        secrets += assignedLiterals(in: bytes)
        guard !secrets.isEmpty else { return text }
        return replace(secrets.sorted { $0.lowerBound < $1.lowerBound }, in: bytes)
    }

    private static func replace(_ ranges: [Range<Int>], in bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        var position = 0
        for range in ranges where range.upperBound > position {
            if range.lowerBound >= position {
                result += bytes[position..<range.lowerBound]
                result += Array(mark.utf8)
            }
            position = range.upperBound
        }
        result += bytes[position...]
        return String(decoding: result, as: UTF8.self)
    }

    // MARK: - Literals

    /// The insides of the literals in `NAME = "..."`, `["NAME"] = "..."` and `"NAME": "..."`, where NAME tells of a secret.
    private static func assignedLiterals(in bytes: [UInt8]) -> [Range<Int>] {
        let tokens = LuaLexer.tokens(of: bytes).filter { !$0.kind.isComment }
        var ranges: [Range<Int>] = []
        for index in tokens.indices.dropFirst(2) where tokens[index].kind.isString {
            let sign = bytes[tokens[index - 1].range]
            guard sign.elementsEqual("=".utf8) || sign.elementsEqual(":".utf8) else { continue }
            var name = index - 2
            if bytes[tokens[name].range].elementsEqual("]".utf8), name > 0 { name -= 1 }
            guard tokens[name].kind == .name || tokens[name].kind.isString else { continue }
            if tellsOfSecret(bytes[tokens[name].range]) { ranges.append(inside(tokens[index], bytes)) }
        }
        return ranges.filter { !$0.isEmpty }
    }

    private static func tellsOfSecret(_ name: ArraySlice<UInt8>) -> Bool {
        SecretNames.tells(String(decoding: name, as: UTF8.self))
    }

    private static func inside(_ token: LuaToken, _ bytes: [UInt8]) -> Range<Int> {
        let (delimiter, isClosed) =
            switch token.kind {
            case .string(let isClosed): (1, isClosed)
            case .longString(let isClosed):
                (bytes[(token.range.lowerBound + 1)...].prefix { $0 == UInt8(ascii: "=") }.count + 2, isClosed)
            default: (0, true)
            }
        let start = token.range.lowerBound + delimiter
        return start..<max(start, token.range.upperBound - (isClosed ? delimiter : 0))
    }
}
