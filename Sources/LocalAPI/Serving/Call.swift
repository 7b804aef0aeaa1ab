import Catalog
import JSON

/// A request that has found its operation and may do it.
struct Call {
    var operation: Operation
    /// The path parameters' values, decoded.
    var arguments: [String: String]
    /// The query's pairs, in order.
    var query: [(name: String, value: String)]
    /// The members of the body; empty where the request has none.
    var body = JSONObject()
    /// The URL of the API as the caller reached it, without a slash at the end: `http://127.0.0.1:8080`.
    var origin: String
    /// The path as it was sent.
    var path: String
    /// Unix seconds.
    var now: Int64
    /// The types that the operation's schemas refer to.
    var types: [String: Schema]

    /// The value of a path parameter, which the route has made sure of.
    func argument(_ name: String) -> String { arguments[name] ?? "" }
}

/// What an operation answers.
struct Answer: Sendable {
    var status: Int
    /// Nil for an answer without a body.
    var body: JSONText?
    var headers: [(name: String, value: String)] = []
}

extension Answer {
    /// The result under its root, with the documented status: `{"trigger": ...}`.
    static func result(_ root: String, _ value: JSONText, status: Int = 200) -> Answer {
        Answer(status: status, body: .object(root, value))
    }

    static let noContent = Answer(status: 204)
}

/// The behavior of one operation.
struct Handler: Sendable {
    /// Whether the body is checked against the catalog first. Operations that have their own words for what is missing
    /// check it themselves.
    var checksBody = true
    var answer: @Sendable (Call, Services) throws -> Answer

    init(checksBody: Bool = true, _ answer: @escaping @Sendable (Call, Services) throws -> Answer) {
        self.checksBody = checksBody
        self.answer = answer
    }

    /// Every operation that is answered, by its full name. A group of operations is a folder of handlers, added here.
    static let all: [String: Handler] = FunctionsHandlers.all
}

/// What handlers work with.
struct Services: Sendable {
    var store: Store
    var randomness: Randomness
    var limits: LocalAPI.Limits
}
