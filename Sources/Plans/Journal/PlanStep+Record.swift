package import JSON

extension PlanStep {
    /// The step as a record of a journal.
    package func record(number: Int) -> JSONObject {
        var record: JSONObject = [
            "step": .integer(Int64(number)), "kind": .string(kind.rawValue), "operation": .string(operation),
            "arguments": .object(arguments), "label": .string(label)
        ]
        if let resource { record["resource"] = .string(resource) }
        if !identity.isEmpty { record["identity"] = .object(identity) }
        if let before { record["before"] = before }
        if !changes.isEmpty { record["changes"] = .array(changes.map(\.record)) }
        if !after.isEmpty { record["after"] = .array(after.map { .integer(Int64($0)) }) }
        return record
    }

    package init?(record: JSONObject) {
        guard let kind = record["kind"]?.string.flatMap(Kind.init(rawValue:)),
            let operation = record["operation"]?.string, let arguments = record["arguments"]?.object,
            let label = record["label"]?.string
        else { return nil }
        self.init(
            kind, operation: operation, arguments: arguments, resource: record["resource"]?.string, label: label,
            identity: record["identity"]?.object ?? [:], before: record["before"],
            after: (record["after"]?.array ?? []).compactMap { $0.integer.flatMap { Int(exactly: $0) } })
        for change in record["changes"]?.array ?? [] {
            guard let change = FieldChange(record: change) else { return nil }
            changes.append(change)
        }
    }
}

extension FieldChange {
    /// An absent value has no member: a null is a value.
    fileprivate var record: JSONValue {
        var record: JSONObject = ["path": .array(path.map { .string($0) })]
        if let before { record["before"] = before }
        if let after { record["after"] = after }
        return .object(record)
    }

    fileprivate init?(record: JSONValue) {
        guard let names = record["path"]?.array else { return nil }
        let path = names.compactMap(\.string)
        guard path.count == names.count else { return nil }
        self.init(path: path, before: record["before"], after: record["after"])
    }
}
