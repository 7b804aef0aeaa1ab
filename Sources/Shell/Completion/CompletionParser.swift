/// Reads the context of completion off the tokens before the cursor.
struct CompletionParser {
    private let bytes: [UInt8]
    private let tokens: [LuaToken]
    /// The tokens before the word at the cursor.
    private var before: ArraySlice<LuaToken>
    private var stem = ""
    private var openString: LuaToken?

    /// - Parameter bytes: the text up to the cursor.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        tokens = LuaLexer.tokens(of: bytes)
        before = tokens[...]
        guard let last = tokens.last, last.range.upperBound == bytes.count else { return }
        switch last.kind {
        case .name, .keyword:
            stem = text(last)
            before = tokens.dropLast()
        case .string(isClosed: false):
            stem = String(decoding: bytes[(last.range.lowerBound + 1)...], as: UTF8.self)
            openString = last
            before = tokens.dropLast()
        default: break
        }
        before = before.filter { !$0.kind.isComment }[...]
    }

    var context: CompletionContext {
        CompletionContext(kind: kind, stem: stem, locals: openString == nil ? locals : [])
    }

    private var kind: CompletionContext.Kind {
        switch tokens.last?.kind {
        case .comment(isClosed: false)?, .longString(isClosed: false)?: return .none
        case .number? where tokens.last?.range.upperBound == bytes.count: return .none
        default: break
        }
        if let openString { return stringKind(quote: bytes[openString.range.lowerBound]) }
        switch before.last.map(text) {
        case "."?: return path(endingBefore: before.endIndex - 1).map { .field($0.path) } ?? .none
        case ":"?: return path(endingBefore: before.endIndex - 1).map { .method($0.path) } ?? .none
        case "="?: return value(quote: nil) ?? assignment(quote: nil) ?? .name(nil)
        case "{"?, ","?, ";"?: return .name(argument(at: before.endIndex))
        case "function"?, "local"?, "goto"?, "for"?: return .none
        default: return .name(nil)
        }
    }

    private func stringKind(quote: UInt8) -> CompletionContext.Kind {
        if before.last.map(text) == "=" {
            let quote = Character(Unicode.Scalar(quote))
            return value(quote: quote) ?? assignment(quote: quote) ?? .none
        }
        let last = before.last.map(text) == "(" ? before.endIndex - 1 : before.endIndex
        let callee = path(endingBefore: last)
        // The names of snippets are those that `.run` takes.
        if callee?.path == [.name("run")] { return .commandArgument(command: ".run") }
        guard let callee, Self.takesPath.contains(callee.path.compactMap(\.name).joined(separator: "."))
        else {
            return .none
        }
        return .path
    }

    private static let takesPath: Set<String> = ["dofile", "loadfile", "io.open", "io.lines", "io.input", "os.remove"]

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

    // MARK: - Calls

    /// The call whose argument is the table constructor that is open at a token, with the fields on the way to it.
    private func argument(at index: Int) -> CompletionContext.Argument? {
        var given: Set<String> = []
        var nesting: [String] = []
        var position = index
        while let opening = openBracket(before: position), text(before[opening]) == "{" {
            if position == index { given = fields(from: opening, to: index) }
            let name = opening - 2
            if opening >= 2, text(before[opening - 1]) == "=", before[name].kind == .name {
                nesting.insert(text(before[name]), at: 0)
                position = opening
                continue
            }
            // An item of a list has the fields that the list's name leads to.
            if opening >= 1, ["{", ",", ";"].contains(text(before[opening - 1])),
                let list = openBracket(before: opening), text(before[list]) == "{"
            {
                position = opening
                continue
            }
            guard let (callee, count) = callee(ofArgumentAt: opening) else { return nil }
            return CompletionContext.Argument(callee: callee, position: count, nesting: nesting, given: given)
        }
        return nil
    }

    /// The innermost bracket that is open before a token.
    private func openBracket(before index: Int) -> Int? {
        var depth = 0
        for position in stride(from: index - 1, through: before.startIndex, by: -1) {
            switch text(before[position]) {
            case "}", ")", "]": depth += 1
            case "{", "(", "[":
                if depth == 0 { return position }
                depth -= 1
            default: break
            }
        }
        return nil
    }

    /// The names before `=` directly inside the constructor that opens at a token.
    private func fields(from opening: Int, to end: Int) -> Set<String> {
        var names: Set<String> = []
        var depth = 0
        for position in opening..<end {
            switch text(before[position]) {
            case "{", "(", "[": depth += 1
            case "}", ")", "]": depth -= 1
            case "=" where depth == 1 && before[position - 1].kind == .name: names.insert(text(before[position - 1]))
            default: break
            }
        }
        return names
    }

    /// What is called with the table that opens at a token, and how many arguments come before it.
    private func callee(ofArgumentAt opening: Int) -> (CompletionContext.Callee, Int)? {
        if let callee = path(endingBefore: opening) { return (callee, 0) }
        guard let bracket = openBracket(before: opening), text(before[bracket]) == "(",
            let callee = path(endingBefore: bracket)
        else { return nil }
        var depth = 0
        var count = 0
        for position in bracket..<opening {
            switch text(before[position]) {
            case "{", "(", "[": depth += 1
            case "}", ")", "]": depth -= 1
            case "," where depth == 1: count += 1
            default: break
            }
        }
        return (callee, count)
    }

    /// The chain of names and constant indexes that ends before a token: `a.b[1]:c`. Nil where something else stands
    /// there, or the chain begins in a call, whose value is not known without running it.
    private func path(endingBefore index: Int) -> CompletionContext.Callee? {
        var callee = CompletionContext.Callee(path: [])
        var end = index
        while let (step, start) = step(endingBefore: end) {
            callee.path.insert(step, at: 0)
            end = start
            // An index follows its table without a sign between them.
            guard case .name = step, before[start].kind == .name else { continue }
            guard start > before.startIndex, [".", ":"].contains(text(before[start - 1])) else { return callee }
            if text(before[start - 1]) == ":" { callee.isMethod = true }
            end = start - 1
        }
        return nil
    }

    /// A name, or a number or string in square brackets, that ends before a token; and where it begins.
    private func step(endingBefore end: Int) -> (PathStep, start: Int)? {
        guard end > before.startIndex else { return nil }
        let last = before[end - 1]
        if last.kind == .name { return (.name(text(last)), end - 1) }
        guard text(last) == "]", end - 3 >= before.startIndex, text(before[end - 3]) == "[" else { return nil }
        let key = before[end - 2]
        switch key.kind {
        case .number: return Int(text(key)).map { (.index($0), end - 3) }
        case .string(isClosed: true) where !text(key).contains("\\"):
            return (.name(String(text(key).dropFirst().dropLast())), end - 3)
        default: return nil
        }
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

    private func text(_ token: LuaToken) -> String { String(decoding: bytes[token.range], as: UTF8.self) }
}
