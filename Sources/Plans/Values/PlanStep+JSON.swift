public import JSON

// The form of a step in a file: stable, and documented in Plans.docc/FileFormat.md.
extension PlanStep {
    /// The step as plans are saved. Contains what secrets its arguments have.
    public var jsonValue: JSONValue {
        var object: JSONObject = ["kind": .string(kind.rawValue), "operation": .string(operation)]
        object["resource"] = resource.map { .string($0) }
        object["label"] = .string(label)
        object["arguments"] = .object(arguments)
        if !identity.isEmpty { object["identity"] = .object(identity) }
        if !changes.isEmpty { object["changes"] = .array(changes.map(\.jsonValue)) }
        object["before"] = before
        if !after.isEmpty { object["after"] = .array(after.map { .integer(Int64($0)) }) }
        return .object(object)
    }

    /// Reads what ``jsonValue`` wrote.
    ///
    /// - Throws: ``PlanFormatError`` with what is missing or of another type.
    public init(_ value: JSONValue) throws(PlanFormatError) {
        let fields = PlanFields(value)
        let kindName = try fields.string("kind")
        guard let kind = Kind(rawValue: kindName) else {
            throw PlanFormatError("the unknown kind '\(kindName)'")
        }
        self.init(
            kind, operation: try fields.string("operation"), arguments: try fields.object("arguments"),
            resource: try fields.optionalString("resource"), label: try fields.string("label"),
            identity: try fields.optionalObject("identity") ?? [:], before: fields["before"],
            changes: try fields.list("changes").map { (item) throws(PlanFormatError) in try FieldChange(item) },
            after: try fields.list("after").map { (item) throws(PlanFormatError) in
                guard let step = item.integer, let step = Int(exactly: step), step > 0 else {
                    throw PlanFormatError("no number of a step in 'after'")
                }
                return step
            })
    }
}

extension FieldChange {
    /// A list of names, and the values that there are.
    public var jsonValue: JSONValue {
        var object: JSONObject = ["path": .array(path.map { .string($0) })]
        object["before"] = before
        object["after"] = after
        return .object(object)
    }

    /// Reads what ``jsonValue`` wrote.
    ///
    /// - Throws: ``PlanFormatError``.
    public init(_ value: JSONValue) throws(PlanFormatError) {
        let fields = PlanFields(value)
        let path = try fields.list("path").compactMap(\.string)
        guard !path.isEmpty else { throw PlanFormatError("a change without 'path'") }
        self.init(path: path, before: fields["before"], after: fields["after"])
    }
}

/// What is wrong with the JSON of a plan or step, as the object of the sentence "it has ...".
public struct PlanFormatError: Error, Sendable, Equatable, CustomStringConvertible {
    public var description: String

    package init(_ description: String) { self.description = description }
}

/// The members of an object, with the types they must have.
package struct PlanFields {
    private let object: JSONObject

    package init(_ value: JSONValue) { object = value.object ?? [:] }

    package subscript(name: String) -> JSONValue? { object[name] }

    package func string(_ name: String) throws(PlanFormatError) -> String {
        guard let text = try optionalString(name) else { throw PlanFormatError("no '\(name)'") }
        return text
    }

    package func optionalString(_ name: String) throws(PlanFormatError) -> String? {
        guard let value = object[name] else { return nil }
        guard let text = value.string else { throw PlanFormatError("no text for '\(name)'") }
        return text
    }

    package func object(_ name: String) throws(PlanFormatError) -> JSONObject {
        guard let value = try optionalObject(name) else { throw PlanFormatError("no '\(name)'") }
        return value
    }

    package func optionalObject(_ name: String) throws(PlanFormatError) -> JSONObject? {
        guard let value = object[name] else { return nil }
        // A table of Lua without members may have been written as a list.
        if case .array(let items) = value, items.isEmpty { return [:] }
        guard let object = value.object else { throw PlanFormatError("no object for '\(name)'") }
        return object
    }

    /// Empty where the member is missing.
    package func list(_ name: String) throws(PlanFormatError) -> [JSONValue] {
        guard let value = object[name] else { return [] }
        guard let items = value.array else { throw PlanFormatError("no list for '\(name)'") }
        return items
    }
}
