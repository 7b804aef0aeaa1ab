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
    /// singular. The name of an operation goes before.
    ///
    /// - Parameter operations: What can be called as a field of the group.
    static func all(among operations: [(name: String, operation: Operation)], _ shapes: AnswerShapes) -> [Self] {
        let taken = Set(operations.map(\.name))
        return operations.flatMap { name, operation -> [Self] in
            guard let suffix = ListName.suffix(of: name), shapes.shape(of: operation).isList else { return [] }
            return listFunctions(suffix, operation)
        }.filter { !taken.contains($0.name) }
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
            functions += listFunctions("_" + ListName.singular(method.name), operation)
        }
        let taken = Set(resource.methods.map(\.name))
        return functions.filter { !taken.contains($0.name) }
    }

    private static func listFunctions(_ suffix: String, _ operation: Operation) -> [Self] {
        [Kind.each, .find, .one].map { .init(name: $0.rawValue + suffix, kind: $0, operation: operation) }
    }
}

extension Catalog {
    /// The functions that the operations of a group imply: `each_trigger`, `find_trigger`, `one_trigger` beside
    /// `list_triggers`. Reads the group's file.
    public func derivedFunctions(ofGroup group: String) -> [DerivedFunction] {
        DerivedFunction.all(among: operations(under: group), AnswerShapes(self))
    }

    /// The functions that every object of a kind of resource has beside the methods of its catalog file.
    public func derivedFunctions(of resource: Resource) -> [DerivedFunction] {
        DerivedFunction.all(of: resource, in: self, AnswerShapes(self))
    }
}

extension Engine {
    /// As ``Catalog/Catalog/derivedFunctions(ofGroup:)``.
    public func derivedFunctions(ofGroup group: String) -> [DerivedFunction] {
        DerivedFunction.all(among: catalog.operations(under: group), shapes)
    }

    /// As ``Catalog/Catalog/derivedFunctions(of:)``.
    public func derivedFunctions(of resource: Resource) -> [DerivedFunction] {
        DerivedFunction.all(of: resource, in: catalog, shapes)
    }
}

/// The names of functions beside a list operation.
enum ListName {
    /// What follows `each`, `find` and `one`: nothing for `list`, `_trigger` for `list_triggers`; nil for the name of what
    /// is no list.
    static func suffix(of operation: String) -> String? {
        if operation == "list" { return "" }
        guard operation.hasPrefix("list_") else { return nil }
        return "_" + singular(String(operation.dropFirst(5)))
    }

    /// One of what a plural names: `policies` is `policy`, `addresses` is `address`, `kubernetes` stays.
    static func singular(_ plural: String) -> String {
        let stem = { (count: Int) in String(plural.dropLast(count)) }
        if plural.hasSuffix("ies") { return stem(3) + "y" }
        if ["sses", "tuses", "xes", "shes", "tches", "nches"].contains(where: plural.hasSuffix) { return stem(2) }
        let isPlural = plural.hasSuffix("s") && !plural.hasSuffix("ss") && !plural.hasSuffix("netes")
        return isPlural ? stem(1) : plural
    }
}
