/// One page of a list, as `page` and `per_page` ask for it, and the links to the others.
///
/// A value that is no number, or less than 1, gets the default; a `per_page` above 200 gets 200: the operations document no
/// status to refuse it with.
package struct Page: Sendable, Equatable {
    package static let defaultSize = 20
    package static let maximumSize = 200

    /// From 1.
    package private(set) var number = 1
    /// 1 to 200.
    package private(set) var size = defaultSize

    /// Reads the pairs of a query; of several of one name the last counts.
    package init(_ query: [(name: String, value: String)]) {
        number = Self.value(of: "page", in: query) ?? 1
        size = min(Self.value(of: "per_page", in: query) ?? Self.defaultSize, Self.maximumSize)
    }

    /// How many items come before it.
    package var offset: Int { (number - 1).multipliedReportingOverflow(by: size).overflow ? .max : (number - 1) * size }

    private static func value(of name: String, in query: [(name: String, value: String)]) -> Int? {
        guard let text = query.last(where: { $0.name == name })?.value, let value = Int(text), value >= 1 else {
            return nil
        }
        return value
    }
}
