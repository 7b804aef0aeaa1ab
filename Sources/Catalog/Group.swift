/// The operations, resources and types of one catalog file.
public struct Group: Sendable {
    /// As it is written before the dot: `functions`.
    public let name: String
    /// One sentence.
    public let summary: String
    /// In the order of the file.
    public let operations: [Operation]
    /// In the order of the file.
    public let resources: [Resource]
    /// The named types: those of the file, and under names with a group before them (`actions.Action`) those of other
    /// files that they mention.
    public let types: [String: Schema]
    private let foreignResources: [String: Resource]

    package init(
        name: String, summary: String, operations: [Operation], resources: [Resource], types: [String: Schema],
        foreignResources: [String: Resource] = [:]
    ) {
        self.name = name
        self.summary = summary
        self.operations = operations
        self.resources = resources
        self.types = types
        self.foreignResources = foreignResources
    }

    /// The schema of a named type. A parsed group has every type that its schemas refer to.
    public func type(named name: String) -> Schema? { types[name] }

    /// The operation of this name within the group.
    public func operation(named name: String) -> Operation? { operations.first { $0.name == name } }

    /// The resource whose values are of this named type; for a type of another group, `actions.Action`, that of the other
    /// group.
    public func resource(ofType typeName: String) -> Resource? {
        resources.first { $0.typeName == typeName || $0.otherTypeNames.contains(typeName) }
            ?? foreignResources[typeName]
    }

    /// The resource of this name within the group.
    public func resource(named name: String) -> Resource? { resources.first { $0.name == name } }
}
