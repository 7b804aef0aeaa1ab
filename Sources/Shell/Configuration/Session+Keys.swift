internal import LineEditor
internal import Lua
internal import Scripting

extension Session {
    /// Does what the user has given a key to do.
    ///
    /// - Parameter release: Takes the line that is edited off the terminal, before something is written to it.
    func perform(_ key: Key, on draft: inout Draft, releasingLine release: @escaping () -> Void) -> KeyOutcome {
        switch keys.action(of: key) {
        case .text(let text): return type(text, into: &draft)
        case .function(let function):
            terminal.releaseLine = release
            progress?.willDraw = release
            defer {
                terminal.releaseLine = nil
                progress?.willDraw = nil
            }
            do throws(LuaError) {
                return try call(function, on: &draft)
            } catch {
                release()
                show(error, of: key)
                return .refused
            }
        case nil: return .refused
        }
    }

    /// At the cursor. A line end last enters the whole.
    private func type(_ text: String, into draft: inout Draft) -> KeyOutcome {
        let isEntered = text.hasSuffix("\n")
        let typed = isEntered ? String(text.dropLast()) : text
        let before = String(decoding: draft.text.utf8.prefix(draft.cursor), as: UTF8.self)
        let after = String(decoding: draft.text.utf8.dropFirst(draft.cursor), as: UTF8.self)
        draft = Draft(text: before + typed + after, cursor: (before + typed).utf8.count)
        return isEntered ? .entered : .edited
    }

    /// Nothing returned: the draft is edited on. A text: that is entered. False: the bell rings, and nothing has changed.
    private func call(_ function: Reference, on draft: inout Draft) throws(LuaError) -> KeyOutcome {
        let table = DraftTable(draft, on: stack)
        connector.beginEntry()
        let results = try whileShowing(engine.interpreter) { () throws(LuaError) in
            try engine.interpreter.run(function) { stack in
                table.push(on: stack)
                return 1
            }
        }
        let (values, first) = (results.stack, results.count > 0 ? 1 : 0)
        guard first > 0, !values.isNil(at: first) else {
            draft = try table.draft(on: stack)
            return .edited
        }
        switch values.kind(at: first) {
        case .boolean where !values.boolean(at: first): return .refused
        case .string:
            guard let text = values.string(at: first), DraftTable.isPrintable(text) else { break }
            draft = Draft(text: text, cursor: text.utf8.count)
            return .entered
        default: break
        }
        let found = values.shortText(at: first)
        throw LuaError("expected nothing, a text to run or false to be returned, found \(found)")
    }

    private func show(_ error: LuaError, of key: Key) {
        let report = errorReport(of: error)
        let headline = errorStyle.boldRed("error: \(key): \(report.message)")
        let calls = (options.isVerbose ? report.traceback : report.frames).map { errorStyle.dim("  " + $0) }
        presentError(([headline] + calls).map { $0 + "\n" }.joined())
    }
}

extension PromptDelegate {
    func perform(_ key: Key, on draft: inout Draft) -> KeyOutcome {
        guard let editor else { return .refused }
        return editor.lendingTerminal { release in
            session.perform(key, on: &draft, releasingLine: release)
        }
    }
}
