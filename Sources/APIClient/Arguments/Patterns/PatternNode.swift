/// A part of a regular expression.
indirect enum PatternNode {
    /// One character of a set.
    case symbol(SymbolSet)
    case assertion(Assertion)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// So many times, or without end.
    case repetition(PatternNode, atLeast: Int, atMost: Int?)

    /// A condition on what stands before and behind a place.
    enum Assertion {
        case start, end, wordBoundary, noWordBoundary
    }
}
