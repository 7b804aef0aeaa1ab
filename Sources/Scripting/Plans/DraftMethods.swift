internal import APIClient
internal import Catalog
internal import JSON
internal import Lua
internal import Plans

/// The methods of a draft in Lua: `p:update`, `p:create`, `p:delete`, `p:call`.
struct DraftMethods {
    private unowned let engine: Engine
    let draftClass: ObjectClass<PlanDraft>

    init(_ engine: Engine, on stack: Stack) {
        self.engine = engine
        draftClass = ObjectClass("plan draft", on: stack)
        add("update", on: stack) { methods, draft, stack in try methods.update(draft, stack) }
        add("create", on: stack) { methods, draft, stack in try methods.create(draft, stack) }
        add("delete", on: stack) { methods, draft, stack in try methods.delete(draft, stack) }
        add("call", on: stack) { methods, draft, stack in try methods.call(draft, stack) }
        draftClass.metamethod("__tostring", on: stack) { draft, stack in
            stack.push("a plan in the making: \(PlanSummary(draft.plan, catalog: draft.catalog))")
            return 1
        }
        draftClass.metamethod("__close", on: stack) { [unowned engine] draft, _ in
            engine.planning.close(draft)
            return 0
        }
        draftClass.metamethod("__len", on: stack) { draft, stack in
            stack.push(draft.plan.steps.count)
            return 1
        }
    }

    private func add(
        _ name: String, on stack: Stack, _ body: @escaping (DraftMethods, PlanDraft, Stack) throws -> Int
    ) {
        draftClass.method(name, on: stack) { [self] draft, stack in
            guard !draft.isClosed else { throw LuaError("p:\(name): the plan is made; it cannot be added to") }
            let position = stack.callerPosition
            do {
                return try body(self, draft, stack)
            } catch let error as PlanError {
                throw PlanFailure(cause: error, position: position)
            }
        }
    }

    // MARK: Resources

    /// `p:update(resource, changes, {after=})`; whether it changes anything.
    private func update(_ draft: PlanDraft, _ stack: Stack) throws -> Int {
        let subject = try subject(of: "update", on: stack)
        let after = try after(at: 4, of: "update", on: stack)
        switch stack.kind(at: 3) {
        case .table:
            let patch = try object(at: 3, "p:update: the changes", on: stack)
            stack.push(try draft.update(subject, merging: patch, after: after))
        case .function:
            let edited = try copy(of: draft.present(subject), editedAt: 3, on: stack)
            stack.push(try draft.update(subject, to: edited, after: after))
        default:
            throw stack.typeError(at: 3, expected: "table of changes, or function that edits a copy")
        }
        return 1
    }

    /// Calls the function with a copy; what it returns, or else the copy, is the edited one.
    private func copy(of value: JSONObject, editedAt position: Int, on stack: Stack) throws -> JSONObject {
        stack.push(valueAt: position)
        stack.push(json: .object(value))
        stack.push(valueAt: -1)
        stack.insert(at: -3)
        try stack.call(arguments: 1, results: 1)
        if stack.isNil(at: -1) { stack.pop() }
        defer { stack.truncate(to: position) }
        return try object(at: stack.top, "p:update: the edited copy", on: stack)
    }

    /// `p:delete(resource, {after=})`.
    private func delete(_ draft: PlanDraft, _ stack: Stack) throws -> Int {
        let subject = try subject(of: "delete", on: stack)
        try draft.delete(subject, after: after(at: 3, of: "delete", on: stack))
        return 0
    }

    private func subject(of method: String, on stack: Stack) throws -> PlannedResource {
        guard let object = engine.objects.object(at: 2, on: stack) else {
            if engine.planned.isPlanned(at: 2, on: stack) {
                throw LuaError(
                    "p:\(method): this is made by the plan itself; "
                        + (method == "delete" ? "leave out its creation" : "give its fields to p:create"))
            }
            throw stack.typeError(at: 2, expected: "resource that a call returned")
        }
        let value = try self.object(at: 2, "p:\(method): the resource", on: stack)
        var keys = JSONObject()
        for key in object.resource.identity {
            keys[key.parameter] = object.identity(for: key.parameter, at: 2, on: stack)
        }
        return PlannedResource(object.resource, value: value, keys: keys)
    }

    // MARK: Calls

    /// `p:create(operation, ...)`; what stands for the result.
    private func create(_ draft: PlanDraft, _ stack: Stack) throws -> Int {
        let call = try plannedCall(of: "create", on: stack)
        engine.planned.push(try draft.create(call), to: stack)
        return 1
    }

    /// `p:call(operation, ...)`; what stands for the result.
    private func call(_ draft: PlanDraft, _ stack: Stack) throws -> Int {
        let label = engine.objects.object(at: 3, on: stack).map { object in
            let field = FieldPath(object.resource.labelField ?? "id")
            defer { stack.pop() }
            _ = field.push(of: 3, on: stack)
            return (try? stack.description(of: -1)) ?? ""
        }
        let call = try plannedCall(of: "call", on: stack)
        engine.planned.push(try draft.call(call, label: label), to: stack)
        return 1
    }

    /// Reads the operation and its arguments. Stack: removes the draft and the operation.
    private func plannedCall(of method: String, on stack: Stack) throws -> Call {
        let named = stack.kind(at: 2) == .string ? stack.string(at: 2) : nil
        let operation = engine.groups.operation(at: 2, on: stack) ?? named.flatMap { engine.catalog.operation($0) }
        guard let operation else {
            if let named {
                let ending = Suggestion.ending(for: named, in: engine.catalog.operationNames)
                throw LuaError("p:\(method): there is no operation '\(named)'\(ending)")
            }
            throw LuaError("p:\(method): expected an operation, such as functions.create_trigger, or its name")
        }
        stack.remove(at: 1)
        stack.remove(at: 1)
        return try CallArguments(operation: operation, engine: engine).call(from: stack)
    }

    // MARK: Values

    /// The steps named by the option `after`: what p:create or p:call returned, or a list of these.
    private func after(at position: Int, of method: String, on stack: Stack) throws -> [Int] {
        guard !stack.isNil(at: position) else { return [] }
        guard stack.kind(at: position) == .table else { throw stack.typeError(at: position, expected: "table") }
        try stack.forEachPair(in: position) { () throws(LuaError) in
            guard stack.string(at: -2) == "after" else { throw LuaError("p:\(method): the only option is 'after'") }
        }
        let base = stack.top
        defer { stack.truncate(to: base) }
        stack.pushRaw(field: "after", of: position)
        if let result = engine.planned.result(at: stack.top, on: stack) { return [result.number] }
        guard stack.kind(at: -1) == .table, stack.rawLength(at: -1) > 0 else { throw wrongAfter(method) }
        return try (1...stack.rawLength(at: base + 1)).map { index in
            stack.pushRaw(element: index, of: base + 1)
            defer { stack.pop() }
            guard let result = engine.planned.result(at: stack.top, on: stack) else { throw wrongAfter(method) }
            return result.number
        }
    }

    private func wrongAfter(_ method: String) -> LuaError {
        LuaError("p:\(method): 'after' is what p:create or p:call returned, or a list of these")
    }

    private func object(at position: Int, _ what: String, on stack: Stack) throws(LuaError) -> JSONObject {
        do throws(JSONError) {
            let value = try stack.jsonValue(at: position)
            if let object = value.object { return object }
            if value == [] { return [:] }
            throw JSONError(reason: "expected a table with names, found a list")
        } catch {
            throw LuaError("\(what): \(error.description)")
        }
    }
}
