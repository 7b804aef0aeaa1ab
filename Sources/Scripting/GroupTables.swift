internal import Catalog
internal import Lua

/// The global tables of the catalog's groups.
///
/// A table is empty until one of its fields is asked for: reading a group's file takes longer than a short script.
final class GroupTables {
    /// The group or operation that a Lua value stands for, by the value's address; the references keep the addresses.
    private var subjects: [UnsafeRawPointer: (Subject, Reference)] = [:]
    private var filled: Set<String> = []

    func install(in engine: Engine, on stack: Stack) {
        for name in engine.catalog.groupNames + engine.catalog.aliasGroupNames {
            stack.pushGlobals()
            pushTable(of: name, engine: engine, on: stack)
            stack.setRaw(field: name, of: -2)
            stack.pop()
        }
    }

    func subject(at position: Int, on stack: Stack) -> Subject? {
        stack.identity(at: position).flatMap { subjects[$0]?.0 }
    }

    /// Stack: pushes 1.
    private func pushTable(of name: String, engine: Engine, on stack: Stack) {
        stack.pushTable()
        remember(.group(name), on: stack)
        stack.pushTable(fields: 4)
        stack.push("moontide.group")
        stack.setRaw(field: "__name", of: -2)
        stack.push(function: { [unowned self, unowned engine] stack in
            try fill(name, engine: engine, on: stack)
            return try pushOperation(of: name, engine: engine, on: stack)
        })
        stack.setRaw(field: "__index", of: -2)
        stack.push(function: { [unowned self, unowned engine] stack in
            try fill(name, engine: engine, on: stack)
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

    /// `__index`: (table, name). The table is filled, so what is asked for again is missing or was just added.
    private func pushOperation(of group: String, engine: Engine, on stack: Stack) throws -> Int {
        guard let name = stack.string(at: 2) else { return 0 }
        guard stack.pushRaw(field: name, of: 1) == .nil else { return 1 }
        let names = engine.catalog.operationNames(of: group)
        let hint = nearestName(to: name, in: names).map { " (did you mean '\($0)'?)" } ?? ""
        throw LuaError("\(group) has no operation '\(name)'\(hint)")
    }

    /// Sets the group's operations as raw fields of the table at 1.
    private func fill(_ group: String, engine: Engine, on stack: Stack) throws {
        guard filled.insert(group).inserted else { return }
        for name in engine.catalog.operationNames(of: group) {
            guard let operation = engine.catalog.operation("\(group).\(name)") else { continue }
            defer { stack.truncate(to: 2) }
            // What the script has put there itself stays.
            guard stack.pushRaw(field: name, of: 1) == .nil else { continue }
            OperationFunction(operation, engine: engine).push(to: stack)
            remember(.operation(operation), on: stack)
            stack.setRaw(field: name, of: 1)
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
    case operation(Catalog.Operation)
}
