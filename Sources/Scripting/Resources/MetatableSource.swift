internal import Catalog
internal import JSON
internal import Lua

/// The metatables of one answer's objects: one for each set of null members, all with one origin.
final class MetatableSource {
    private let origin: ObjectOrigin
    private unowned let tables: ObjectTables
    private unowned let engine: Engine
    /// By the identity of the marks for null members and empty lists; nil for none.
    private var made: [UnsafeRawPointer?: Reference] = [:]

    init(origin: ObjectOrigin, tables: ObjectTables, engine: Engine) {
        self.origin = origin
        self.tables = tables
        self.engine = engine
    }

    /// Gives the table on top its metatable. Stack: unchanged.
    func set(on stack: Stack) {
        let table = stack.top
        let marks = LuaJSON.marksIdentity(stack.state, at: Int32(clamping: table))
        if let known = made[marks] {
            stack.push(known)
        } else {
            pushMetatable(forTableAt: table, on: stack)
            made[marks] = stack.reference(at: -1)
        }
        stack.setMetatable(of: table)
    }

    /// Stack: pushes 1.
    private func pushMetatable(forTableAt table: Int, on stack: Stack) {
        stack.pushTable(fields: 8)
        LuaJSON.copyMarks(stack.state, of: Int32(clamping: table), to: -1)
        let name = origin.resource?.qualifiedName ?? "object"
        stack.push(origin.isList ? "list of \(name)" : name)
        stack.setRaw(field: "__name", of: -2)
        // So that setmetatable does not take a resource's identity from it unnoticed.
        stack.push(false)
        stack.setRaw(field: "__metatable", of: -2)
        tables.pushOrigin(origin, on: stack)
        stack.setRaw(field: ObjectTables.originField, of: -2)
        guard !origin.isList, let resource = origin.resource else {
            guard origin.isList else { return }
            tables.pushListIndex(on: stack)
            return stack.setRaw(field: "__index", of: -2)
        }
        tables.pushIndex(of: resource, engine: engine, on: stack)
        stack.setRaw(field: "__index", of: -2)
        tables.pushDescription(of: resource, on: stack)
        stack.setRaw(field: "__tostring", of: -2)
    }
}
