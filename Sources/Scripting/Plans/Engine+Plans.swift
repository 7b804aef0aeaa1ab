internal import APIClient
internal import Catalog
internal import JSON
public import Lua
public import Plans

// Plans for whoever runs Lua code: a shell, the snippets.
extension Engine {
    /// The plan at `position`; nil for any other value. Stack: unchanged.
    public func plan(at position: Int, on stack: Stack) -> Plan? { planning.plan(at: position, on: stack)?.plan }

    /// Pushes a plan as Lua knows them, one that another engine made included. Stack: pushes 1.
    public func push(_ plan: Plan, to stack: Stack) {
        planning.plans(on: stack).planClass.push(PlanObject(plan), to: stack)
    }

    /// Lends a fresh draft to code that plans, such as a snippet, and returns what was planned:
    ///
    ///     let plan = try engine.makePlan(titled: "retime") { draft in
    ///         try engine.interpreter.run(text, named: "=retime") { stack in
    ///             stack.push(json: parameters)
    ///             engine.push(draft, to: stack)
    ///             return 2
    ///         }
    ///     }
    ///
    /// As in `plan(function(p) ... end)`, calls that change something are refused meanwhile, and the draft is closed after.
    public func makePlan<Failure: Error>(
        titled title: String? = nil, _ body: (PlanDraft) throws(Failure) -> Void
    ) throws(Failure) -> Plan {
        let draft = planning.makeDraft(title: title)
        planning.open(draft)
        defer { planning.close(draft) }
        try body(draft)
        return finished(draft)
    }

    /// Pushes a draft of ``makePlan(titled:_:)`` as the `p` that a plan's function gets. Stack: pushes 1.
    public func push(_ draft: PlanDraft, to stack: Stack) {
        planning.drafts(on: stack).draftClass.push(draft, to: stack)
    }

    /// The plan of a draft, for whom it was made included.
    func finished(_ draft: PlanDraft) -> Plan {
        var plan = draft.plan
        plan.target = planTarget?()
        return plan
    }

    /// Refuses a call that a plan's function makes and that is no read: plans change nothing.
    func refuseChangeInPlan(_ call: PreparedCall) throws(LuaError) {
        guard planning.openDrafts > 0, call.danger != .read else { return }
        let method =
            switch call.danger {
            case .create: "p:create"
            case .update: "p:update"
            case .delete: "p:delete"
            default: "p:call"
            }
        throw LuaError("\(call.name): a plan's function changes nothing; \(method) in place of the call plans it")
    }

    /// Installs `plan`.
    ///
    /// - `plan(function(p) ... end, {title=})` makes one;
    /// - `plan.load(path)` reads one that `p:save(path)` wrote.
    func installPlans(on stack: Stack) {
        stack.pushTable(fields: 1)
        stack.push(function: { [unowned self] in try loadPlan($0) })
        stack.setRaw(field: "load", of: -2)
        stack.pushTable(fields: 3)
        stack.push(function: { stack in
            stack.push("plan: plan(function(p) ... end) makes a plan; help(\"plan\")")
            return 1
        })
        stack.setRaw(field: "__tostring", of: -2)
        pushMaker(on: stack)
        stack.setRaw(field: "__call", of: -2)
        stack.setMetatable(of: -2)
        stack.setRaw(global: "plan")
    }

    /// In Lua, so that the function it is given may make calls that yield. Stack: pushes 1.
    private func pushMaker(on stack: Stack) {
        let source = """
            local begin, finish, error = ...
            return function(_, make, options)
              local draft <close>, problem = begin(make, options)
              if problem then error(problem, 2) end
              make(draft)
              return finish(draft)
            end
            """
        do throws(LuaError) {
            try stack.load(source, named: "=plan")
            stack.push(function: { [unowned self] in try beginPlan($0) })
            stack.push(function: { [unowned self] in try finishPlan($0) })
            stack.pushGlobals()
            stack.pushRaw(field: "error", of: -1)
            stack.remove(at: -2)
            try stack.call(arguments: 3, results: 1)
        } catch {
            preconditionFailure("a chunk of this program: \(error)")
        }
    }

    /// (make, options): the draft, or nil and what is wrong, which the Lua code raises at its caller.
    private func beginPlan(_ stack: Stack) throws -> Int {
        do throws(LuaError) {
            guard stack.kind(at: 1) == .function else {
                throw LuaError("plan: expected a function that gets the plan, found \(stack.kind(at: 1).name)")
            }
            let draft = planning.makeDraft(title: try title(at: 2, on: stack))
            planning.open(draft)
            push(draft, to: stack)
            return 1
        } catch {
            stack.pushNil()
            stack.push(error.message)
            return 2
        }
    }

    private func title(at position: Int, on stack: Stack) throws(LuaError) -> String? {
        guard !stack.isNil(at: position) else { return nil }
        guard stack.kind(at: position) == .table else {
            throw LuaError("plan: the options are a table, as in { title = \"...\" }")
        }
        try stack.forEachPair(in: position) { () throws(LuaError) in
            guard stack.string(at: -2) == "title", stack.kind(at: -1) == .string else {
                throw LuaError("plan: the only option is 'title', a text")
            }
        }
        defer { stack.pop() }
        stack.pushRaw(field: "title", of: position)
        return stack.string(at: -1)
    }

    private func finishPlan(_ stack: Stack) throws -> Int {
        let draft = try planning.drafts(on: stack).draftClass.argument(1, of: stack)
        planning.close(draft)
        push(finished(draft), to: stack)
        return 1
    }

    private func loadPlan(_ stack: Stack) throws -> Int {
        guard let path = stack.string(at: 1) else { throw stack.typeError(at: 1, expected: "string") }
        do throws(PlanFileError) {
            let document = try PlanDocument(contentsOf: path, catalog: catalog)
            push(document.plan, to: stack)
            return 1
        } catch {
            throw LuaError("plan.load: \(error.description)")
        }
    }
}
