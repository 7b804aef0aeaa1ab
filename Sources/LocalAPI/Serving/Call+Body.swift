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

    /// The body as it is meant: with the defaults of the catalog, without fields that only the server sets, unknown ones,
    /// and nulls that say no more than their absence.
    var input: JSONObject {
        guard let schema = operation.body?.schema else { return body }
        return SchemaDefaults(types: types).filled(.object(body), as: schema).object ?? body
    }

    /// As `input` without defaults: what a change names. What it does not name stays.
    var changes: JSONObject {
        guard let schema = operation.body?.schema else { return body }
        return SchemaDefaults(types: types, fillsIn: false).filled(.object(body), as: schema).object ?? body
    }

    /// Whether a required field says nothing: it is absent, null, or an empty text.
    func lacks(_ name: String) -> Bool {
        guard let value = body[name] else { return true }
        return value.isNull || value == ""
    }

    /// 400 or 422, whichever the operation documents; 422 where it documents neither, as the vendor answers then.
    func refusal(_ message: String) -> Refusal {
        let (has400, has422) = (operation.errorStatuses.contains(400), operation.errorStatuses.contains(422))
        return has400 && !has422 ? .badRequest(message) : .unprocessable(message)
    }
}
