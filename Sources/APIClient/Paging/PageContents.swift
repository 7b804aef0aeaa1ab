import HTTPMessage
public import JSON

/// What one page of a list says of itself and of the list.
public struct PageContents: Sendable, Equatable {
    /// How many items the page has.
    public var itemCount: Int
    /// `meta.total`: how many items the list has; nil where the answer does not say.
    public var total: Int?
    /// `links.pages.next`, an address of which only the query is used; nil on the last page.
    public var next: String?
    /// `links.pages.last`, which says how many pages there are where `total` is unknown.
    public var last: String?

    public init(itemCount: Int, total: Int? = nil, next: String? = nil, last: String? = nil) {
        self.itemCount = itemCount
        self.total = total
        self.next = next
        self.last = last
    }

    /// Reads what an answer says beside its items. Whatever is missing or of another type counts as not said.
    public init(itemCount: Int, answer: JSONValue) {
        let object = answer.object
        let pages = object?["links"]?.object?["pages"]?.object
        self.init(
            itemCount: itemCount, total: object?["meta"]?.object?["total"]?.integer.flatMap { Int(exactly: $0) },
            next: pages?["next"]?.string, last: pages?["last"]?.string)
    }
}

/// Where a page begins.
package enum PagePosition: Sendable, Hashable {
    case first
    /// The parameter `page`, from 1.
    case number(Int)
    /// What the page before gave for the parameter of that name.
    case token(parameter: String, value: String)
}

extension PageContents {
    /// The value of a query parameter in an address that the server gives. Neither its host nor its path is looked at.
    static func parameter(_ name: String, of address: String) -> String? {
        // Longer than any address the API gives; what a hostile server makes of it is not worth reading.
        guard address.utf8.count <= 8_192 else { return nil }
        let withoutFragment = String(address.prefix { $0 != "#" })
        let items = HTTPRequest(method: "GET", target: withoutFragment).queryItems
        return items.last { $0.name == name }?.value
    }
}
