import Catalog
import JSON

extension Call {
    /// Refuses a body that the catalog's schema does not allow, with all problems in one message.
    func checkBody() throws(Refusal) {
        let problems = bodyProblems()
        guard problems.isEmpty else { throw .invalidPayload(problems.joined(separator: "; "), status: invalidStatus) }
    }

    /// What is wrong with the body.
    ///
    /// - Parameter isComplete: Whether a required field that is missing is a problem.
    func bodyProblems(isComplete: Bool = true) -> [String] {
        guard let schema = operation.body?.schema else { return [] }
        return SchemaCheck(types: types, direction: .request, isComplete: isComplete)
            .problems(with: .object(body), as: schema)
    }

    /// Whether a required field says nothing: it is absent, null, or an empty text.
    func lacks(_ name: String) -> Bool {
        guard let value = body[name] else { return true }
        return value.isNull || value == ""
    }

    /// The status for a body that is not as it should be: the one of these that the operation documents.
    private var invalidStatus: Int { [400, 422].first(where: operation.errorStatuses.contains) ?? 400 }
}
