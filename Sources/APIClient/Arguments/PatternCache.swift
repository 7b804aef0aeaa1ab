/// Compiled regular expressions of the catalog, each compiled once. Lives on the thread of its owner.
final class PatternCache {
    private var compiled: [String: Regex<AnyRegexOutput>?] = [:]

    /// Whether `text` has a match of `pattern` anywhere in it, as in JSON Schema. A pattern that does not compile refuses
    /// nothing: the server still decides, and a test of the catalog finds it.
    func matches(_ text: String, _ pattern: String) -> Bool {
        guard let regex = regex(for: pattern) else { return true }
        return (try? regex.firstMatch(in: text)) != nil
    }

    private func regex(for pattern: String) -> Regex<AnyRegexOutput>? {
        if let known = compiled[pattern] { return known }
        // Not with `.wordBoundaryKind(.simple)`: together with scalars it finds no boundary at all (Swift 6.3).
        let regex = try? Regex(pattern).matchingSemantics(.unicodeScalar)
        compiled[pattern] = .some(regex)
        return regex
    }
}
