internal import Catalog
internal import Lua
internal import Scripting

// What the catalog says of a value.
extension EngineSymbols {
    /// The group a chain of one name stands for, while the script has not put something else there.
    func groupName(_ path: [PathStep]) -> String? {
        guard path.count == 1 else { return nil }
        return reach(path, otherwise: nil) { position in
            guard case .group(let name)? = engine.subject(at: position, on: stack) else { return nil }
            return name
        }
    }

    func operations(of group: String) -> [Symbol] {
        let catalog = engine.catalog
        let own = catalog.group(group)?.operations.map { Symbol($0.name, .function, summary: $0.summary) } ?? []
        let aliases = catalog.aliases(inGroup: group).map { name, operation in
            Symbol(name, .function, summary: catalog.operation(operation)?.summary ?? "")
        }
        let derived = engine.derivedFunctions(ofGroup: group).map { Symbol($0.name, .function, summary: $0.summary) }
        return own + aliases.sorted { $0.name < $1.name } + derived
    }

    func target(_ name: String) -> CallTarget? {
        guard let operation = engine.catalog.operation(name), let group = engine.catalog.group(operation.group) else {
            return nil
        }
        return CallTarget(operation: operation, group: group)
    }

    func methodTarget(_ path: [PathStep]) -> CallTarget? {
        reach(path.dropLast(), otherwise: nil) { position in
            guard let resource = engine.origin(at: position, on: stack)?.resource,
                let method = resource.methods.first(where: { $0.name == path.last?.name }),
                var target = target(method.operation)
            else { return nil }
            target.implied = Set(resource.identity.map(\.parameter))
            target.fixed = method.fixedArguments
            return target
        }
    }

    func resourceMethods(_ position: Int) -> [Symbol] {
        guard let origin = engine.origin(at: position, on: stack), !origin.isList, let resource = origin.resource else {
            return []
        }
        return resource.methods.map { method in
            Symbol(
                method.name, .function, summary: engine.catalog.operation(method.operation).map(method.summary) ?? "")
        } + engine.derivedFunctions(of: resource).map { Symbol($0.name, .function, summary: $0.summary) }
            + engine.resultMethods.map {
                Symbol($0, .function, summary: HelperTable.standard.named("show")?.summary ?? "")
            }
    }
}
