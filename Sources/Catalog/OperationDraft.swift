/// The lines of an operation, as far as they have been read.
struct OperationDraft {
    let group: String
    let name: String
    /// The keywords of its lines, of which most may be there once only.
    var seen: [String] = []

    var identifier: String?
    var aliases: [String] = []
    var method: String?
    var path = PathTemplate("")
    var server: String?
    var routeLine = 0
    var summary: String?
    var notes: [String] = []
    var pathParameters: [Field] = []
    var queryParameters: [Field] = []
    var headerParameters: [Field] = []
    var body: Operation.Body?
    var success: Operation.Success?
    var errorStatuses: [Int] = []
    var scopes: [Set<String>] = []
    var pagination: Operation.Pagination?
    var danger: Operation.Danger?
    var costsMoney = false
    var isDeprecated = false
    var isReplacement = false
    var rateLimit: Operation.RateLimit?
}

extension GroupReader {
    /// The operation of all its lines.
    func finished(_ draft: OperationDraft, _ header: LineScanner) throws(CatalogError) -> Operation {
        func missing(_ line: String) -> CatalogError { header.mistake("the operation '\(draft.name)' has no \(line)") }
        guard let identifier = draft.identifier else { throw missing("'id'") }
        guard let method = draft.method else { throw missing("method and path") }
        guard let summary = draft.summary else { throw missing("'about'") }
        guard let success = draft.success else { throw missing("'returns'") }
        var operation = Operation(
            group: group, name: draft.name, identifier: identifier, method: method, path: draft.path,
            summary: summary, success: success, danger: draft.danger ?? Operation.Danger(method: method))
        operation.aliases = draft.aliases
        operation.notes = draft.notes
        operation.server = draft.server
        operation.pathParameters = try pathParameters(of: draft)
        operation.queryParameters = draft.queryParameters
        operation.headerParameters = draft.headerParameters
        operation.body = draft.body
        operation.errorStatuses = draft.errorStatuses
        operation.scopes = draft.scopes
        operation.costsMoney = draft.costsMoney
        operation.isDeprecated = draft.isDeprecated
        operation.isReplacement = draft.isReplacement
        operation.rateLimit = draft.rateLimit
        if let pagination = draft.pagination { operation.paginate(pagination) }
        return operation
    }

    /// The fields of the parameters in the server's address and in the path, in their order.
    private func pathParameters(of draft: OperationDraft) throws(CatalogError) -> [Field] {
        let names = PathTemplate(draft.server ?? "").parameterNames + draft.path.parameterNames
        for field in draft.pathParameters where !names.contains(field.name) {
            throw mistake(line: draft.routeLine, "the path has no place for the parameter '\(field.name)'")
        }
        var fields: [Field] = []
        for name in names {
            guard var field = draft.pathParameters.first(where: { $0.name == name }) ?? parameters[name] else {
                let ending = Suggestion.ending(for: name, in: parameters.keys)
                throw mistake(line: draft.routeLine, "the parameter '\(name)' of the path is not declared\(ending)")
            }
            field.isRequired = true
            fields.append(field)
        }
        return fields
    }
}

extension Operation.Danger {
    /// What an operation with this method does, where its file does not say otherwise.
    fileprivate init(method: String) {
        switch method {
        case "POST": self = .create
        case "PUT", "PATCH": self = .update
        case "DELETE": self = .delete
        default: self = .read
        }
    }
}
