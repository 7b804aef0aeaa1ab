internal import APIClient
internal import JSON
internal import Lua
internal import Plans

extension Engine {
    /// Carries a plan out; what became of it is the result. Pushes as ``RunResultTable`` says.
    func apply(_ object: PlanObject, with options: RunOptions, on stack: Stack) throws -> Int {
        guard planning.openDrafts == 0 else {
            throw LuaError("\(options.name): a plan's function changes nothing; apply the plan after it")
        }
        let position = stack.callerPosition
        let client = try client()
        if !options.isForced {
            try refuseSecondRun(of: object, options.name)
            try check(object.plan.target, options.name)
        }
        let application = PlanApplication(
            object.plan, of: object, with: options, engine: self, client: client, position: position)
        return try SuspensionLoop { stack in try application.step(stack) }.run(on: stack)
    }

    private func refuseSecondRun(of object: PlanObject, _ name: String) throws(LuaError) {
        guard object.isApplied else { return }
        let ways = object.journal.map { "resume(\"\($0)\") goes on with what is left" } ?? "make it again"
        throw LuaError("\(name): the plan was applied already; \(ways), and { force = true } does all of it once more")
    }

    /// Refuses a plan that was made for another account or address.
    private func check(_ target: PlanTarget?, _ name: String) throws(LuaError) {
        guard let target, let own = planTarget?() else { return }
        guard target.address == own.address else {
            throw LuaError(
                "\(name): the plan is of the context '\(target.context)' at \(target.address), and this session talks to "
                    + "\(own.context) at \(own.address)")
        }
        guard let account = target.account, let other = own.account, account != other else { return }
        throw LuaError(
            "\(name): the plan was made with another token, of the context '\(target.context)'; if it is of the same account, "
                + "{ force = true } applies it")
    }

    /// Installs `journals` and `resume`.
    func installJournals(on stack: Stack) {
        stack.push(function: { [unowned self] in try pushJournals($0) })
        stack.setRaw(global: "journals")
        stack.push(function: { [unowned self] in try resume($0) })
        stack.setRaw(global: "resume")
        stack.push(function: { [unowned self] stack in
            let object = try undoing(journalArgument(on: stack), "undo")
            return try apply(object, with: runOptions("undo", on: stack), on: stack)
        })
        stack.setRaw(global: "undo")
        stack.push(function: { [unowned self] stack in
            let object = try undoing(journalArgument(on: stack), "undo_plan")
            planning.plans(on: stack).planClass.push(object, to: stack)
            return 1
        })
        stack.setRaw(global: "undo_plan")
    }

    private func journalArgument(on stack: Stack) throws -> String {
        guard let name = journalName(at: 1, on: stack) else {
            throw stack.typeError(at: 1, expected: "name of a journal")
        }
        return name
    }

    /// The plan that takes a run back; what cannot come back is told as notes.
    func undoing(_ name: String, _ function: String) throws(LuaError) -> PlanObject {
        let folder = try folder(function)
        do throws(JournalError) {
            let journal = try folder.read(name)
            try journal.check(planTarget?())
            let undoing = journal.undoing(catalog: catalog)
            for note in undoing.notes { noteHandler?("\(function): \(note.subject): \(note.text)") }
            let object = PlanObject(undoing.plan)
            object.undoes = name
            return object
        } catch {
            throw LuaError("\(function): \(error)")
        }
    }

    private func folder(_ name: String) throws(LuaError) -> JournalFolder {
        guard let journalFolder else { throw LuaError("\(name): no journals are kept here") }
        return journalFolder
    }

    /// `journals()`: a list, the latest first, each with `name`, `started`, `title`, `state` and counts.
    private func pushJournals(_ stack: Stack) throws -> Int {
        let list = try folder("journals").journals()
        stack.push(json: .array(list.journals.map(\.record)))
        if list.journals.isEmpty { LuaJSON.markAsArray(stack.state, at: -1) }
        for error in list.unreadable { noteHandler?("journals: \(error)") }
        return 1
    }

    /// `resume(journal, options)`.
    private func resume(_ stack: Stack) throws -> Int {
        guard let name = journalName(at: 1, on: stack) else {
            throw stack.typeError(at: 1, expected: "name of a journal")
        }
        let options = try runOptions("resume", on: stack)
        let position = stack.callerPosition
        let client = try client()
        guard !client.isDry else { throw LuaError("resume: a dry run finishes nothing that a journal tells of") }
        let run = try resumedRun(name, options, client, position)
        let application = PlanApplication(run, with: options, engine: self, client: client, position: position)
        return try SuspensionLoop { stack in try application.step(stack) }.run(on: stack)
    }

    private func resumedRun(_ name: String, _ options: RunOptions, _ client: APIClient, _ position: String) throws
        -> PlanRun
    {
        let folder = try folder("resume")
        do {
            let journal = try folder.open(name, catalog: catalog)
            // Whose it is, is looked at before anybody is asked.
            try journal.journal.check(planTarget?())
            var run = options.run
            let left = journal.journal.outcomes.indices.filter { journal.journal.outcomes[$0] != .done }
            run.approval = try client.approve(journal.journal.plan.intents(of: left, catalog))
            return try PlanRun(
                resuming: journal, by: client, at: planTarget?(), options: run, catalog: catalog)
        } catch let error as JournalError {
            throw LuaError("resume: \(error)")
        } catch let error as ClientError {
            throw CallFailure(error, position: position)
        }
    }

    /// The name of a journal: a text, an item of `journals()`, a plan that was applied, or a result of that.
    func journalName(at position: Int, on stack: Stack) -> String? {
        if stack.kind(at: position) == .string { return stack.string(at: position) }
        if let object = planning.plan(at: position, on: stack) { return object.journal }
        guard stack.kind(at: position) == .table else { return nil }
        defer { stack.pop() }
        for field in ["journal", "name"] {
            if stack.pushRaw(field: field, of: position) == .string { return stack.string(at: -1) }
            if field == "journal" { stack.pop() }
        }
        return nil
    }
}

extension JournalSummary {
    /// An item of `journals()`.
    fileprivate var record: JSONValue {
        var record: JSONObject = [
            "name": .string(name), "started": .string(JournalTime.text(startTime)), "state": .string(state.rawValue),
            "done": .integer(Int64(counts.done)), "steps": .integer(Int64(counts.total)),
            "failed": .integer(Int64(counts.failed)), "skipped": .integer(Int64(counts.skipped)),
            "unknown": .integer(Int64(counts.unknown))
        ]
        record["title"] = title.map { .string($0) }
        record["context"] = target.map { .string($0.context) }
        record["undoes"] = undoes.map { .string($0) }
        record["undone_by"] = undoneBy.map { .string($0) }
        return .object(record)
    }
}
