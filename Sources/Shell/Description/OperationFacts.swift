internal import Catalog
internal import Scripting

/// What is to know of an operation beside its parameters, as names with texts: `needs`, `function:create`.
struct OperationFacts {
    let operation: Operation
    let group: Group
    /// The function that goes through what the operation lists: `functions.each_trigger`.
    var iterator: String?

    var pairs: [(name: String, text: String)] {
        var pairs: [(String, String)] = [("returns", ReturnedValue(of: operation, in: group).description)]
        if let pages { pairs.append(("pages", pages)) }
        if !operation.scopes.isEmpty { pairs.append(("needs", scopes)) }
        pairs.append(("changes", changes))
        if let limit = operation.rateLimit { pairs.append(("limit", Self.text(of: limit))) }
        if !operation.errorStatuses.isEmpty {
            pairs.append(("errors", operation.errorStatuses.map(String.init).joined(separator: " ")))
        }
        if !operation.aliases.isEmpty { pairs.append(("also", operation.aliases.joined(separator: ", "))) }
        if operation.isDeprecated { pairs.append(("status", "deprecated: still there, not to be used")) }
        return pairs + operation.notes.map { ("note", $0) }
    }

    /// The alternatives of scopes that a token needs.
    private var scopes: String {
        operation.scopes.map { $0.sorted().joined(separator: " and ") }.joined(separator: " or ")
    }

    private var pages: String? {
        guard operation.pagination != nil else { return nil }
        let each = iterator.map { "; \($0) takes them one by one" } ?? ""
        return "all of them are read, unless page or per_page asks for one" + each
    }

    private var changes: String {
        let text =
            switch operation.danger {
            case .read: "nothing"
            case .create: "makes something new"
            case .update: "changes what is there"
            case .delete: "deletes"
            case .wide: "reaches beyond one resource"
            }
        return text + (operation.costsMoney ? "; costs money" : "")
    }

    private static func text(of limit: Operation.RateLimit) -> String {
        let span =
            switch limit.seconds {
            case 1: "a second"
            case 60: "a minute"
            case 3_600: "an hour"
            case 86_400: "a day"
            default: "in \(limit.seconds) seconds"
            }
        return "\(limit.requests) calls \(span), beside the general limits"
    }
}

extension OperationFacts {
    /// - Parameter catalog: where the group is, for the functions beside its lists.
    init(_ operation: Operation, of group: Group, in catalog: Catalog) {
        self.init(operation: operation, group: group)
        guard operation.pagination != nil else { return }
        let derived = catalog.derivedFunctions(ofGroup: group.name)
        iterator = derived.first { $0.kind == .each && $0.operation.name == operation.name }?.name
    }
}
