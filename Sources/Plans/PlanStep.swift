public import JSON

/// One request that changes something, and what it is about.
public struct PlanStep: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case create, update, delete
        /// Any other request that changes something, such as an action. Nobody knows how to take it back.
        case call
    }

    public var kind: Kind
    /// The operation's full name: `functions.update_trigger`.
    public var operation: String
    /// Its arguments in one flat table, as a call of the client takes them. A value of an earlier step's result stands as a
    /// ``StepReference``.
    public var arguments: JSONObject
    /// The kind of resource, under its full name: `functions.trigger`. Nil where the catalog declares none.
    public var resource: String?
    /// The name that people know it by: `nightly`.
    public var label: String
    /// The arguments of the operation that reads the resource; empty before it is created.
    public var identity: JSONObject
    /// The resource as it was read when the plan was made; nil for a creation.
    public var before: JSONValue?
    /// What an update changes, for people and for finding out whether it has been made.
    public var changes: [FieldChange]
    /// The steps, counted from 1, that must have been done before, beside those that ``arguments`` refer to.
    public var after: [Int]

    public init(
        _ kind: Kind, operation: String, arguments: JSONObject, resource: String? = nil, label: String,
        identity: JSONObject = [:], before: JSONValue? = nil, changes: [FieldChange] = [], after: [Int] = []
    ) {
        self.kind = kind
        self.operation = operation
        self.arguments = arguments
        self.resource = resource
        self.label = label
        self.identity = identity
        self.before = before
        self.changes = changes
        self.after = after
    }
}

/// A field with its value before and after.
public struct FieldChange: Sendable, Equatable {
    /// The names from the resource down: `["scheduled_details", "cron"]`.
    public var path: [String]
    /// Nil: the field was absent.
    public var before: JSONValue?
    /// Nil: the field goes.
    public var after: JSONValue?

    public init(path: [String], before: JSONValue?, after: JSONValue?) {
        self.path = path
        self.before = before
        self.after = after
    }
}

/// A value that an earlier step's answer will have, in place of a value in a step's arguments.
///
/// In JSON it is an object with the one member `$step`: `{"$step": [3, "namespace"]}` is the field `namespace` of what the
/// third step, counted from 1, returned.
public struct StepReference: Sendable, Hashable {
    /// From 1, as people count.
    public var step: Int
    /// The names from the step's result down.
    public var path: [String]

    public init(step: Int, path: [String]) {
        self.step = step
        self.path = path
    }
}
