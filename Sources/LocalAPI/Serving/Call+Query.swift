import Catalog
import JSON

extension Call {
    /// Refuses a query that lacks a required parameter, or has one that the catalog does not allow, with all problems in
    /// one message. Unknown parameters are ignored, and so is what makes no sense for `page` and `per_page`.
    func checkQuery() throws(Refusal) {
        guard !operation.queryParameters.isEmpty else { return }
        let check = SchemaCheck(types: types, direction: .request)
        var problems: [String] = []
        for parameter in operation.queryParameters where !["page", "per_page"].contains(parameter.name) {
            guard let text = query(parameter.name) else {
                if parameter.isRequired { problems.append("\(parameter.name) is missing") }
                continue
            }
            let value = Self.value(text, as: parameter.schema)
            problems += check.problems(with: value, as: parameter.schema, at: parameter.name)
        }
        guard problems.isEmpty else { throw refusal("Invalid query: " + problems.joined(separator: "; ")) }
    }

    /// A query's text as the value it stands for, as far as it does.
    private static func value(_ text: String, as schema: Schema) -> JSONValue {
        switch schema.shape {
        case .integer: Int64(text).map(JSONValue.integer) ?? .string(text)
        case .number: Double(text).map(JSONValue.number) ?? .string(text)
        case .boolean: ["true": .bool(true), "false": .bool(false)][text] ?? .string(text)
        case .array(let element): .array(text.split(separator: ",").map { value(String($0), as: element) })
        default: .string(text)
        }
    }
}
