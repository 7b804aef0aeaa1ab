internal import Catalog
internal import Lua
internal import Scripting

/// The names an engine knows, by raw access and from the catalog.
final class EngineSymbols: SymbolSource {
    private let engine: Engine
    private let functions: () -> HelperTable
    /// What the parameters of a function of the embedding program may be given.
    private let suggestions: (_ function: String) -> ((_ parameter: String) -> [Symbol])?
    private let commandNames: [Symbol]
    private let commandArguments: (String) -> [Symbol]
    /// How far a chain of `__index` tables is followed.
    private static let chainLimit = 8

    /// - Parameters:
    ///   - functions: what there is beside the operations at the moment.
    ///   - suggestions: what the parameters of a function of the embedding program may be given.
    init(
        engine: Engine, functions: @escaping () -> HelperTable = { .standard },
        suggestions: @escaping (String) -> ((String) -> [Symbol])? = { _ in nil }, commands: [Symbol],
        arguments: @escaping (String) -> [Symbol]
    ) {
        self.engine = engine
        self.functions = functions
        self.suggestions = suggestions
        commandNames = commands
        commandArguments = arguments
    }

    var stack: Stack { engine.interpreter.stack }

    func commands() -> [Symbol] { commandNames }
    func arguments(ofCommand command: String) -> [Symbol] { commandArguments(command) }

    func globals() -> [Symbol] {
        stack.pushGlobals()
        defer { stack.pop() }
        return names(of: stack.top).filter { !$0.name.hasPrefix("_") || $0.name == "_G" || $0.name == "_VERSION" }
            .map { described($0, as: $0.name) }
    }

    func fields(of path: [PathStep]) -> [Symbol] {
        if let group = groupName(path) { return operations(of: group) }
        if let settings = settings(in: path) { return settings }
        let prefix = path.compactMap(\.name).joined(separator: ".") + "."
        return reach(path, otherwise: []) { position in
            if engine.plan(at: position, on: stack) != nil { return Self.planSymbols.filter(\.isNoMethod) }
            return names(of: position).map { described($0, as: prefix + $0.name) }
                + inherited(position).filter(\.isNoMethod)
        }
    }

    /// A symbol with what help says in a sentence, where it is a function or table of this program.
    private func described(_ symbol: Symbol, as path: String) -> Symbol {
        guard symbol.kind != .value, symbol.summary.isEmpty else { return symbol }
        let functions = functions()
        let summary = functions.named(path)?.summary ?? functions.module(named: path)?.summary
        return Symbol(symbol.name, symbol.kind, summary: summary ?? "")
    }

    func methods(of path: [PathStep]) -> [Symbol] {
        reach(path, otherwise: []) { position in
            if stack.kind(at: position) == .string { return stringMethods() }
            if engine.plan(at: position, on: stack) != nil { return Self.planSymbols.filter { $0.kind == .function } }
            let own = names(of: position).filter { $0.kind == .function }
            return (resourceMethods(position) + own + inherited(position)).filter { $0.kind == .function }.unique
        }
    }

    func callTarget(_ path: [PathStep], isMethod: Bool) -> CallTarget? {
        if isMethod { return methodTarget(path) }
        if path.count == 2, let name = path[1].name, let group = groupName([path[0]]),
            let target = target("\(group).\(name)")
        {
            return target
        }
        return reach(path, otherwise: nil) { position in
            switch engine.subject(at: position, on: stack) {
            case .operation(let operation)?: target(operation.qualifiedName)
            case .derived(let function)?: target(function.operation.qualifiedName)
            case .group?: nil
            case nil:
                engine.applicationFunction(at: position, on: stack).map(applicationTarget)
            }
        }
    }

    /// The fields and methods of a plan.
    private static let planSymbols =
        HelperFunction.planRecords.first { $0.name == "moontide.Plan" }.map { record in
            record.fields.map { Symbol($0.name, $0.type.hasPrefix("fun(") ? .function : .value, summary: $0.summary) }
        } ?? []

    // MARK: - The catalog

    /// The group a chain of one name stands for, while the script has not put something else there.
    private func groupName(_ path: [PathStep]) -> String? {
        guard path.count == 1 else { return nil }
        return reach(path, otherwise: nil) { position in
            guard case .group(let name)? = engine.subject(at: position, on: stack) else { return nil }
            return name
        }
    }

    private func operations(of group: String) -> [Symbol] {
        let catalog = engine.catalog
        let own = catalog.group(group)?.operations.map { Symbol($0.name, .function, summary: $0.summary) } ?? []
        let aliases = catalog.aliases(inGroup: group).map { name, operation in
            Symbol(name, .function, summary: catalog.operation(operation)?.summary ?? "")
        }
        let derived = engine.derivedFunctions(ofGroup: group).map { Symbol($0.name, .function, summary: $0.summary) }
        return own + aliases.sorted { $0.name < $1.name } + derived
    }

    private func target(_ name: String) -> CallTarget? {
        guard let operation = engine.catalog.operation(name), let group = engine.catalog.group(operation.group) else {
            return nil
        }
        return CallTarget(operation: operation, group: group)
    }

    private func applicationTarget(_ function: ApplicationFunction) -> CallTarget {
        var target = CallTarget(operation: function.operation, group: function.group)
        if let suggestions = suggestions(function.name) { target.suggestions = suggestions }
        return target
    }

    private func methodTarget(_ path: [PathStep]) -> CallTarget? {
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

    private func resourceMethods(_ position: Int) -> [Symbol] {
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

    // MARK: - Raw access

    /// Calls `body` with the position of the value that a chain of names leads to from the globals.
    func reach<Result>(_ path: some Sequence<PathStep>, otherwise: Result, _ body: (Int) -> Result) -> Result {
        let base = stack.top
        defer { stack.truncate(to: base) }
        guard stack.ensure(slots: 40) else { return otherwise }
        stack.pushGlobals()
        for step in path {
            guard stack.kind(at: -1) == .table, push(step) else { return otherwise }
            stack.remove(at: -2)
        }
        return body(stack.top)
    }

    /// Pushes what a step leads to from the table on top. Stack: pushes 1 if true.
    private func push(_ step: PathStep) -> Bool {
        switch step {
        case .index(let index): stack.pushRaw(element: index, of: -1)
        case .name(let name):
            if stack.pushRaw(field: name, of: -1) == .nil {
                stack.pop()
                return pushInherited(name)
            }
        }
        return true
    }

    /// Pushes a field from the `__index` tables of the table on top. Stack: pushes 1 if true.
    private func pushInherited(_ name: String) -> Bool {
        let base = stack.top
        var position = base
        for _ in 0..<Self.chainLimit {
            guard pushIndexTable(of: position) else { break }
            position = stack.top
            if stack.pushRaw(field: name, of: position) != .nil {
                stack.replace(at: base + 1)
                stack.truncate(to: base + 1)
                return true
            }
            stack.pop()
        }
        stack.truncate(to: base)
        return false
    }

    /// Pushes the `__index` of the value at `position` where that is a table. Stack: pushes 1 if true.
    private func pushIndexTable(of position: Int) -> Bool {
        guard stack.pushMetatable(of: position) else { return false }
        let isTable = stack.pushRaw(field: "__index", of: -1) == .table
        stack.remove(at: -2)
        if !isTable { stack.pop() }
        return isTable
    }

    private func inherited(_ position: Int) -> [Symbol] {
        let base = stack.top
        defer { stack.truncate(to: base) }
        var symbols: [Symbol] = []
        var position = position
        for _ in 0..<Self.chainLimit {
            guard pushIndexTable(of: position) else { break }
            position = stack.top
            symbols += names(of: position)
        }
        return symbols
    }

    private func stringMethods() -> [Symbol] {
        reach(["string"], otherwise: []) { names(of: $0).filter { $0.kind == .function } }
    }

    /// The keys of a table that are names, sorted. At most 10,000 are looked at.
    private func names(of position: Int) -> [Symbol] {
        guard stack.kind(at: position) == .table else { return [] }
        var symbols: [Symbol] = []
        var count = 0
        try? stack.forEachPair(in: position) {
            count += 1
            guard count <= 10_000, stack.kind(at: -2) == .string, let name = stack.string(at: -2),
                LuaLiteral.isName(Array(name.utf8))
            else { return }
            symbols.append(Symbol(name, kind(at: -1), summary: summary(at: -1)))
        }
        return symbols.sorted { $0.name < $1.name }
    }

    private func kind(at position: Int) -> Symbol.Kind {
        switch stack.kind(at: position) {
        case .function: .function
        case .table: .table
        default: .value
        }
    }

    private func summary(at position: Int) -> String {
        switch stack.kind(at: position) {
        case .table:
            if case .group(let name)? = engine.subject(at: stack.absolute(position), on: stack) {
                return engine.catalog.summary(ofGroup: name) ?? "operations of the API"
            }
            return ""
        case .string, .number, .boolean:
            let text = PrettyPrinter().lines(of: Snapshot(stack, at: position)).first ?? ""
            return DisplayWidth.truncate(text, to: 40)
        default: return ""
        }
    }
}

extension Symbol {
    fileprivate var isNoMethod: Bool { kind != .function }
}

extension [Symbol] {
    /// Without those whose name came before.
    fileprivate var unique: [Symbol] {
        var known: Set<String> = []
        return filter { known.insert($0.name).inserted }
    }
}
