internal import Catalog
internal import Lua
internal import Scripting

// Values by raw access: nothing of a script runs.
extension EngineSymbols {
    /// How far a chain of `__index` tables is followed.
    private static let chainLimit = 8

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

    func inherited(_ position: Int) -> [Symbol] {
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

    func stringMethods() -> [Symbol] {
        reach(["string"], otherwise: []) { names(of: $0).filter { $0.kind == .function } }
    }

    /// The keys of a table that are names, sorted. At most 10,000 are looked at.
    func names(of position: Int) -> [Symbol] {
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
