internal import Catalog

/// Where in the arguments of each operation a resource may stand for its identifier; found out at the first call.
final class ArgumentPlaces {
    private let catalog: Catalog
    private var known: [String: ResourcePlace] = [:]

    init(_ catalog: Catalog) {
        self.catalog = catalog
    }

    /// The places in the flat table of arguments, under every name a program may write.
    ///
    /// - Parameter group: that of the operation; nil: the catalog's.
    func places(of operation: Operation, in group: Group? = nil) -> ResourcePlace {
        if let known = known[operation.qualifiedName] { return known }
        let places = ResourcePlace(operation, in: group ?? catalog.group(operation.group))
        known[operation.qualifiedName] = places
        return places
    }
}

/// A value in which resources may stand for their identifiers.
final class ResourcePlace {
    /// The kind of resource accepted for the value itself, as `GROUP.RESOURCE`.
    private(set) var kind: String?
    /// The field that the value is of, on the wire.
    let field: String
    /// The places in an object, under every name of theirs.
    private(set) var members: [String: ResourcePlace] = [:]
    /// The place that every item of a list, or every value of a map, is.
    private(set) var element: ResourcePlace?

    fileprivate convenience init(_ operation: Operation, in group: Group?) {
        self.init(field: "")
        guard let group else { return }
        let parameters = operation.pathParameters + operation.queryParameters + operation.headerParameters
        for parameter in parameters { add(parameter, of: group, openTypes: []) }
        guard let body = operation.body else { return }
        add(body.schema, of: group, openTypes: [])
        let whole = ResourcePlace(field: "body")
        whole.add(body.schema, of: group, openTypes: [])
        if whole.isUsed, members["body"] == nil { members["body"] = whole }
    }

    private init(field: String, kind: String? = nil) {
        self.field = field
        self.kind = kind
    }

    private var isUsed: Bool { kind != nil || element != nil || !members.isEmpty }

    /// Adds what a field holds, if there may be a resource in it. The first of several under one name is kept.
    private func add(_ field: Field, of group: Group, openTypes: Set<String>) {
        let place = ResourcePlace(field: field.name, kind: field.resource)
        place.add(field.schema, of: group, openTypes: openTypes)
        guard place.isUsed else { return }
        for name in field.luaNames where members[name] == nil { members[name] = place }
    }

    /// Adds what is in a value of this schema. A type inside itself has no places.
    private func add(_ schema: Schema, of group: Group, openTypes: Set<String>) {
        switch schema.shape {
        case .object(let fields, _):
            for field in fields where !field.isReadOnly { add(field, of: group, openTypes: openTypes) }
        case .array(let item), .map(let item):
            let place = ResourcePlace(field: field, kind: kind)
            place.add(item, of: group, openTypes: openTypes)
            // What a field of lists is `of`, the items are.
            if case .array = schema.shape { kind = nil }
            if place.isUsed { element = place }
        case .oneOf(let union):
            for variant in union.variants { add(variant.schema, of: group, openTypes: openTypes) }
        case .reference(let name):
            guard !openTypes.contains(name), let type = group.type(named: name) else { return }
            add(type, of: group, openTypes: openTypes.union([name]))
        case .any, .boolean, .integer, .number, .string: break
        }
    }
}
