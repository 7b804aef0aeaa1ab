internal import Catalog
internal import JSON
internal import Lua

/// The metatables of one answer's objects: one for each set of null members, all with one origin.
final class MetatableSource {
    private let origin: ObjectOrigin
    private unowned let tables: ObjectTables
    private unowned let engine: Engine
    /// By the address of the metatable that the JSON reader gave; nil for none.
    private var made: [UnsafeRawPointer?: Reference] = [:]

    init(origin: ObjectOrigin, tables: ObjectTables, engine: Engine) {
        self.origin = origin
        self.tables = tables
        self.engine = engine
    }

    /// Gives the table on top its metatable. Stack: unchanged.
    func set(on stack: Stack) {
        let table = stack.top
        let hasMarks = stack.pushMetatable(of: table)
        let marks = hasMarks ? stack.identity(at: -1) : nil
        if let known = made[marks] {
            stack.push(known)
        } else {
            push(marks: hasMarks ? stack.top : nil, on: stack)
            made[marks] = stack.reference(at: -1)
        }
        stack.setMetatable(of: table)
        stack.truncate(to: table)
    }

    /// Stack: pushes 1.
    private func push(marks: Int?, on stack: Stack) {
        stack.pushTable(fields: 8)
        if let marks { stack.copyJSONMarks(from: marks, to: stack.top) }
        let name = origin.resource?.qualifiedName ?? "object"
        stack.push(origin.isList ? "list of \(name)" : name)
        stack.setRaw(field: "__name", of: -2)
        // So that setmetatable does not take a resource's identity from it unnoticed.
        stack.push(false)
        stack.setRaw(field: "__metatable", of: -2)
        tables.pushOrigin(origin, on: stack)
        stack.setRaw(field: ObjectTables.originField, of: -2)
        guard !origin.isList, let resource = origin.resource else { return }
        tables.pushIndex(of: resource, engine: engine, on: stack)
        stack.setRaw(field: "__index", of: -2)
        tables.pushDescription(of: resource, on: stack)
        stack.setRaw(field: "__tostring", of: -2)
    }
}
