import Catalog
import JSON

extension Call {
    /// Refuses a body that the catalog's schema does not allow, with all problems in one message.
    func checkBody() throws(Refusal) {
        let problems = bodyProblems()
        guard !problems.isEmpty else { return }
        throw refusal("Invalid request payload: " + problems.joined(separator: "; "))
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

    /// 400 or 422, whichever the operation documents.
    private func refusal(_ message: String) -> Refusal {
        let (has400, has422) = (operation.errorStatuses.contains(400), operation.errorStatuses.contains(422))
        return has422 && !has400 ? .unprocessable(message) : .badRequest(message)
    }
}
