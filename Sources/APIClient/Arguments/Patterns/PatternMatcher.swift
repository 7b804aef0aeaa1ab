/// Searches texts for matches of one regular expression, in time linear in the text whatever the expression.
///
/// A deterministic automaton, each state of which is made when a text first leads to it; after a few texts a character
/// costs one look into a table. Lives on the thread of its owner.
final class PatternMatcher {
    /// What a place has before it, for `^` and `\b`.
    private enum Context: UInt8 {
        case start, wordCharacter, otherCharacter
    }

    /// The instructions that may come next, before those behind splits and conditions are looked for.
    private struct State: Hashable {
        var places: [Int]
        var context: Context
    }

    private static let end = Int(SymbolSet.other) + 1
    private static let symbolCount = end + 1
    private static let unknown: Int32 = -1
    private static let accepted: Int32 = -2
    /// More states than this are forgotten and made anew: memory stays bounded for any expression and text.
    private static let maximumStates = 512

    private let program: [PatternProgram.Instruction]
    private var states: [State] = []
    private var numbers: [State: Int32] = [:]
    /// The next state, for a state and a symbol.
    private var table: [Int32] = []

    /// Nil for what ``PatternParser`` does not read.
    init?(_ pattern: String) {
        guard let node = PatternParser.parse(pattern), let program = PatternProgram(node) else { return nil }
        self.program = program.instructions
        _ = number(of: State(places: [], context: .start))
    }

    /// Whether the text has a match anywhere in it, as in JSON Schema.
    func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var state: Int32 = 0
            // The first byte of a character beyond ASCII stands for all of it.
            for byte in bytes where byte & 0xC0 != 0x80 {
                state = next(state, Int(min(byte, SymbolSet.other)))
                if state == Self.accepted { return true }
            }
            return next(state, Self.end) == Self.accepted
        }
    }

    private func next(_ state: Int32, _ symbol: Int) -> Int32 {
        let known = table[Int(state) * Self.symbolCount + symbol]
        return known != Self.unknown ? known : make(from: state, symbol)
    }

    private func make(from number: Int32, _ symbol: Int) -> Int32 {
        let state = states[Int(number)]
        if states.count >= Self.maximumStates { forget() }
        let next = step(from: state, symbol)
        // The state may be one of those just forgotten.
        if let number = numbers[state] { table[Int(number) * Self.symbolCount + symbol] = next }
        return next
    }

    private func forget() {
        (states, numbers, table) = ([], [:], [])
        _ = self.number(of: State(places: [], context: .start))
    }

    private func number(of state: State) -> Int32 {
        if let number = numbers[state] { return number }
        let number = Int32(states.count)
        states.append(state)
        numbers[state] = number
        table += Array(repeating: Self.unknown, count: Self.symbolCount)
        return number
    }

    private func step(from state: State, _ symbol: Int) -> Int32 {
        // A match may begin at every place.
        var open = state.places + [0]
        var seen = Set(open)
        var next: Set<Int> = []
        while let place = open.popLast() {
            var targets: [Int] = []
            switch program[place] {
            case .accept: return Self.accepted
            case .take(let set): if symbol != Self.end, set.contains(UInt8(symbol)) { next.insert(place + 1) }
            case .check(let assertion): if holds(assertion, after: state.context, symbol) { targets = [place + 1] }
            case .split(let first, let second): targets = [first, second]
            case .jump(let target): targets = [target]
            }
            for target in targets where seen.insert(target).inserted { open.append(target) }
        }
        guard symbol != Self.end else { return 0 }
        let context: Context = isWordCharacter(symbol) ? .wordCharacter : .otherCharacter
        return number(of: State(places: next.sorted(), context: context))
    }

    private func holds(_ assertion: PatternNode.Assertion, after context: Context, _ symbol: Int) -> Bool {
        let isAtBoundary = (context == .wordCharacter) != isWordCharacter(symbol)
        return switch assertion {
        case .start: context == .start
        case .end: symbol == Self.end
        case .wordBoundary: isAtBoundary
        case .noWordBoundary: !isAtBoundary
        }
    }

    private func isWordCharacter(_ symbol: Int) -> Bool {
        symbol != Self.end && SymbolSet.wordCharacters.contains(UInt8(symbol))
    }
}
