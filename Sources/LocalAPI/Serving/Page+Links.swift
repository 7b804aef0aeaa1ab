import HTTPMessage
package import JSON

/// The URL of a list, as the caller reached it.
package struct ListLocation: Sendable {
    /// The scheme and the host: `http://127.0.0.1:8080`.
    package var origin: String
    /// The path as it was sent.
    package var path: String
    /// The query's pairs, in order.
    package var query: [(name: String, value: String)]

    package init(origin: String, path: String, query: [(name: String, value: String)]) {
        self.origin = origin
        self.path = path
        self.query = query
    }

    /// The same list, another page of it; what else was asked for stays.
    func url(ofPage number: Int, size: Int) -> String {
        let kept = query.filter { $0.name != "page" && $0.name != "per_page" }
        let items = kept + [("page", "\(number)"), ("per_page", "\(size)")]
        let pairs = items.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
        return origin + path + "?" + pairs.joined(separator: "&")
    }
}

extension Page {
    /// The members `links` and `meta` of a list's answer.
    ///
    /// The links are absolute, and only to pages that are there: a first and a previous one behind the first page, a next
    /// and a last one before the last; no `pages` where everything fits one page.
    ///
    /// - Parameter total: How many items there are on all pages.
    package func members(total: Int, at location: ListLocation) -> JSONObject {
        let last = max(1, (total + size - 1) / size)
        var pages = JSONObject()
        func link(_ name: String, to number: Int) { pages[name] = .string(location.url(ofPage: number, size: size)) }
        if number > 1 {
            link("first", to: 1)
            link("prev", to: min(number - 1, last))
        }
        if number < last {
            link("next", to: number + 1)
            link("last", to: last)
        }
        let links: JSONValue = pages.isEmpty ? [:] : ["pages": .object(pages)]
        return ["links": links, "meta": ["total": .integer(Int64(total))]]
    }
}
