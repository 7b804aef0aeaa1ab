public import Catalog

/// A function that no operation is, but that the catalog implies: of a group beside a list operation, or of a resource's
/// objects.
public struct DerivedFunction: Sendable, Equatable {
    public enum Kind: String, Sendable {
        /// Goes through a list: `for t in functions.each_trigger(ns) do`.
        case each
        /// All items with a name, with some fields, or for which a function says so.
        case find
        /// The only such item, or an error.
        case one
        /// Reads the resource again.
        case refresh
        /// Reads the resource again until it is ready.
        case wait
    }

    /// As it is written after the dot or colon: `each_trigger`.
    public let name: String
    public let kind: Kind
    /// The operation that it sends.
    public let operation: Operation

    /// One sentence.
    public var summary: String {
        switch kind {
        case .each: "For a loop: \(operation.summary)"
        case .find: "Finds all by name, by fields or with a function. \(operation.summary)"
        case .one: "Finds the only one by name, by fields or with a function. \(operation.summary)"
        case .refresh: "Reads it again."
        case .wait: "Waits until it is ready."
        }
    }
}

extension DerivedFunction {
    /// The functions beside the list operations of a group: `each`, `find` and `one`, with what follows `list_` as a
    /// singular. The name of an operation goes before. Reads the list operations only.
    ///
    /// - Parameter name: That of the only one to make; nil for all.
    static func all(
        ofGroup group: String, in catalog: Catalog, _ shapes: AnswerShapes, named name: String? = nil
    ) -> [Self] {
        let names = catalog.operationNames(under: group)
        let taken = Set(names.map(\.name))
        return names.flatMap { list, target -> [Self] in
            guard let suffix = LuaName.listSuffix(of: list) else { return [] }
            let kinds = listKinds.filter { kind in
                let own = kind.rawValue + suffix
                return !taken.contains(own) && (name == nil || name == own)
            }
            guard !kinds.isEmpty, let operation = catalog.operation(target), shapes.shape(of: operation).isList else {
                return []
            }
            return listFunctions(kinds, suffix, operation)
        }
    }

    /// The functions of a kind of resource beside the methods that its catalog file gives it.
    static func all(of resource: Resource, in catalog: Catalog, _ shapes: AnswerShapes) -> [Self] {
        var functions: [Self] = []
        if let get = resource.getOperation.flatMap({ catalog.operation($0) }) {
            functions.append(.init(name: "refresh", kind: .refresh, operation: get))
            if resource.wait != nil { functions.append(.init(name: "wait", kind: .wait, operation: get)) }
        }
        for method in resource.methods where !method.isIterator && method.fixedArguments.isEmpty {
            guard let operation = catalog.operation(method.operation), shapes.shape(of: operation).isList else {
                continue
            }
            // A method may be called as the operation is, or as what is listed: `list_users`, `triggers`.
            let suffix = LuaName.listSuffix(of: method.name) ?? LuaName.listSuffix(of: "list_" + method.name)
            functions += listFunctions(listKinds, suffix ?? "", operation)
        }
        let taken = Set(resource.methods.map(\.name))
        return functions.filter { !taken.contains($0.name) }
    }

    private static let listKinds: [Kind] = [.each, .find, .one]

    private static func listFunctions(_ kinds: [Kind], _ suffix: String, _ operation: Operation) -> [Self] {
        kinds.map { .init(name: $0.rawValue + suffix, kind: $0, operation: operation) }
    }
}

extension Catalog {
    /// The functions that the operations of a group imply: `each_trigger`, `find_trigger`, `one_trigger` beside
    /// `list_triggers`.
    public func derivedFunctions(ofGroup group: String) -> [DerivedFunction] {
        DerivedFunction.all(ofGroup: group, in: self, AnswerShapes(self))
    }

    /// The functions that every object of a kind of resource has beside the methods of its catalog file.
    public func derivedFunctions(of resource: Resource) -> [DerivedFunction] {
        DerivedFunction.all(of: resource, in: self, AnswerShapes(self))
    }
}

extension Engine {
    /// As ``Catalog/Catalog/derivedFunctions(ofGroup:)``.
    public func derivedFunctions(ofGroup group: String) -> [DerivedFunction] {
        DerivedFunction.all(ofGroup: group, in: catalog, shapes)
    }

    /// The one of this name; nil where the group has none.
    func derivedFunction(named name: String, ofGroup group: String) -> DerivedFunction? {
        DerivedFunction.all(ofGroup: group, in: catalog, shapes, named: name).first
    }

    /// As ``Catalog/Catalog/derivedFunctions(of:)``.
    public func derivedFunctions(of resource: Resource) -> [DerivedFunction] {
        DerivedFunction.all(of: resource, in: catalog, shapes)
    }
}
