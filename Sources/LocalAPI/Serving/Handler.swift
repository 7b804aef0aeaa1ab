import Catalog
import JSON

/// The behavior of one operation.
package struct Handler: Sendable {
    /// Whether the body is checked against the catalog first. Operations that have their own words for what is missing
    /// check it themselves.
    var checksBody = true
    var answer: @Sendable (Call, Services) throws -> Answer

    init(checksBody: Bool = true, _ answer: @escaping @Sendable (Call, Services) throws -> Answer) {
        self.checksBody = checksBody
        self.answer = answer
    }

    /// Every operation that is answered, by its full name. A group of operations is a folder of handlers, added here.
    package static let all: [String: Handler] = FunctionsHandlers.all
}

extension Handler {
    /// Lists what is stored of a kind, page by page, in the order of its making.
    package static func pages(ofKind kind: String, root: String) -> Handler {
        Handler { call, services in
            let page = Page(call.location.query)
            let (records, total) = try services.store.read { connection in
                (
                    try connection.resources(kind, limit: page.size, offset: page.offset),
                    try connection.total(kind, of: 0)
                )
            }
            var body = JSONText.object(root, .array(records.map(\.document)))
            for member in page.members(total: total, at: call.location).members {
                body.add(member.name, JSONText(try member.value.serialized()))
            }
            return Answer(status: call.operation.success.status, body: body)
        }
    }
}
