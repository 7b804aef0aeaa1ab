internal import Catalog
internal import JSON
internal import Plans

/// What is said of one step: its mark, its name, and a line for each field.
struct PlanRow {
    /// A field with its values as texts; nil where there is none.
    struct Entry {
        var path: String
        var before: String?
        var after: String?
        /// Whether something was there, or goes: a field of an update.
        var isUpdate = false
        /// Items that a list loses and gets, where these say more than the lists.
        var removed: [String] = []
        var added: [String] = []
    }

    let mark: Character
    let label: String
    /// What it is in, where the shown steps are in several.
    let place: String?
    /// What a person must not miss: that it costs money, that it reaches far.
    let warnings: [String]
    let entries: [Entry]

    init(number: Int, _ step: PlanStep, operation: Operation?, showsPlace: Bool) {
        mark =
            switch step.kind {
            case .create: "+"
            case .update: "~"
            case .delete: "-"
            case .call: "*"
            }
        label = TerminalText.visible(step.label)
        place = showsPlace ? step.place.map { TerminalText.visible($0) } : nil
        var warnings: [String] = []
        if operation?.danger == .wide { warnings.append("reaches beyond one resource") }
        if operation?.costsMoney == true { warnings.append("costs money") }
        if !step.after.isEmpty {
            warnings.append("after step \(step.after.map { String($0) }.joined(separator: ", "))")
        }
        self.warnings = warnings
        entries =
            switch step.kind {
            case .update: step.changes.map(Self.entry)
            case .create, .call: Self.entries(ofCall: step)
            case .delete: []
            }
    }

    private static func entry(_ change: FieldChange) -> Entry {
        let name = change.path.last ?? ""
        var entry = Entry(
            path: TerminalText.visible(change.path.joined(separator: ".")),
            before: PlanValueText.text(change.before, named: name),
            after: PlanValueText.text(change.after, named: name), isUpdate: true)
        if case .array(let old)? = change.before, case .array(let new)? = change.after {
            entry.removed = old.filter { item in !new.contains { $0 == item } }.map(PlanValueText.text)
            entry.added = new.filter { item in !old.contains { $0 == item } }.map(PlanValueText.text)
        }
        return entry
    }

    /// The arguments of a call; of an action its operation goes before them.
    private static func entries(ofCall step: PlanStep) -> [Entry] {
        let arguments = step.arguments["body"]?.object ?? step.arguments
        let entries = arguments.members.map { member in
            Entry(
                path: TerminalText.visible(member.name), before: nil,
                after: PlanValueText.text(member.value, named: member.name))
        }
        return step.kind == .call ? [Entry(path: step.operation)] + entries : entries
    }
}
