/// The group `functions`.
enum Functions {
    static let family = Family("functions", handlers: handlers)

    private static let handlers: [String: Handler] = [
        "functions.list_namespaces": Handler(listNamespaces),
        "functions.create_namespace": Handler(checksBody: false, createNamespace),
        "functions.get_namespace": Handler(getNamespace),
        "functions.delete_namespace": Handler(deleteNamespace),
        "functions.list_access_keys": Handler(listAccessKeys),
        "functions.create_access_key": Handler(checksBody: false, createAccessKey),
        "functions.update_access_key": Handler(checksBody: false, updateAccessKey),
        "functions.delete_access_key": Handler(deleteAccessKey),
        "functions.list_triggers": Handler(listTriggers),
        "functions.create_trigger": Handler(checksBody: false, createTrigger),
        "functions.get_trigger": Handler(getTrigger),
        "functions.update_trigger": Handler(checksBody: false, updateTrigger),
        "functions.delete_trigger": Handler(deleteTrigger)
    ]

    static let namespaceKind = "functions.namespace"
    static let accessKeyKind = "functions.access_key"
    static let triggerKind = "functions.trigger"
}

extension Call {
    /// The row of the namespace that the path names.
    func namespace(in connection: inout Connection) throws -> Int64 {
        try connection.namespace(argument("namespace_id")).sequence
    }
}

extension Connection {
    /// - Throws: `Refusal` 404, `StoreError`.
    mutating func namespace(_ id: String) throws -> Record {
        guard let record = try resource(ResourceKey(kind: Functions.namespaceKind, id: id)) else {
            throw Refusal.notFound("namespace")
        }
        return record
    }
}
