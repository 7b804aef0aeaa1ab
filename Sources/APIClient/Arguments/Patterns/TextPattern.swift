/// A regular expression of the catalog, ready for use. Lives on the thread of its owner.
package final class TextPattern {
    private let matcher: PatternMatcher?
    /// For what the matcher does not read; nil where nobody can read it.
    private let regex: Regex<AnyRegexOutput>?

    package init(_ pattern: String) {
        matcher = PatternMatcher(pattern)
        // Not with `.wordBoundaryKind(.simple)`: together with scalars it finds no boundary at all (Swift 6.3).
        regex = matcher == nil ? (try? Regex(pattern))?.matchingSemantics(.unicodeScalar) : nil
    }

    /// Whether `text` has a match anywhere in it, as in JSON Schema. A pattern that cannot be read refuses nothing: the
    /// server still decides, and a test of the catalog finds it.
    package func matches(_ text: String) -> Bool {
        if let matcher { return matcher.matches(text) }
        guard let regex else { return true }
        return (try? regex.firstMatch(in: text)) != nil
    }

    /// Whether the expression is one that is decided in linear time.
    package var isLinear: Bool { matcher != nil }
}
