import Catalog
import JSON
import YAML

/// What an operation answers.
struct Answer: Sendable {
    var status: Int
    /// Nil for an answer without a body.
    var body: [UInt8]?
    var mediaType = "application/json; charset=utf-8"
    var headers: [(name: String, value: String)] = []

    init(status: Int, body: JSONText? = nil, headers: [(name: String, value: String)] = []) {
        self.status = status
        self.body = body?.bytes
        self.headers = headers
    }

    /// An answer that is not JSON.
    ///
    /// - Parameter fileName: What a browser saves it as; nil for what is shown.
    init(status: Int = 200, _ bytes: [UInt8], mediaType: String, fileName: String? = nil) {
        self.status = status
        body = bytes
        self.mediaType = mediaType
        if let fileName { headers = [("content-disposition", "attachment; filename=\"\(fileName)\"")] }
    }
}

extension Answer {
    /// The result under its root, with the documented status: `{"trigger": ...}`.
    static func result(_ root: String, _ value: JSONText, status: Int = 200) -> Answer {
        Answer(status: status, body: .object(root, value))
    }

    static let noContent = Answer(status: 204)
}

extension Answer {
    /// The same in YAML.
    func inYAML() throws(JSONError) -> Answer {
        guard let body else { return self }
        var answer = self
        answer.body = Array(try JSONValue(parsing: body).yamlText.utf8)
        answer.mediaType = "application/yaml"
        return answer
    }
}

extension Operation {
    /// Whether it documents a value of one of its header parameters.
    func takes(_ value: JSONValue, as name: String) -> Bool {
        headerParameters.contains { $0.name == name && $0.schema.allowedValues.contains(value) }
    }
}

extension Call {
    /// What the operation answers when it succeeds, with the catalog's status: nothing where it has no body, otherwise the
    /// value under the operation's root, or as the whole body where it has none.
    ///
    /// - Parameters:
    ///   - root: Which of several roots; nil for the first.
    ///   - members: What stands beside the result, as `links` does.
    func answer(_ value: JSONText, root: String? = nil, and members: JSONObject = [:]) throws(JSONError) -> Answer {
        let success = operation.success
        guard success.mediaType != nil else { return Answer(status: success.status) }
        guard let root = root ?? success.root else { return Answer(status: success.status, body: value) }
        var body = JSONText.object(root, value)
        for member in members.members { body.add(member.name, JSONText(try member.value.serialized())) }
        return Answer(status: success.status, body: body)
    }

    /// As `answer(_:root:and:)`, with a value that is not text yet.
    func answer(_ value: JSONValue, root: String? = nil, and members: JSONObject = [:]) throws(JSONError) -> Answer {
        try answer(JSONText(try value.serialized()), root: root, and: members)
    }

    /// As `answer(_:root:and:)`, with a stored resource as clients see it.
    func answer(_ resource: Resource, and members: JSONObject = [:]) throws -> Answer {
        try answer(resource.kind.present(try resource.record(), moment), and: members)
    }

    /// What an operation without a body in its answer answers.
    func answer() -> Answer { Answer(status: operation.success.status) }

    /// One page of what is there: with `links` and `meta` where the operation documents them, everything where it does not
    /// come in pages.
    func answer(_ list: Listing) throws(JSONError) -> Answer {
        try answer(.array(list.items), and: page?.members(total: list.total, at: location) ?? [:])
    }
}

/// Items of a list and how many there are on all pages.
struct Listing {
    var items: [JSONText]
    var total: Int

    /// One page of items that are all there already.
    init(_ items: [JSONText], for call: Call) {
        total = items.count
        self.items = call.page.map { Array(items.dropFirst($0.offset).prefix($0.size)) } ?? items
    }

    init(items: [JSONText], total: Int) {
        self.items = items
        self.total = total
    }
}
