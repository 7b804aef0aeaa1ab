import Catalog
import JSON

/// An answer that the catalog does not allow: a mistake of ours.
struct AnswerMistake: Error, CustomStringConvertible {
    var description: String
}

extension Call {
    /// Compares a success with the catalog: the status, whether there is a body, and the body with its schema.
    ///
    /// - Throws: `AnswerMistake`.
    func check(_ answer: Answer) throws {
        let success = operation.success
        guard answer.status == success.status else {
            throw AnswerMistake(
                description: "\(operation.qualifiedName) answered \(answer.status) instead of \(success.status)")
        }
        guard (answer.body != nil) == (success.mediaType != nil) else {
            throw AnswerMistake(
                description: "\(operation.qualifiedName) answered \(answer.body == nil ? "without" : "with") a body")
        }
        guard let body = answer.body, let schema = success.schema else { return }
        let problems = SchemaCheck(types: types, direction: .response)
            .problems(with: try JSONValue(parsing: body), as: schema)
        guard problems.isEmpty else {
            throw AnswerMistake(
                description: "the answer of \(operation.qualifiedName) is not as documented: "
                    + problems.joined(separator: "; "))
        }
    }
}
