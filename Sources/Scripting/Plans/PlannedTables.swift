internal import CLua
internal import Catalog
internal import JSON
internal import Lua
internal import Plans

/// What stands in Lua for the results of planned steps: tables that write themselves as references.
///
/// `ns = p:create(...)` is such a table, and so is `ns.namespace`. As JSON both are what a plan has for them, so that they
/// may stand anywhere in arguments.
final class PlannedTables {
    private static let resultField = "moontide.planned"

    /// A result together with the way to the part of it that a table stands for.
    private final class Part {
        let result: PlannedResult
        let path: [String]

        init(_ result: PlannedResult, _ path: [String]) {
            self.result = result
            self.path = path
        }
    }

    private let catalog: Catalog
    private var partClass: ObjectClass<Part>?

    init(_ catalog: Catalog) { self.catalog = catalog }

    /// Whether the value at `position` stands for a result, or a part of one. Stack: unchanged.
    func isPlanned(at position: Int, on stack: Stack) -> Bool { part(at: position, on: stack) != nil }

    /// The result that the value at `position` stands for as a whole. Stack: unchanged.
    func result(at position: Int, on stack: Stack) -> PlannedResult? {
        guard let part = part(at: position, on: stack), part.path.isEmpty else { return nil }
        return part.result
    }

    private func part(at position: Int, on stack: Stack) -> Part? {
        guard let partClass, stack.kind(at: position) == .table, stack.pushMetatable(of: position) else { return nil }
        defer { stack.pop(2) }
        stack.pushRaw(field: Self.resultField, of: -1)
        return partClass.object(at: -1, of: stack)
    }

    /// Stack: pushes 1.
    func push(_ result: PlannedResult, to stack: Stack) { push(Part(result, []), to: stack) }

    private func push(_ part: Part, to stack: Stack) {
        let partClass = partClass ?? ObjectClass<Part>(Self.resultField, on: stack)
        self.partClass = partClass
        stack.push(json: StepReference(step: part.result.number, path: part.path).jsonValue)
        stack.pushTable(fields: 5)
        let name = "planned " + (part.result.resource?.qualifiedName ?? part.result.operation)
        stack.push(([name] + part.path).joined(separator: "."))
        stack.setRaw(field: "__name", of: -2)
        stack.push(false)
        stack.setRaw(field: "__metatable", of: -2)
        partClass.push(part, to: stack)
        stack.setRaw(field: Self.resultField, of: -2)
        stack.push(function: { [unowned self] stack in try pushMember(of: part, on: stack) })
        stack.setRaw(field: "__index", of: -2)
        stack.push(function: { _ in throw LuaError("\(name): it is made when the plan is applied, and cannot be edited")
        })
        stack.setRaw(field: "__newindex", of: -2)
        stack.setMetatable(of: -2)
    }

    /// `__index`: (table, name).
    private func pushMember(of part: Part, on stack: Stack) throws -> Int {
        guard let name = stack.string(at: 2) else { return 0 }
        let wireName = try part.path.isEmpty ? fieldName(name, of: part.result) : name
        push(Part(part.result, part.path + [wireName]), to: stack)
        return 1
    }

    /// The name of a field on the wire; a name that the resource has no field of is most likely a mistake.
    private func fieldName(_ name: String, of result: PlannedResult) throws(LuaError) -> String {
        guard let resource = result.resource, let group = catalog.group(resource.group),
            let fields = group.fields(of: Schema(.reference(resource.typeName)))
        else { return name }
        if let field = fields.first(where: { $0.luaNames.contains(name) }) { return field.name }
        let isMethod =
            resource.methods.contains { $0.name == name }
            || catalog.derivedFunctions(of: resource).contains { $0.name == name }
        guard !isMethod else {
            throw LuaError(
                "\(resource.qualifiedName): it is made when the plan is applied; ':\(name)' cannot be called yet")
        }
        throw LuaError(
            "a \(resource.qualifiedName) has no field '\(name)'" + Suggestion.ending(for: name, in: fields.map(\.name)))
    }
}
