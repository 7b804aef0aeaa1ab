/// Reads the context of completion off the tokens before the cursor.
struct CompletionParser {
    let bytes: [UInt8]
    private let tokens: [LuaToken]
    /// The tokens before the word at the cursor.
    private(set) var before: ArraySlice<LuaToken>
    private var stem = ""
    /// What the cursor stands in, where it is a string or a number.
    private var openLiteral: LuaToken?

    /// - Parameter bytes: the text up to the cursor.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        tokens = LuaLexer.tokens(of: bytes)
        before = tokens[...]
        guard let last = tokens.last, last.range.upperBound == bytes.count else {
            before = before.filter { !$0.kind.isComment }[...]
            return
        }
        switch last.kind {
        case .name, .keyword:
            stem = text(last)
            before = tokens.dropLast()
        case .string(isClosed: false):
            stem = String(decoding: bytes[(last.range.lowerBound + 1)...], as: UTF8.self)
            openLiteral = last
            before = tokens.dropLast()
        case .number:
            stem = text(last)
            openLiteral = last
            before = tokens.dropLast()
        default: break
        }
        before = before.filter { !$0.kind.isComment }[...]
    }

    var context: CompletionContext {
        CompletionContext(kind: kind, stem: stem, locals: openLiteral == nil ? locals : [])
    }

    func text(_ token: LuaToken) -> String { String(decoding: bytes[token.range], as: UTF8.self) }

    private var kind: CompletionContext.Kind {
        switch tokens.last?.kind {
        case .comment(isClosed: false)?, .longString(isClosed: false)?: return .none
        default: break
        }
        if let openLiteral {
            let quote = Character(Unicode.Scalar(bytes[openLiteral.range.lowerBound]))
            return literalKind(quote: openLiteral.kind == .number ? nil : quote)
        }
        switch before.last.map(text) {
        case "."?: return path(endingBefore: before.endIndex - 1).map { .field($0.path) } ?? .none
        case ":"?: return path(endingBefore: before.endIndex - 1).map { .method($0.path) } ?? .none
        case "="?: return value(quote: nil) ?? assignment(quote: nil) ?? .name(nil)
        case "("?: return placeKind ?? .name(nil)
        case "{"?, ","?, ";"?: return placeKind ?? .name(argument(at: before.endIndex))
        case "function"?, "local"?, "goto"?, "for"?: return .none
        default: return .name(nil)
        }
    }

    /// - Parameter quote: The one that is open; nil inside a number.
    private func literalKind(quote: Character?) -> CompletionContext.Kind {
        switch before.last.map(text) {
        case "="?: return value(quote: quote) ?? (quote == nil ? nil : assignment(quote: quote)) ?? .none
        case "("?, ","?, ";"?, "{"?:
            return place(at: before.endIndex).map { .place($0, quote: quote) } ?? listItem(quote: quote) ?? .none
        default:
            // A call may do without parentheses where its only argument is a string.
            guard quote != nil, let callee = path(endingBefore: before.endIndex) else { return .none }
            return .place(CompletionContext.Place(callee: callee), quote: quote)
        }
    }

    private var placeKind: CompletionContext.Kind? {
        guard let opening = openBracket(before: before.endIndex), text(before[opening]) == "(" else { return nil }
        // What stands there are the names of new parameters.
        if isDeclaration(opening) { return CompletionContext.Kind.none }
        return place(at: before.endIndex).map { .place($0, quote: nil) }
    }

    /// Whether the parenthesis is that of `function name(`.
    private func isDeclaration(_ opening: Int) -> Bool {
        var index = opening - 1
        while index >= before.startIndex, before[index].kind == .name || [".", ":"].contains(text(before[index])) {
            index -= 1
        }
        return index >= before.startIndex && text(before[index]) == "function"
    }

    private func place(at index: Int) -> CompletionContext.Place? {
        guard let opening = openBracket(before: index), text(before[opening]) == "(", !isDeclaration(opening),
            let callee = path(endingBefore: opening)
        else { return nil }
        return CompletionContext.Place(callee: callee, before: written(after: opening, until: index).map(\.value))
    }

    /// `NAME =` before the cursor, inside a call's table.
    private func value(quote: Character?) -> CompletionContext.Kind? {
        let nameIndex = before.endIndex - 2
        guard nameIndex > 0, before[nameIndex].kind == .name, ["{", ",", ";"].contains(text(before[nameIndex - 1])),
            let argument = argument(at: nameIndex)
        else { return nil }
        return .value(argument, name: text(before[nameIndex]), quote: quote)
    }

    /// `a.b =` before the cursor.
    private func assignment(quote: Character?) -> CompletionContext.Kind? {
        guard let target = path(endingBefore: before.endIndex - 1), target.path.count > 1, !target.isMethod else {
            return nil
        }
        return .assignment(target.path, quote: quote)
    }

    /// `NAME = { "a", ` before the cursor, inside a call's table.
    private func listItem(quote: Character?) -> CompletionContext.Kind? {
        guard var argument = argument(at: before.endIndex), let name = argument.nesting.popLast() else { return nil }
        argument.given = Set(argument.fields.keys).union([name])
        return .value(argument, name: name, quote: quote)
    }

    // MARK: - Locals

    /// The names after `local`, `for` and in parameter lists, whatever block they belong to.
    private var locals: [String] {
        var names: [String] = []
        var isDeclaring = false
        for (index, token) in before.enumerated() {
            switch (token.kind, text(token)) {
            case (.keyword, "local"), (.keyword, "for"), (.keyword, "function"): isDeclaring = true
            case (.name, let name) where isDeclaring:
                // `function a.b:c(x)` declares x only.
                let next = index + 1 < before.count ? text(before[before.startIndex + index + 1]) : ""
                if ![".", ":"].contains(next), !names.contains(name) { names.append(name) }
            case (_, ","), (_, "("), (_, "<"), (_, ">"), (_, "."), (_, ":"), (_, "..."): break
            case (.name, _): break
            default: isDeclaring = false
            }
        }
        return names
    }
}
