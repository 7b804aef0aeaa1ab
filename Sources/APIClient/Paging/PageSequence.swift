/// Which pages of a list to ask for, and when the list is complete: event in, decision out, no network.
///
/// Pages are handed in by their order in the list, however their answers arrive. With numbered pages and a known number of
/// items, several are asked for at once. Otherwise each page says where the next one begins. A page is asked for only
/// after a page before it named a next one, or because of the number of items, so that no answer whatsoever makes more
/// than ``Limits/window`` requests for nothing.
package struct PageSequence {
    package struct Limits: Sendable {
        /// How many pages are under way at once.
        package var window: Int
        /// With more pages the list is given up.
        package var pages: Int

        package init(window: Int, pages: Int) {
            self.window = window
            self.pages = pages
        }

        /// Eight at once; a million items in pages of 200.
        package static let list = Limits(window: 8, pages: 5_000)
        /// One ahead of its consumer.
        package static let stream = Limits(window: 1, pages: 100_000)
    }

    /// Why a list has no end, or no way to its next page.
    package enum Problem: Error, Equatable {
        case repeatedPage
        case wrongNumber(Int)
        case noPosition(parameter: String)
        case tooManyPages(Int)
        case goesOn(total: Int, items: Int)
    }

    /// A server may find nothing for a token and still give another one, but not for ever.
    private static let allowedEmptyPages = 10

    private let tokenParameter: String?
    private let limits: Limits
    /// What to ask for next; empty when nothing is known to follow.
    private var upcoming: ClosedRange<Int>?
    private var upcomingToken: String?
    private var isBegun = false
    private var underWay: [PagePosition] = []
    private var knownTokens: Set<Int> = []
    private var emptyPages = 0
    private var pageSize = 0
    package private(set) var summary = PagesSummary()

    /// - Parameter tokenParameter: The query parameter that names the next page; nil where pages are numbered.
    package init(tokenParameter: String? = nil, limits: Limits = .list) {
        self.tokenParameter = tokenParameter
        self.limits = limits
    }

    /// The number of the next page to be handed in, counted from 1.
    package var pageNumber: Int { summary.pages + 1 }

    /// The next page to ask for now; nil while enough are under way, and at the end.
    package mutating func request() -> PagePosition? {
        guard underWay.count < limits.window, let position = nextPosition() else { return nil }
        underWay.append(position)
        return position
    }

    private mutating func nextPosition() -> PagePosition? {
        if !isBegun {
            isBegun = true
            return .first
        }
        if let token = upcomingToken.take(), let tokenParameter {
            return .token(parameter: tokenParameter, value: token)
        }
        guard let numbers = upcoming else { return nil }
        upcoming = numbers.count > 1 ? numbers.lowerBound + 1...numbers.upperBound : nil
        return .number(numbers.lowerBound)
    }

    /// Takes note of the first page that is under way.
    ///
    /// - Parameter newItemCount: How many of its items were not on a page before.
    /// - Returns: Whether it is the last: what else is under way is to be dropped.
    package mutating func handle(_ page: PageContents, newItemCount: Int) throws(Problem) -> Bool {
        precondition(!underWay.isEmpty, "a page is handled that was not asked for")
        var page = page
        if let total = page.total, total < 0 { page.total = nil }
        let number = pageNumber
        underWay.removeFirst()
        if summary.pages == 0 { pageSize = page.itemCount }
        summary.add(page, newItemCount: newItemCount)
        guard let next = page.next, tokenParameter != nil || page.itemCount > 0 else { return end() }
        if page.itemCount > 0, newItemCount == 0 { throw .repeatedPage }
        try checkLimits()
        if let tokenParameter {
            try follow(next, tokenParameter, isEmpty: page.itemCount == 0)
        } else {
            try follow(next, from: number, page)
        }
        return false
    }

    private mutating func end() -> Bool {
        upcoming = nil
        underWay = []
        return true
    }

    private func checkLimits() throws(Problem) {
        if summary.pages >= limits.pages { throw .tooManyPages(limits.pages) }
        // Two pages more than were announced may have been added meanwhile.
        if let total = summary.total, pageSize > 0, summary.items > total, (summary.items - total) / 2 > pageSize {
            throw .goesOn(total: total, items: summary.items)
        }
    }

    private mutating func follow(_ next: String, from number: Int, _ page: PageContents) throws(Problem) {
        // Without a number in the address, or with one further on, the next page is the next page.
        let named = PageContents.parameter("page", of: next).flatMap { Int($0) }
        if let named, named <= number { throw .wrongNumber(named) }
        let following = number + 1 + underWay.count
        let lastAskedFor = upcoming?.upperBound ?? following - 1
        guard lastAskedFor <= number else { return }
        upcoming = following...max(following, summary.pages == 1 ? lastNumber(page) : following)
    }

    /// The number of the last page as the first one tells it; a page more or less does no harm.
    private func lastNumber(_ page: PageContents) -> Int {
        if limits.window == 1 { return 0 }
        if let total = page.total {
            let pages = total > 0 ? (total - 1) / page.itemCount + 1 : 0
            return min(pages, limits.pages)
        }
        let number = page.last.flatMap { PageContents.parameter("page", of: $0) }.flatMap { Int($0) } ?? 0
        return min(number, limits.pages)
    }

    private mutating func follow(_ next: String, _ parameter: String, isEmpty: Bool) throws(Problem) {
        emptyPages = isEmpty ? emptyPages + 1 : 0
        guard let token = PageContents.parameter(parameter, of: next), !token.isEmpty else {
            throw .noPosition(parameter: parameter)
        }
        guard knownTokens.insert(token.hashValue).inserted, emptyPages <= Self.allowedEmptyPages else {
            throw .repeatedPage
        }
        upcomingToken = token
    }
}

extension PageSequence.Problem: CustomStringConvertible {
    /// What completes the sentence "page 3 of the list is wrong: ".
    package var description: String {
        switch self {
        case .repeatedPage: "it repeats what came before it and names a next one"
        case .wrongNumber(let number): "it names page \(number) as its next"
        case .noPosition(let parameter): "the address of its next page has no \(parameter)"
        case .tooManyPages(let count): "the list goes on after \(count) pages"
        case .goesOn(let total, let items): "the list is said to have \(total) items, and goes on after \(items)"
        }
    }
}
