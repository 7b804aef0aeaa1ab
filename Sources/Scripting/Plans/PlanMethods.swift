internal import APIClient
internal import JSON
internal import Lua
internal import Plans

/// The methods and fields of a plan in Lua.
struct PlanMethods {
    private unowned let engine: Engine
    let planClass: ObjectClass<PlanObject>

    init(_ engine: Engine, on stack: Stack) {
        self.engine = engine
        planClass = ObjectClass("plan", on: stack)
        planClass.method("show", on: stack) { [unowned engine] object, _ in
            object.isShown = true
            engine.planPrinter?(object.plan, .asked)
            return 0
        }
        planClass.method("save", on: stack) { [unowned engine] object, stack in
            try PlanSaving(object.plan, catalog: engine.catalog).save(stack)
        }
        planClass.method("apply", on: stack) { [unowned engine] object, stack in
            try engine.apply(object, with: engine.runOptions("p:apply", on: stack), on: stack)
        }
        planClass.method("undo", on: stack) { [unowned engine] object, stack in
            guard let journal = object.journal else {
                throw LuaError("p:undo: the plan was not applied here; undo(journal) takes back a former run")
            }
            let undoing = try engine.undoing(journal, "p:undo")
            object.isApplied = false
            return try engine.apply(undoing, with: engine.runOptions("p:undo", on: stack), on: stack)
        }
        installMetamethods(on: stack)
    }

    private func installMetamethods(on stack: Stack) {
        planClass.metamethod("__len", on: stack) { object, stack in
            stack.push(object.plan.steps.count)
            return 1
        }
        planClass.metamethod("__tostring", on: stack) { [unowned engine] object, stack in
            let title = object.plan.title.map { " \"\($0)\"" } ?? ""
            stack.push("plan\(title): \(PlanSummary(object.plan, catalog: engine.catalog))")
            return 1
        }
        planClass.index(on: stack) { [unowned engine] object, stack in
            guard let name = stack.string(at: 2), let value = object.value(of: name, engine) else { return 0 }
            stack.push(json: value)
            return 1
        }
    }
}

extension PlanObject {
    static let fieldNames = ["title", "steps", "unchanged", "target", "summary", "journal"]

    /// A field of the plan; nil for one that is not there.
    fileprivate func value(of name: String, _ engine: Engine) -> JSONValue? {
        switch name {
        case "title": plan.title.map { .string($0) }
        case "steps": PlanDocument(plan.hidingSecrets(engine.catalog)).jsonValue["steps"]
        case "unchanged": .integer(Int64(plan.unchangedCount))
        case "target": PlanDocument(plan).jsonValue["target"]
        case "summary": .string(PlanSummary(plan, catalog: engine.catalog).description)
        case "journal": journal.map { .string($0) }
        default: nil
        }
    }
}
