/// A place where an answer is not as the catalog describes it.
public struct AnswerDifference: Sendable, Equatable, CustomStringConvertible {
    /// The place, with `[]` for any item of a list: `droplets[].size.slug`. Empty for the whole answer.
    public let path: String
    public let expected: String
    public let found: String
    /// In how many items of lists it was found.
    public internal(set) var count = 1

    init(path: String, expected: String, found: String) {
        self.path = path
        self.expected = expected
        self.found = found
    }

    /// `droplets[].size: expected a table, found nothing (200 times)`
    public var description: String {
        let place = path.isEmpty ? "" : "\(path): "
        return "\(place)expected \(expected), found \(found)" + (count > 1 ? " (\(count) times)" : "")
    }
}
