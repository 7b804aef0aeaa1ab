import Catalog
import HTTPMessage
import JSON

extension Page {
    /// The answer of a paginated list: the items under `root`, `links` and `meta`.
    ///
    /// - Parameters:
    ///   - items: The items of this page.
    ///   - total: How many there are on all pages.
    func answer(_ root: String, _ items: [JSONText], total: Int, to call: Call) throws(JSONError) -> Answer {
        var body = JSONText.object(root, .array(items))
        let links = links(total: total, to: call)
        body.add("links", JSONText(try JSONValue.object(links).serialized()))
        body.add("meta", .object("total", .integer(total)))
        return Answer(status: call.operation.success.status, body: body)
    }

    /// Absolute URLs, only of pages that are there: a first and a previous one behind the first page, a next and a last one
    /// before the last. No `pages` where everything fits one page.
    private func links(total: Int, to call: Call) -> JSONObject {
        let last = max(1, (total + size - 1) / size)
        var pages = JSONObject()
        if number > 1 {
            pages["first"] = .string(url(of: 1, call))
            pages["prev"] = .string(url(of: min(number - 1, last), call))
        }
        if number < last {
            pages["next"] = .string(url(of: number + 1, call))
            pages["last"] = .string(url(of: last, call))
        }
        return pages.isEmpty ? [:] : ["pages": .object(pages)]
    }

    /// The call's own URL with another page; what else it asked for stays.
    private func url(of page: Int, _ call: Call) -> String {
        let kept = call.query.filter { $0.name != "page" && $0.name != "per_page" }
        let items = kept + [("page", "\(page)"), ("per_page", "\(size)")]
        let query = items.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
        return call.origin + call.path + "?" + query.joined(separator: "&")
    }
}
