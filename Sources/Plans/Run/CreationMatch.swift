import Catalog
import JSON

/// Whether a resource is what a creation asked for, as far as the two can be compared.
struct CreationMatch {
    private let arguments: JSONObject
    private let fields: [Field]

    init(_ step: PlanStep, _ catalog: StepCatalog) {
        arguments = step.arguments
        fields = catalog.entry(step.operation).map { $0.group.argumentFields(of: $0.operation) } ?? []
    }

    /// The first field that is otherwise than asked for: `cron is "0 1 * * *", and was to be "0 2 * * *"`.
    func difference(of item: JSONValue) -> String? {
        for field in fields {
            guard let asked = arguments.value(of: field), let found = item[field.name], isComparable(asked, found),
                !found.agrees(with: asked), !isSlug(of: found, asked)
            else { continue }
            return "\(field.name) is \(found.shown), and was to be \(asked.shown)"
        }
        return nil
    }

    /// Whether enough of it can be compared: the name that people know it by, or anything where it has none.
    func isTelling(of resource: Resource) -> Bool {
        guard let label = resource.labelField else { return !arguments.isEmpty }
        return arguments.value(named: label, in: fields).map { !SecretMark.isMark($0) } ?? false
    }

    /// What is asked for as a word may come back as an object, and the other way round.
    private func isComparable(_ asked: JSONValue, _ found: JSONValue) -> Bool {
        switch (asked, found) {
        case (.object, .object), (.array, .array), (.string, .string), (.bool, .bool): true
        case (.string, .object(let object)): object["slug"]?.string != nil
        default: asked.number != nil && found.number != nil
        }
    }

    private func isSlug(of found: JSONValue, _ asked: JSONValue) -> Bool { found["slug"] == asked }
}
