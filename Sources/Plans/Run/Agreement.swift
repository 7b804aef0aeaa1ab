import JSON

extension JSONValue {
    /// Whether a value of a resource is what a request asked for: objects may have more members than were asked for, and
    /// nothing is nothing, be it null, absent or empty.
    func agrees(with asked: JSONValue?) -> Bool {
        guard let asked, !asked.isNothing else { return isNothing }
        if SecretMark.isMark(asked) { return true }
        switch (self, asked) {
        case (.object(let object), .object(let wanted)):
            return wanted.members.allSatisfy { (object[$0.name] ?? .null).agrees(with: $0.value) }
        case (.array(let items), .array(let wanted)):
            return items.count == wanted.count && zip(items, wanted).allSatisfy { $0.agrees(with: $1) }
        case (.integer, .number), (.number, .integer): return number == asked.number
        default: return self == asked
        }
    }

    private var isNothing: Bool {
        switch self {
        case .null: true
        case .object(let object): object.members.allSatisfy { $0.value.isNothing }
        case .array(let items): items.isEmpty
        default: false
        }
    }

    /// The value for a sentence: short, on one line.
    var shown: String {
        let text = (try? jsonText) ?? "?"
        guard text.unicodeScalars.count > 60 else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(60))) + "…"
    }
}

extension FieldChange {
    func isMade(in resource: JSONValue) -> Bool { (resource.value(at: path) ?? .null).agrees(with: after) }
    func isUnmade(in resource: JSONValue) -> Bool { (resource.value(at: path) ?? .null).agrees(with: before) }

    /// Whether what was secret of it is in no journal, so that it cannot be compared.
    var isSecret: Bool { before.map(SecretMark.isWithin) == true || after.map(SecretMark.isWithin) == true }
}
