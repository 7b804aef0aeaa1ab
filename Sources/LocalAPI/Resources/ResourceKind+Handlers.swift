import JSON

/// The handlers that most kinds need, each for an operation whose path names the resource (and what it belongs to), and
/// whose status and roots are the catalog's.
extension ResourceKind {
    /// Lists resources, in pages where the operation has them.
    ///
    /// - Parameters:
    ///   - isNewestFirst: Whether the last one that was made comes first.
    ///   - filters: What the request narrows the list to; read from the query, as a rule.
    func list(
        isNewestFirst: Bool = false, filters: @escaping @Sendable (Call) throws -> [Filter] = { _ in [] }
    ) -> Handler {
        .reading { call, connection in
            try call.answer(connection.listing(self, for: call, filters(call), isNewestFirst: isNewestFirst))
        }
    }

    /// Shows one resource.
    func get() -> Handler {
        .reading { call, connection in
            let parent = try connection.parent(of: self, for: call)
            guard let record = try connection.record(self, call.identifier(of: self), of: parent) else {
                throw Refusal.missing
            }
            return try call.answer(present(record, call.moment))
        }
    }

    /// Makes a resource.
    ///
    /// - Parameter make: Gives the document, from `call.input`. What is computed of it by the schema need not be there.
    func create(_ make: @escaping @Sendable (Call, inout Connection) throws -> JSONObject) -> Handler {
        .changing { call, connection in
            let parent = try connection.parent(of: self, for: call)
            let document = try make(call, &connection)
            return try call.answer(connection.create(self, document, of: parent, at: call.moment))
        }
    }

    /// Changes a resource.
    ///
    /// - Parameter change: Puts `call.changes` (or `call.input`, where a change replaces all) into the resource.
    func update(_ change: @escaping @Sendable (inout Resource, Call, inout Connection) throws -> Void) -> Handler {
        .changing { call, connection in
            var resource = try connection.get(self, for: call)
            try change(&resource, call, &connection)
            try connection.save(resource, at: call.moment)
            return try call.answer(resource)
        }
    }

    /// Changes those fields of a resource that the request names; the others stay.
    func merge() -> Handler {
        update { resource, call, _ in resource.document = resource.document.merging(call.changes) }
    }

    /// Deletes a resource with what belongs to it.
    ///
    /// - Parameter prepare: Refuses, or takes along what the store does not know to belong to it.
    func delete(
        _ prepare: @escaping @Sendable (Resource, Call, inout Connection) throws -> Void = { _, _, _ in }
    ) -> Handler {
        .changing { call, connection in
            let resource = try connection.get(self, for: call)
            try prepare(resource, call, &connection)
            try connection.delete(resource, call.services)
            return call.answer()
        }
    }
}

extension Connection {
    /// The page of resources that a request asks for; all of them where its operation has no pages.
    mutating func listing(
        _ kind: ResourceKind, for call: Call, _ filters: [Filter] = [], isNewestFirst: Bool = false
    ) throws -> Listing {
        let parent = try parent(of: kind, for: call)
        let page = call.page
        let records = try listing(
            kind, of: parent, filters, isNewestFirst: isNewestFirst, limit: page?.size, offset: page?.offset ?? 0)
        let items = try records.map { try kind.present($0, call.moment) }
        return Listing(items: items, total: page == nil ? items.count : try total(kind, of: parent, filters))
    }
}
