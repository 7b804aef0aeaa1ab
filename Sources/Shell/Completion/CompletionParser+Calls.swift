internal import JSON

// Calls, and what is written in them.
extension CompletionParser {
    /// The call whose argument is the table constructor that is open at a token, with the fields on the way to it.
    func argument(at index: Int) -> CompletionContext.Argument? {
        var given: Set<String> = []
        var nesting: [String] = []
        var position = index
        while let opening = openBracket(before: position), text(before[opening]) == "{" {
            let fields = written(after: opening, until: position)
            if position == index { given = Set(fields.compactMap(\.name)) }
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
            guard let (callee, places) = callee(ofArgumentAt: opening) else { return nil }
            var argument = CompletionContext.Argument(callee: callee, places: places, nesting: nesting, given: given)
            for case (let name?, let value?) in fields { argument.fields[name] = value }
            return argument
        }
        return nil
    }

    /// The innermost bracket that is open before a token.
    func openBracket(before index: Int) -> Int? {
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

    /// What is called with the table that opens at a token, and the arguments before it.
    private func callee(ofArgumentAt opening: Int) -> (CompletionContext.Callee, [WrittenValue?])? {
        if let callee = path(endingBefore: opening) { return (callee, []) }
        guard let bracket = openBracket(before: opening), text(before[bracket]) == "(",
            let callee = path(endingBefore: bracket)
        else { return nil }
        return (callee, written(after: bracket, until: opening).map(\.value))
    }

    // MARK: - Values

    /// What is written between a bracket and a token, divided by commas; what comes after the last comma is not whole yet.
    func written(after opening: Int, until end: Int) -> [(name: String?, value: WrittenValue?)] {
        var items: [(name: String?, value: WrittenValue?)] = []
        var start = opening + 1
        var depth = 0
        for position in start..<max(start, end) {
            switch text(before[position]) {
            case "{", "(", "[": depth += 1
            case "}", ")", "]": depth -= 1
            case ",", ";":
                guard depth == 0 else { break }
                items.append(item(in: start..<position))
                start = position + 1
            default: break
            }
        }
        return items
    }

    /// `VALUE`, or `NAME = VALUE`.
    private func item(in range: Range<Int>) -> (name: String?, value: WrittenValue?) {
        guard range.count > 2, before[range.lowerBound].kind == .name, text(before[range.lowerBound + 1]) == "="
        else { return (nil, value(in: range)) }
        return (text(before[range.lowerBound]), value(in: range.dropFirst(2)))
    }

    /// A literal, or a variable.
    private func value(in range: Range<Int>) -> WrittenValue? {
        guard let first = range.first.map({ before[$0] }) else { return nil }
        if range.count == 1 {
            switch first.kind {
            case .string(isClosed: true): return constant(first).map { .literal(.string($0)) }
            case .number: return Int64(text(first)).map { .literal(.integer($0)) }
            case .name: return .variable([.name(text(first))])
            default: return nil
            }
        }
        let isChain = range.allSatisfy { index in
            switch before[index].kind {
            case .name, .number, .string(isClosed: true): true
            default: [".", "[", "]"].contains(text(before[index]))
            }
        }
        return isChain ? path(endingBefore: range.upperBound).map { .variable($0.path) } : nil
    }

    /// The text of a closed string without escapes.
    private func constant(_ token: LuaToken) -> String? {
        let text = text(token)
        return text.contains("\\") ? nil : String(text.dropFirst().dropLast())
    }

    // MARK: - Chains of names

    /// The chain of names and constant indexes that ends before a token: `a.b[1]:c`. Nil where something else stands
    /// there, or the chain begins in a call, whose value is not known without running it.
    func path(endingBefore index: Int) -> CompletionContext.Callee? {
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
        case .string(isClosed: true): return constant(key).map { (.name($0), end - 3) }
        default: return nil
        }
    }
}
