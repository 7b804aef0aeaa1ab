internal import Catalog
internal import JSON
public import Lua

/// `one` found none or several, as a Lua table: `kind` = `"lookup"`, `id` = `"not_found"` or `"ambiguous"`, `operation`,
/// `message`, `where`, and `candidates`, the nearest names or the identifiers.
public struct SearchFailure: Error, CustomStringConvertible {
    let function: String
    let position: String
    private let subject: String
    private let wanted: String
    private let label: String?
    /// What was found where it is too much.
    var candidates: [String] = []
    private var nearest: [String] = []

    init(_ function: String, _ filter: ItemFilter, _ resource: Resource?, position: String) {
        self.function = function
        self.position = position
        subject = resource?.name.replacing("_", with: " ") ?? "item"
        wanted =
            switch filter.criterion {
            case .label(let label, let field): "has the \(field) '\(label)'"
            case .fields: "has these fields"
            case .function: "is what the function looks for"
            }
        label = if case .label(let label, _) = filter.criterion { label } else { nil }
    }

    /// The same with the names nearest to the one that was looked for.
    func nearest(among names: [String]) -> SearchFailure {
        var failure = self
        failure.nearest = label.map { Suggestion.nearest(to: $0, in: Set(names)) } ?? []
        return failure
    }

    private var message: String {
        if candidates.isEmpty {
            let names = nearest.map { "'\($0)'" }.joined(separator: ", ")
            return "no \(subject) \(wanted)" + (names.isEmpty ? "" : "; did you mean \(names)?")
        }
        let shown = candidates.prefix(5).joined(separator: ", ") + (candidates.count > 5 ? ", ..." : "")
        return "more than one \(subject) \(wanted): \(shown)"
    }

    public var description: String { "\(position)\(function): \(message)" }
}

extension SearchFailure: LuaErrorValue {
    public func pushErrorValue(to stack: Stack) {
        ErrorTable(description: description, position: position).push(to: stack, kind: "lookup") { set in
            set("id", .string(candidates.isEmpty ? "not_found" : "ambiguous"))
            set("operation", .string(function))
            set("message", .string(message))
            set("candidates", .array((candidates.isEmpty ? nearest : candidates).map { .string($0) }))
        }
    }
}
