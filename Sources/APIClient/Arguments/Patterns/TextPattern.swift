/// A regular expression of the catalog, ready for use. Lives on the thread of its owner.
package final class TextPattern {
    private enum Machine {
        case automaton(PatternMatcher)
        case regex(Regex<AnyRegexOutput>)
        /// The expression cannot be read.
        case none
    }

    private let machine: Machine

    package init(_ pattern: String) {
        if let matcher = PatternMatcher(pattern) {
            machine = .automaton(matcher)
        } else if let regex = try? Regex(pattern) {
            // Not with `.wordBoundaryKind(.simple)`: together with scalars it finds no boundary at all (Swift 6.3).
            machine = .regex(regex.matchingSemantics(.unicodeScalar))
        } else {
            machine = .none
        }
    }

    /// Whether `text` has a match anywhere in it, as in JSON Schema. A pattern that cannot be read refuses nothing: the
    /// server still decides, and a test of the catalog finds it.
    package func matches(_ text: String) -> Bool {
        switch machine {
        case .automaton(let matcher): matcher.matches(text)
        case .regex(let regex): (try? regex.firstMatch(in: text)) != nil
        case .none: true
        }
    }

    /// Whether the expression is one that is decided in linear time.
    package var isLinear: Bool { if case .automaton = machine { true } else { false } }
}
