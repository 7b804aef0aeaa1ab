import Catalog
import JSON

/// The behavior of one operation.
package struct Handler: Sendable {
    /// Whether the query and the body are checked against the catalog first. Operations that have their own words for what
    /// is missing check them themselves.
    var checksInput = true
    /// What clients send in another form than the documented one is brought into it; nil for nothing.
    var normalized: (@Sendable (JSONObject) -> JSONObject)?
    var answer: @Sendable (Call, Services) throws -> Answer
    /// The same within a transaction that is open already; nil where the behavior opens its own, or needs none.
    var change: (@Sendable (Call, inout Connection) throws -> Answer)?

    /// Behavior that opens transactions itself, or needs none.
    init(checksBody: Bool = true, _ answer: @escaping @Sendable (Call, Services) throws -> Answer) {
        checksInput = checksBody
        self.answer = answer
    }

    /// Behavior that changes nothing.
    static func reading(_ answer: @escaping @Sendable (Call, inout Connection) throws -> Answer) -> Handler {
        Handler { call, services in try services.store.read { try answer(call, &$0) } }
    }

    /// Behavior within one transaction: what it changed is kept when it answers, and undone when it throws.
    static func changing(_ answer: @escaping @Sendable (Call, inout Connection) throws -> Answer) -> Handler {
        var handler = Handler { call, services in try services.store.write { try answer(call, &$0) } }
        handler.change = answer
        return handler
    }

    /// This behavior, for bodies that clients send in another form than the documented one.
    func normalizing(_ normalized: @escaping @Sendable (JSONObject) -> JSONObject) -> Handler {
        var handler = self
        handler.normalized = normalized
        return handler
    }

    /// Lists what is stored of a kind, page by page, in the order of its making.
    package static func pages(ofKind kind: String) -> Handler {
        ResourceKind(kind, shownBy: "", parameter: "").list()
    }
}
