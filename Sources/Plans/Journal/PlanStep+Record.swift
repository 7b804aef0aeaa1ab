package import JSON

extension PlanStep {
    /// The step as a record of a journal: as in a file, with its number before.
    package func record(number: Int) -> JSONObject {
        JSONObject([("step", .integer(Int64(number)))] + (jsonValue.object ?? [:]).members.map { ($0.name, $0.value) })
    }

    /// Nil for what is no step.
    package init?(record: JSONObject) {
        guard let step = try? PlanStep(.object(record)) else { return nil }
        self = step
    }
}
