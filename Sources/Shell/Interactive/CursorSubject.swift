internal import Catalog

/// What stands at the cursor, in the names that help knows.
struct CursorSubject {
    let source: any SymbolSource

    /// Names to look for, the best first: a parameter of the call around the cursor, the name at the cursor, what that name
    /// belongs to, the call.
    func names(in text: String, cursor: Int) -> [String] {
        let before = String(decoding: text.utf8.prefix(cursor), as: UTF8.self)
        let after = String(decoding: text.utf8.dropFirst(cursor), as: UTF8.self).prefix(while: Self.isPart)
        let word = Self.lastWord(of: before + after.prefix { $0 != "." && $0 != ":" })
        let owners = sequence(first: word) { Self.owner(of: $0) }.filter { !$0.isEmpty }
        switch CompletionContext(before + after).kind {
        case .name(let argument?): return call(argument, word) + owners + call(argument)
        case .value(let argument, let name, _): return owners + call(argument, name) + call(argument)
        default: return owners.isEmpty ? [Self.callee(before)] : owners
        }
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "_.:".contains(character)
    }

    private static func lastWord(of text: String) -> String {
        let word = String(text.reversed().prefix(while: isPart).reversed())
        return String(word.drop { ".:".contains($0) }.reversed().drop { ".:".contains($0) }.reversed())
    }

    /// `a.b` of `a.b.c`; nil at the end.
    private static func owner(of name: String) -> String? {
        name.lastIndex { $0 == "." || $0 == ":" }.map { String(name[..<$0]) }
    }

    /// The name before a bracket that the text ends with.
    private static func callee(_ text: String) -> String {
        var rest = text[...]
        while let last = rest.last, last == " " || last == "(" || last == "{" { rest.removeLast() }
        return lastWord(of: String(rest))
    }

    /// `group.operation` or, with a name, the parameter of that name.
    private func call(_ argument: CompletionContext.Argument, _ name: String = "") -> [String] {
        guard let target = source.callTarget(argument.callee.path, isMethod: argument.callee.isMethod) else {
            return []
        }
        let path = [target.operation.qualifiedName] + argument.nesting + (name.isEmpty ? [] : [name])
        return [path.joined(separator: ".")]
    }
}
