internal import Lua
internal import Plans

/// What an engine keeps of plans.
final class Planning {
    let tables: PlannedTables
    private unowned let engine: Engine
    private var drafts: DraftMethods?
    private var plans: PlanMethods?
    /// The drafts that are being filled.
    private(set) var openDrafts = 0
    private var draftCount = 0

    init(_ engine: Engine) {
        self.engine = engine
        tables = PlannedTables(engine.catalog)
    }

    /// Each draft numbers its steps in a million of its own.
    func makeDraft(title: String?) -> PlanDraft {
        draftCount += 1
        return PlanDraft(title: title, catalog: engine.catalog, numbersFrom: draftCount * 1_000_000)
    }

    func open(_ draft: PlanDraft) { openDrafts += 1 }

    /// Ends a draft, once.
    func close(_ draft: PlanDraft) {
        guard !draft.isClosed else { return }
        draft.isClosed = true
        openDrafts -= 1
    }

    func drafts(on stack: Stack) -> DraftMethods {
        if let drafts { return drafts }
        let made = DraftMethods(engine, on: stack)
        drafts = made
        return made
    }

    func plans(on stack: Stack) -> PlanMethods {
        if let plans { return plans }
        let made = PlanMethods(engine, on: stack)
        plans = made
        return made
    }

    /// The plan at `position`; nil for any other value. Stack: unchanged.
    func plan(at position: Int, on stack: Stack) -> PlanObject? { plans?.planClass.object(at: position, of: stack) }
}
