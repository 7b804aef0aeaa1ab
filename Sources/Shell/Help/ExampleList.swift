package import Catalog
internal import Scripting

/// Calls that can be copied and run, of whatever there is help about.
package struct ExampleList {
    private let catalog: Catalog

    private let functions: HelperTable

    package init(catalog: Catalog) { self.init(catalog: catalog, functions: .standard) }

    /// Those of a session, with the functions that it has.
    init(catalog: Catalog, functions: HelperTable) {
        self.catalog = catalog
        self.functions = functions
    }

    /// What examples can be asked of, resources aside: groups, functions of this program, operations.
    package var names: [String] {
        catalog.groupNames + functions.modules.map(\.name)
            + functions.functions.filter { !$0.isValue }.map(\.name) + catalog.operationNames
    }

    /// The examples of a name; where it is none, of what has its words in the name. Nil where there is nothing.
    package func examples(of text: String) -> [Example]? {
        guard !text.isEmpty else { return functions.inModule(nil).map(Example.init) }
        if let subject = HelpSubject(named: text, in: catalog, functions) { return examples(of: subject) }
        let words = text.lowercased().split(separator: " ")
        let found = names.filter { name in words.allSatisfy { name.contains($0) } }
        let examples = found.lazy.compactMap { HelpSubject(named: $0, in: catalog, functions) }.filter(\.isFunction)
            .prefix(Self.limit).flatMap { self.examples(of: $0) }
        return examples.isEmpty ? nil : Array(examples)
    }

    private static let limit = 20

    private func examples(of subject: HelpSubject) -> [Example] {
        switch subject {
        case .helper(let function, _): [Example(function)]
        case .module(let module): functions.inModule(module.name).map(Example.init)
        case .group(let group): group.operations.map { Example($0, in: group) }
        case .aliasGroup(let name):
            catalog.aliases(inGroup: name).values.sorted().compactMap { catalog.operation($0) }.flatMap(examples)
        case .operation(let operation, _, _): examples(of: operation)
        case .derived(let function, nil): examples(of: function.operation)
        case .derived(_, let resource?), .resource(let resource, _): examples(of: resource)
        case .method(let method, let resource, _): [Example(method, of: resource, catalog)].compactMap(\.self)
        }
    }

    /// The operation's function, and the methods that call it.
    private func examples(of operation: Operation) -> [Example] {
        guard let group = catalog.group(operation.group) else { return [] }
        let methods = group.resources.flatMap { resource in
            resource.methods.filter { $0.operation == operation.qualifiedName }
                .compactMap { Example($0, of: resource, catalog) }
        }
        return [Example(operation, in: group)] + methods
    }

    private func examples(of resource: Resource) -> [Example] {
        resource.methods.compactMap { Example($0, of: resource, catalog) }
    }
}

extension HelpSubject {
    /// Whether it is called by itself.
    fileprivate var isFunction: Bool {
        switch self {
        case .helper, .operation, .method, .derived: true
        case .module, .group, .aliasGroup, .resource: false
        }
    }
}
