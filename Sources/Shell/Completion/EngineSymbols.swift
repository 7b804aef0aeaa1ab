package import Catalog
package import JSON
internal import Lua
package import Scripting
package import Snippets

/// The names an engine knows, by raw access and from the catalog.
package final class EngineSymbols: SymbolSource {
    /// The shell around the engine, as far as completion asks for it.
    package struct Surroundings {
        /// What there is beside the operations at the moment.
        package var functions: () -> HelperTable = { .standard }
        /// What the parameters of a function of the embedding program may be given.
        package var suggestions: (_ function: String) -> ((_ parameter: String) -> [Symbol])? = { _ in nil }
        /// The dot-commands with their leading dot.
        package var commands: [Symbol] = []
        /// What the next word of a command's argument can be, given the command and the words before.
        package var argument: (_ command: String, _ words: [String]) -> CommandArgument = { _, _ in .words([]) }
        package var snippetNames: () -> [String] = { [] }
        package var snippet: (_ name: String) -> SnippetHeader? = { _ in nil }

        package init() {}
    }

    let engine: Engine
    private let surroundings: Surroundings

    package init(engine: Engine, in surroundings: Surroundings = Surroundings()) {
        self.engine = engine
        self.surroundings = surroundings
    }

    var stack: Stack { engine.interpreter.stack }

    package var catalog: Catalog { engine.catalog }
    package func commands() -> [Symbol] { surroundings.commands }
    package func snippetNames() -> [String] { surroundings.snippetNames() }
    package func snippet(named name: String) -> SnippetHeader? { surroundings.snippet(name) }

    package func argument(of command: String, after words: [String]) -> CommandArgument {
        surroundings.argument(command, words)
    }

    package func globals() -> [Symbol] {
        stack.pushGlobals()
        defer { stack.pop() }
        return names(of: stack.top).map { described($0, as: $0.name) }
    }

    package func fields(of path: [PathStep]) -> [Symbol] {
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
        let functions = surroundings.functions()
        let summary = functions.named(path)?.summary ?? functions.module(named: path)?.summary
        return Symbol(symbol.name, symbol.kind, summary: summary ?? "")
    }

    package func methods(of path: [PathStep]) -> [Symbol] {
        reach(path, otherwise: []) { position in
            if stack.kind(at: position) == .string { return stringMethods() }
            if engine.plan(at: position, on: stack) != nil { return Self.planSymbols.filter { $0.kind == .function } }
            let own = names(of: position).filter { $0.kind == .function }
            return (resourceMethods(position) + own + inherited(position)).filter { $0.kind == .function }.unique
        }
    }

    package func callTarget(_ path: [PathStep], isMethod: Bool) -> CallTarget? {
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
            case nil: engine.applicationFunction(at: position, on: stack).map(applicationTarget)
            }
        }
    }

    private func applicationTarget(_ function: ApplicationFunction) -> CallTarget {
        var target = CallTarget(operation: function.operation, group: function.group)
        if let suggestions = surroundings.suggestions(function.name) { target.suggestions = suggestions }
        return target
    }

    package func value(of path: [PathStep], for field: Field) -> JSONValue? {
        reach(path, otherwise: nil) { position in
            switch stack.kind(at: position) {
            case .string: stack.string(at: position).map { .string($0) }
            case .number: (try? engine.jsonValue(at: position, on: stack)).flatMap { $0.integer.map { .integer($0) } }
            case .table: engine.identifier(at: position, for: field, on: stack)
            default: nil
            }
        }
    }

    package func takesPath(_ path: [PathStep], method: String, position: Int) -> Bool {
        reach(path, otherwise: false) { value in
            guard engine.plan(at: value, on: stack) != nil,
                let record = HelperFunction.planRecords.first(where: { $0.name == "moontide.Plan" }),
                let parameters = record.fields.first(where: { $0.name == method })?.parameterNames
            else { return false }
            // The first one is the plan itself.
            return parameters.indices.contains(position + 1) && parameters[position + 1] == "path"
        }
    }

    /// The fields and methods of a plan.
    private static let planSymbols =
        HelperFunction.planRecords.first { $0.name == "moontide.Plan" }.map { record in
            record.fields.map { Symbol($0.name, $0.type.hasPrefix("fun(") ? .function : .value, summary: $0.summary) }
        } ?? []
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
