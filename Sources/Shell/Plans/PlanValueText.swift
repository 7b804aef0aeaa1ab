internal import JSON
internal import Plans

/// Values as plans show them: on one line, as Lua writes them, without secrets.
enum PlanValueText {
    /// The text of a value; nil for nothing.
    ///
    /// - Parameter name: The field's: what is called `token` is not shown.
    static func text(_ value: JSONValue?, named name: String) -> String? {
        guard let value, !value.isNull else { return nil }
        let start = (LuaLiteral.isName(Array(name.utf8)) ? name : "value") + " = "
        return String(Redaction.mask(start + text(value)).dropFirst(start.count))
    }

    static func text(_ value: JSONValue) -> String {
        guard !value.references.isEmpty || hasMark(value) else {
            return TerminalText.visible(LuaConstructor.line(value))
        }
        switch value {
        case .object(let object):
            if SecretMark.isMark(value) { return "(hidden)" }
            if let reference = StepReference(value) { return self.reference(reference) }
            let fields = object.members.map { "\(TerminalText.visible($0.name)) = \(text($0.value))" }
            return "{ " + fields.joined(separator: ", ") + " }"
        case .array(let items): return "{ " + items.map(text).joined(separator: ", ") + " }"
        default: return TerminalText.visible(LuaConstructor.line(value))
        }
    }

    /// `(namespace of step 1)`
    private static func reference(_ reference: StepReference) -> String {
        let path = TerminalText.visible(reference.path.joined(separator: "."))
        return path.isEmpty ? "(the result of step \(reference.step))" : "(\(path) of step \(reference.step))"
    }

    private static func hasMark(_ value: JSONValue) -> Bool { SecretMark.isWithin(value) }
}
