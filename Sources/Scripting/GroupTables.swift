public import Catalog
internal import JSON
internal import Lua

/// The global tables of the catalog's groups.
///
/// A table has the functions that the script has asked for: reading a whole group takes longer than a short script.
final class GroupTables {
    /// The group or operation that a Lua value stands for, by the value's address; the references keep the addresses.
    private var subjects: [UnsafeRawPointer: (Subject, Reference)] = [:]
    private var filled: Set<String> = []

    func install(in engine: Engine, on stack: Stack) {
        for name in engine.catalog.groupNames + engine.catalog.aliasGroupNames {
            pushTable(of: name, engine: engine, on: stack)
            stack.setRaw(global: name)
        }
    }

    /// What the value at `position` stands for; nil for what is not of the API. Stack: unchanged.
    func subject(at position: Int, on stack: Stack) -> Subject? {
        stack.identity(at: position).flatMap { subjects[$0]?.0 }
    }

    /// The operation that the function at `position` calls. Stack: unchanged.
    func operation(at position: Int, on stack: Stack) -> Operation? {
        if case .operation(let operation)? = subject(at: position, on: stack) { operation } else { nil }
    }

    /// Stack: pushes 1.
    private func pushTable(of name: String, engine: Engine, on stack: Stack) {
        stack.pushTable()
        remember(.group(name), on: stack)
        stack.pushTable(fields: 4)
        stack.push("moontide.group")
        stack.setRaw(field: "__name", of: -2)
        stack.push(function: { [unowned self, unowned engine] stack in
            try pushField(of: name, engine: engine, on: stack)
        })
        stack.setRaw(field: "__index", of: -2)
        stack.push(function: { [unowned self, unowned engine] stack in
            fill(name, engine: engine, on: stack)
            stack.pushGlobals()
            stack.pushRaw(field: "next", of: -1)
            stack.push(valueAt: 1)
            stack.pushNil()
            return 3
        })
        stack.setRaw(field: "__pairs", of: -2)
        stack.push(function: { stack in
            stack.push("\(name): operations of the API; help(\(name)) lists them")
            return 1
        })
        stack.setRaw(field: "__tostring", of: -2)
        stack.setMetatable(of: -2)
    }

    /// `__index`: (table, name). What is there is kept in the table, so that it is asked for once.
    private func pushField(of group: String, engine: Engine, on stack: Stack) throws -> Int {
        guard let name = stack.string(at: 2) else { return 0 }
        if pushFunction(named: name, of: group, engine: engine, on: stack) { return 1 }
        let names =
            engine.catalog.operationNames(under: group).map(\.name)
            + engine.derivedFunctions(ofGroup: group).map(\.name)
        throw LuaError("\(group) has no operation '\(name)'" + Suggestion.ending(forFunction: name, in: names))
    }

    /// Pushes the function and sets it as a raw field of the table at 1. Stack: pushes 1 if true.
    private func pushFunction(named name: String, of group: String, engine: Engine, on stack: Stack) -> Bool {
        if let operation = engine.catalog.operation(named: name, under: group) {
            OperationFunction(operation, engine: engine).push(to: stack)
            remember(.operation(operation), on: stack)
        } else if let function = engine.derivedFunction(named: name, ofGroup: group) {
            engine.pushFunction(function, ofGroup: group, on: stack)
            remember(.derived(function), on: stack)
        } else {
            return false
        }
        stack.push(valueAt: -1)
        stack.setRaw(field: name, of: 1)
        return true
    }

    /// Sets all functions of the group as raw fields of the table at 1. Stack: unchanged.
    private func fill(_ group: String, engine: Engine, on stack: Stack) {
        guard filled.insert(group).inserted else { return }
        let top = stack.top
        let names =
            engine.catalog.operationNames(under: group).map(\.name)
            + engine.derivedFunctions(ofGroup: group).map(\.name)
        for name in names {
            // What the script has put there itself stays.
            if stack.pushRaw(field: name, of: 1) == .nil {
                _ = pushFunction(named: name, of: group, engine: engine, on: stack)
            }
            stack.truncate(to: top)
        }
    }

    private func remember(_ subject: Subject, on stack: Stack) {
        guard let identity = stack.identity(at: -1) else { return }
        subjects[identity] = (subject, stack.reference(at: -1))
    }
}

/// What a Lua value is to the API.
public enum Subject: Sendable {
    case group(String)
    case operation(Operation)
    /// A function beside a list operation, such as its iterator.
    case derived(DerivedFunction)
}

extension Engine {
    /// Refuses what `droplets:list()` passes, and `droplets.list()` does not: the group itself. Stack: unchanged.
    func refuseGroup(at position: Int, on stack: Stack) throws(LuaError) {
        guard case .group(let name)? = subject(at: position, on: stack) else { return }
        throw LuaError("functions of \(name) take a dot, not a colon: \(name).NAME(...)")
    }
}

extension Catalog {
    /// What operations can be called as fields of this group's table, with their full names: its own, or those with aliases
    /// in it.
    func operationNames(under group: String) -> [(name: String, target: String)] {
        if let group = self.group(group) { return group.operationNames.map { ($0, "\(group.name).\($0)") } }
        return aliases(inGroup: group).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The operation that can be called as this field of the group's table.
    func operation(named name: String, under group: String) -> Operation? {
        if let group = self.group(group) { return group.operation(named: name) }
        return aliases(inGroup: group)[name].flatMap { operation($0) }
    }
}
