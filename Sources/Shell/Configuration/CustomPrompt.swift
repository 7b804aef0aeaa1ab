internal import APIClient
internal import LineEditor
internal import Lua
internal import Scripting

/// The user's own prompts: what the globals `prompt` and `right_prompt` say.
///
/// Either is a text, or a function that makes one of the context. What is wrong with one is said once, and the default stands in
/// for it.
final class CustomPrompt {
    /// The globals, and what stands in for them.
    enum Side: String, CaseIterable {
        case left = "prompt"
        case right = "right_prompt"
    }

    /// A loop without an end must not take the prompt away; a slow machine must not either.
    private static let timeLimit = Duration.milliseconds(250)
    private static let maximumBytes = 4_096

    /// What was wrong with which value, so that it is not said again.
    private var complaints: [Side: UnsafeRawPointer?] = [:]

    /// Why a value is no prompt.
    private struct Failure: Error {
        let reason: String
    }

    /// What a side says, with no control characters but line ends and colors; nil where the user says nothing, or nothing
    /// that can be shown.
    ///
    /// - Parameter complain: Told what is wrong, once for each value.
    func text(_ side: Side, of label: ContextLabel, _ session: Session, complain: (String) -> Void) -> String? {
        let stack = session.stack
        stack.pushGlobals()
        defer { stack.pop(2) }
        guard stack.pushRaw(field: side.rawValue, of: -1) != .nil else {
            complaints[side] = nil
            return nil
        }
        let identity = stack.identity(at: -1)
        do throws(Failure) {
            let text = try value(on: stack, label, session)
            complaints[side] = nil
            return PromptText.plain(text, color: session.style.isColored)
        } catch {
            if complaints[side] != .some(identity) {
                complain("\(side.rawValue): \(error.reason); the default is shown")
            }
            complaints[side] = .some(identity)
            return nil
        }
    }

    /// The text of the value on top. Stack: unchanged.
    private func value(on stack: Stack, _ label: ContextLabel, _ session: Session) throws(Failure) -> String {
        guard stack.kind(at: -1) == .function else {
            return try text(at: -1, on: stack, "expected a text or a function")
        }
        let function = stack.reference(at: -1)
        session.connector.choice.refusal = "a function of the prompt must not call the API"
        defer { session.connector.choice.refusal = nil }
        let result: Result<String, Failure>
        do throws(LuaError) {
            result = try session.engine.interpreter.callWithoutWaiting(function, timeLimit: Self.timeLimit) { stack in
                push(label, on: stack)
                return 1
            } _: { stack in
                Result { () throws(Failure) in try text(at: -1, on: stack, "expected a text to be returned") }
            }
        } catch {
            throw Failure(reason: reason(of: error, session))
        }
        return try result.get()
    }

    private func reason(of error: LuaError, _ session: Session) -> String {
        if error.kind == .timeLimit { return "it took longer than 250 ms" }
        return session.errorReport(of: error).message
    }

    private func text(at position: Int, on stack: Stack, _ expectation: String) throws(Failure) -> String {
        guard stack.kind(at: position) == .string, let text = stack.string(at: position) else {
            throw Failure(reason: "\(expectation), found \(stack.shortText(at: position))")
        }
        guard text.utf8.count <= Self.maximumBytes else {
            throw Failure(reason: "expected at most \(Self.maximumBytes) bytes, found \(text.utf8.count)")
        }
        return text
    }

    /// What a function gets. Stack: pushes 1.
    private func push(_ label: ContextLabel, on stack: Stack) {
        stack.pushTable(fields: 7)
        let texts = ["name": label.name, "default": label.prompt, "label": label.text]
        for (name, text) in texts {
            stack.push(text)
            stack.setRaw(field: name, of: -2)
        }
        let flags = [
            "is_protected": label.settings.isProtected, "is_readonly": label.settings.isReadOnly,
            "is_local": label.isLocal, "is_dry_run": label.isDryRun
        ]
        for (name, flag) in flags {
            stack.push(flag)
            stack.setRaw(field: name, of: -2)
        }
    }
}

extension Session {
    /// The prompt of the next entry. Where care is needed it always says where the session is: a text of the user's that does
    /// not have the label gets it in front.
    var prompt: String {
        let label = ContextLabel(self)
        guard let text = customPrompt.text(.left, of: label, self, complain: note) else { return label.prompt }
        return label.isWarning && !text.contains(label.text) ? label.text + " " + text : text
    }

    /// What stands at the right end of the entry's row: the user's, else what is left of the rate limit where that is little.
    var rightPrompt: String {
        let label = ContextLabel(self)
        if let text = customPrompt.text(.right, of: label, self, complain: note) { return text }
        return connector.client?.rateLimit.flatMap(RateNotice.shortText).map(style.yellow) ?? ""
    }

    private func note(_ text: String) {
        presentError(errorStyle.dim("note: \(text)") + "\n")
    }
}
