import Catalog
import JSON

/// Takes the secrets out of what goes into a journal. Keeps what it has looked up.
final class SecretHiding {
    private let catalog: StepCatalog
    private var ofResources: [String: SecretFields?] = [:]

    init(_ catalog: StepCatalog) { self.catalog = catalog }

    func hidden(_ step: PlanStep) -> PlanStep {
        var step = step
        if let entry = catalog.entry(step.operation) { step.arguments = entry.secrets.hidden(step.arguments) }
        guard let fields = fields(ofResourceOf: step), !fields.isEmpty else { return step }
        step.before = step.before.map(fields.hidden)
        for index in step.changes.indices {
            let path = step.changes[index].path
            step.changes[index].before = step.changes[index].before.map { fields.hidden($0, at: path) }
            step.changes[index].after = step.changes[index].after.map { fields.hidden($0, at: path) }
        }
        return step
    }

    /// What a step's call returned.
    func hidden(_ result: JSONValue, of step: PlanStep) -> JSONValue {
        guard let entry = catalog.entry(step.operation), let schema = entry.group.resultSchema(of: entry.operation)
        else {
            return fields(ofResourceOf: step)?.hidden(result) ?? result
        }
        let own = key("result of \(step.operation)") { SecretFields(of: schema, entry.group) }
        let hidden = own?.hidden(result) ?? result
        return fields(ofResourceOf: step)?.hidden(hidden) ?? hidden
    }

    /// A message of the server, which may repeat what it was sent.
    func hidden(_ text: String, of step: PlanStep) -> String {
        guard let entry = catalog.entry(step.operation), !entry.secrets.isEmpty else { return text }
        let marked = entry.secrets.hidden(step.arguments)
        return Self.secrets(.object(step.arguments), .object(marked)).reduce(text) { text, secret in
            text.replacing(secret, with: "(hidden)")
        }
    }

    /// The texts that marks stand for. Short ones are words like any other.
    private static func secrets(_ value: JSONValue, _ marked: JSONValue) -> [String] {
        if SecretMark.isMark(marked) { return texts(in: value).filter { $0.utf8.count >= 4 } }
        switch (value, marked) {
        case (.object(let object), .object(let marks)):
            return object.members.flatMap { member in marks[member.name].map { secrets(member.value, $0) } ?? [] }
        case (.array(let items), .array(let marks)): return zip(items, marks).flatMap { secrets($0, $1) }
        default: return []
        }
    }

    private static func texts(in value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let items): items.flatMap(texts)
        case .object(let object): object.members.flatMap { texts(in: $0.value) }
        default: []
        }
    }

    private func fields(ofResourceOf step: PlanStep) -> SecretFields? {
        key(step.resource ?? "resource of \(step.operation)") {
            guard let resource = catalog.resource(of: step), let group = catalog.catalog.group(resource.group) else {
                return nil
            }
            return SecretFields(of: resource, group)
        }
    }

    private func key(_ key: String, _ make: () -> SecretFields?) -> SecretFields? {
        if let known = ofResources[key] { return known }
        let made = make()
        ofResources[key] = .some(made)
        return made
    }
}
