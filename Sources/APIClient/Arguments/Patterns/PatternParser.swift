/// Reads the regular expressions of ECMA 262 that can be decided without going back: no references to groups, no looking
/// around, no characters beyond ASCII. Whether a quantifier is lazy makes no difference to whether there is a match.
struct PatternParser {
    private var rest: ArraySlice<UInt8>
    private var depth = 0

    /// The parsed expression; nil for one that is beyond this subset, or none at all.
    static func parse(_ pattern: String) -> PatternNode? {
        guard pattern.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var parser = PatternParser(rest: Array(pattern.utf8)[...])
        guard let node = parser.choice(), parser.rest.isEmpty else { return nil }
        return node
    }

    private mutating func choice() -> PatternNode? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 32 else { return nil }
        var branches: [PatternNode] = []
        repeat {
            guard let branch = sequence() else { return nil }
            branches.append(branch)
        } while take("|")
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() -> PatternNode? {
        var parts: [PatternNode] = []
        while let next = rest.first, next != UInt8(ascii: "|"), next != UInt8(ascii: ")") {
            guard let atom = atom(), let part = quantified(atom) else { return nil }
            parts.append(part)
        }
        return .sequence(parts)
    }

    private mutating func atom() -> PatternNode? {
        guard let byte = rest.popFirst() else { return nil }
        switch byte {
        case UInt8(ascii: "^"): return .assertion(.start)
        case UInt8(ascii: "$"): return .assertion(.end)
        case UInt8(ascii: "."): return .symbol(.lineCharacters)
        case UInt8(ascii: "["): return bracket().map { .symbol($0) }
        case UInt8(ascii: "("): return group()
        case UInt8(ascii: "\\"): return escape()
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"), UInt8(ascii: "}"): return nil
        default: return .symbol(SymbolSet(byte...byte))
        }
    }

    private mutating func group() -> PatternNode? {
        if take("?"), !take(":") { return nil }
        guard let inner = choice(), take(")") else { return nil }
        return inner
    }

    private mutating func escape() -> PatternNode? {
        switch rest.first {
        case UInt8(ascii: "b"):
            rest.removeFirst()
            return .assertion(.wordBoundary)
        case UInt8(ascii: "B"):
            rest.removeFirst()
            return .assertion(.noWordBoundary)
        default: return escapedSet().map { .symbol($0) }
        }
    }

    /// What stands behind a backslash: a class of characters, a control character, or punctuation that means itself.
    private mutating func escapedSet() -> SymbolSet? {
        guard let byte = rest.popFirst() else { return nil }
        switch byte {
        case UInt8(ascii: "d"): return .digits
        case UInt8(ascii: "D"): return SymbolSet.digits.inverted
        case UInt8(ascii: "w"): return .wordCharacters
        case UInt8(ascii: "W"): return SymbolSet.wordCharacters.inverted
        case UInt8(ascii: "s"): return .spaces
        case UInt8(ascii: "S"): return SymbolSet.spaces.inverted
        case UInt8(ascii: "n"): return SymbolSet("\n")
        case UInt8(ascii: "r"): return SymbolSet("\r")
        case UInt8(ascii: "t"): return SymbolSet("\t")
        default: return SymbolSet.wordCharacters.contains(byte) ? nil : SymbolSet(byte...byte)
        }
    }

    // MARK: Quantifiers

    private mutating func quantified(_ atom: PatternNode) -> PatternNode? {
        let bounds: (atLeast: Int, atMost: Int?)
        if take("*") {
            bounds = (0, nil)
        } else if take("+") {
            bounds = (1, nil)
        } else if take("?") {
            bounds = (0, 1)
        } else if take("{") {
            guard let given = boundsInBraces() else { return nil }
            bounds = given
        } else {
            return atom
        }
        _ = take("?")
        return .repetition(atom, atLeast: bounds.atLeast, atMost: bounds.atMost)
    }

    /// `2}`, `2,}` or `2,5}`.
    private mutating func boundsInBraces() -> (atLeast: Int, atMost: Int?)? {
        guard let atLeast = count() else { return nil }
        if take("}") { return (atLeast, atLeast) }
        guard take(",") else { return nil }
        if take("}") { return (atLeast, nil) }
        guard let atMost = count(), atMost >= atLeast, take("}") else { return nil }
        return (atLeast, atMost)
    }

    private mutating func count() -> Int? {
        let digits = rest.prefix { SymbolSet.digits.contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits.count <= 4 ? Int(String(decoding: digits, as: UTF8.self)) : nil
    }

    // MARK: Brackets

    private mutating func bracket() -> SymbolSet? {
        let isInverted = take("^")
        var set = SymbolSet()
        while !take("]") {
            guard let item = bracketItem() else { return nil }
            // A hyphen between two characters makes a range; anywhere else it is itself.
            if let first = item.character, rest.count > 1, rest.first == UInt8(ascii: "-"),
                rest.dropFirst().first != UInt8(ascii: "]")
            {
                rest.removeFirst()
                guard let last = bracketItem()?.character, first <= last else { return nil }
                set.formUnion(SymbolSet(first...last))
            } else {
                set.formUnion(item.set)
            }
        }
        return isInverted ? set.inverted : set
    }

    /// One character of a bracket, or an escape that stands for several.
    private mutating func bracketItem() -> (set: SymbolSet, character: UInt8?)? {
        guard let byte = rest.popFirst() else { return nil }
        guard byte == UInt8(ascii: "\\") else { return (SymbolSet(byte...byte), byte) }
        guard let escaped = rest.first, let set = escapedSet() else { return nil }
        return (set, set == SymbolSet(escaped...escaped) ? escaped : nil)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }
}
