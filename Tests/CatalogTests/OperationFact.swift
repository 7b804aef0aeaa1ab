import Catalog
import JSON

/// What the vendor's description says of one operation: a line of `Facts/operations.jsonl`, which
/// `scripts/catalog-facts` writes.
struct OperationFact: Sendable {
    /// The operationId.
    let identifier: String
    /// The full name that follows from the operationId.
    let name: String
    let route: String
    /// Each part to compare, as text.
    let parts: [Part: [String]]

    enum Part: String, CaseIterable, Sendable {
        case route, path, query, header, body, status, media, members, errors, scopes, paginated, deprecated
    }

    static let all: [OperationFact] = {
        let text = Files.text(of: Files.package + "/Tests/CatalogTests/Facts/operations.jsonl") ?? ""
        return text.split(separator: "\n").compactMap { OperationFact(String($0)) }
    }()

    init?(_ line: String) {
        guard let object = try? JSONValue(parsing: Array(line.utf8)).object,
            let identifier = object["id"]?.string, let name = object["name"]?.string,
            let route = object["route"]?.string
        else { return nil }
        self.identifier = identifier
        self.name = name
        self.route = route
        var parts: [Part: [String]] = [:]
        for part in Part.allCases { parts[part] = Self.texts(of: object[part.rawValue]) }
        // Lists in pages have these whether the description mentions them or not.
        parts[.query]?.removeAll { $0.hasPrefix("page ") || $0.hasPrefix("per_page ") }
        self.parts = parts
    }

    private static func texts(of value: JSONValue?) -> [String] {
        switch value {
        case .array(let items)?: items.flatMap { texts(of: $0) }
        case .string(let text)?: [text]
        case .integer(let number)?: ["\(number)"]
        case .bool(let value)?: ["\(value)"]
        default: []
        }
    }

    /// The group in the name.
    var group: String { String(name.prefix { $0 != "." }) }
}

/// The same of an operation in the catalog.
struct OperationText {
    let operation: Operation
    let group: Group

    func texts(of part: OperationFact.Part) -> [String] {
        switch part {
        case .route: ["\(operation.method) \(operation.path)"]
        case .path: operation.pathParameters.map { text(of: [$0], isRequired: true) }.sorted()
        case .query: queryTexts
        case .header: operation.headerParameters.map { text(of: [$0], isRequired: $0.isRequired) }.sorted()
        case .body: operation.body.map { texts(ofMembersOf: $0.schema) } ?? []
        case .status: ["\(operation.success.status)"]
        case .media: operation.success.mediaType.map { [$0] } ?? []
        case .members: memberNames
        case .errors: operation.errorStatuses.map(String.init)
        case .scopes: Set(operation.scopes.flatMap(\.self)).sorted()
        case .paginated: operation.pagination == nil ? [] : ["true"]
        case .deprecated: operation.isDeprecated ? ["true"] : []
        }
    }

    private var queryTexts: [String] {
        operation.queryParameters.filter { $0.name != "page" && $0.name != "per_page" }
            .map { text(of: [$0], isRequired: $0.isRequired) }.sorted()
    }

    private var memberNames: [String] {
        let fields = operation.success.schema.map { group.memberFields(of: $0) } ?? []
        return Set(fields.map(\.name)).subtracting(["links", "meta"]).sorted()
    }

    /// The members of a body at its first level, over all variants.
    private func texts(ofMembersOf schema: Schema) -> [String] {
        let variants = variants(of: schema).map { group.fields(of: $0) ?? [] }
        return Set(variants.flatMap { $0.map(\.name) }).sorted().map { name in
            let fields = variants.map { $0.first { $0.name == name } }
            return text(of: fields.compactMap(\.self), isRequired: fields.allSatisfy { $0?.isRequired == true })
        }.sorted()
    }

    private func variants(of schema: Schema) -> [Schema] {
        guard case .oneOf(let union) = group.resolved(schema).shape else { return [schema] }
        return union.variants.flatMap { variants(of: $0.schema) }
    }

    private func text(of fields: [Field], isRequired: Bool) -> String {
        let schemas = fields.map { group.resolved($0.schema) }
        let kinds = Set(schemas.map(\.factKind))
        var texts = [(fields.first?.name ?? "") + (isRequired ? "*" : ""), kinds.count == 1 ? kinds.first! : "union"]
        if schemas.allSatisfy({ !$0.allowedValues.isEmpty }) {
            let values = Dictionary(
                schemas.flatMap(\.allowedValues).map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
            let sorted = values.sorted { $0.key < $1.key }.map(\.value)
            texts.append(String(decoding: (try? JSONValue.array(sorted).serialized()) ?? [], as: UTF8.self))
        }
        return texts.joined(separator: " ")
    }

    private func key(_ value: JSONValue) -> String {
        value.string ?? value.number.map { Int64(exactly: $0).map(String.init) ?? "\($0)" } ?? ""
    }
}

extension Schema {
    /// The kind of value as the facts name it.
    fileprivate var factKind: String {
        switch shape {
        case .any, .reference: "any"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .object, .map: "object"
        case .array: "array"
        case .oneOf: "union"
        }
    }
}
