/// The operations, resources and types of one catalog file.
///
/// An operation or a type is read when it is first asked for. Safe to use from any thread.
public struct Group: Sendable {
    /// As it is written before the dot: `functions`.
    public let name: String
    /// One sentence.
    public let summary: String
    /// In the order of the file.
    public let resources: [Resource]
    /// The names of the operations, in the order of the file. Reads none of them.
    public let operationNames: [String]
    private let content: GroupContent

    package init(
        name: String, summary: String, operations: [Operation], resources: [Resource], types: [String: Schema]
    ) {
        self.name = name
        self.summary = summary
        self.resources = resources
        operationNames = operations.map(\.name)
        content = GroupContent(operations: operations, types: types)
    }

    /// A group of which the outline has been read; the rest is read as it is asked for.
    init(outline reader: sending GroupReader) {
        name = reader.group
        summary = reader.summary ?? ""
        resources = reader.resources
        operationNames = reader.operationNames
        content = GroupContent(reader)
    }

    /// A group of which everything has been read.
    init(whole reader: GroupReader) {
        name = reader.group
        summary = reader.summary ?? ""
        resources = reader.resources
        operationNames = reader.operationNames
        content = GroupContent(
            operations: reader.allOperations, types: reader.types, foreignResources: reader.foreignResources)
    }

    /// In the order of the file. Reads all that have not been read.
    public var operations: [Operation] { content.operations }

    /// The named types: those of the file, and under names with a group before them (`actions.Action`) those of other
    /// files that they mention. Reads all that have not been read; for one of them there is ``type(named:)``.
    public var types: [String: Schema] { content.types }

    /// The schema of a named type. A group has every type that its schemas refer to.
    public func type(named name: String) -> Schema? { content.type(named: name) }

    /// The operation of this name within the group.
    public func operation(named name: String) -> Operation? { content.operation(named: name) }

    /// The resource whose values are of this named type; for a type of another group, `actions.Action`, that of the other
    /// group.
    public func resource(ofType typeName: String) -> Resource? {
        resources.first { $0.typeName == typeName || $0.otherTypeNames.contains(typeName) }
            ?? content.foreignResource(ofType: typeName)
    }

    /// The resource whose values are of the schema's named type, or of one that this stands for.
    package func resource(of schema: Schema) -> Resource? {
        var schema = schema
        // Bounded like the types' own check: a name may stand for another name.
        for _ in 0..<32 {
            guard case .reference(let name) = schema.shape else { return nil }
            if let resource = resource(ofType: name) { return resource }
            guard let target = type(named: name) else { return nil }
            schema = target
        }
        return nil
    }

    /// The resource of this name within the group.
    public func resource(named name: String) -> Resource? { resources.first { $0.name == name } }
}
