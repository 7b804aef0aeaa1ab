public import Catalog
import HTTPMessage
import JSON

/// Something a caller means to do, told before it is done: a call, or several of the same operation.
///
/// It is what a person reads in a question, so it holds no secret: names, identifiers and counts only.
public struct Intent: Sendable, Equatable {
    /// The operation's full name, or `api.request`.
    public var operation: String
    public var danger: Operation.Danger
    /// What is done, as a verb: `delete`, `power off`.
    public var action: String
    /// What it is done to, as a noun: `trigger`. Nil where the catalog has no word for it.
    public var noun: String?
    /// The name that people know it by: `report-daily`.
    public var label: String?
    /// What tells it from others of the same name: an id, or the id of what it is in.
    public var identifier: String?
    /// How many calls of the operation are meant.
    public var count: Int
    /// Whether it starts to cost money.
    public var costsMoney: Bool
    /// What it will cost, where that is known: `$12.00 a month`.
    public var cost: String?
    /// What the operation does beyond one resource, in one sentence; nil for an operation that is not wide.
    public var reach: String?
    /// The request that is meant and no other: `DELETE /v2/droplets/1`. Nil: any of the operation.
    var request: String?

    /// - Parameters:
    ///   - label: The name that people know the thing by.
    ///   - count: How many calls of the operation are meant.
    public init(
        _ operation: Operation, label: String? = nil, identifier: String? = nil, count: Int = 1, cost: String? = nil
    ) {
        self.operation = operation.qualifiedName
        danger = operation.danger
        action = Self.action(of: operation)
        noun = Self.noun(of: operation)
        self.label = label
        self.identifier = identifier
        self.count = count
        costsMoney = operation.costsMoney
        self.cost = cost
        reach = operation.danger == .wide ? operation.summary : nil
    }

    /// One call. The approval of it covers this request and no other.
    public init(_ call: PreparedCall) {
        operation = call.name
        danger = call.danger
        let operation = call.operation ?? call.counterpart
        action = call.actionWord ?? operation.map(Self.action) ?? call.request.method
        noun = operation.flatMap(Self.noun)
        count = 1
        costsMoney = operation?.costsMoney ?? false
        reach = danger == .wide ? operation?.summary : nil
        request = call.identity
        (label, identifier) = call.names
    }
}

extension Intent: CustomStringConvertible {
    /// `delete trigger "report-daily" (fn-1)`; of several, `delete 12 triggers`; without a noun for it, the operation's
    /// name: `droplets.destroy_by_tag tag_name=web`.
    public var description: String {
        guard count == 1 else { return text(counting: count) }
        var words = noun.map { [action, $0] } ?? [operation == "api.request" ? action : operation]
        if let label { words.append("\"\(bounded(label))\"") }
        if let identifier { words.append(label == nil ? bounded(identifier) : "(\(bounded(identifier)))") }
        return words.joined(separator: " ").withoutTokens
    }

    /// `delete 12 triggers`, `droplets.destroy_by_tag 2 times`.
    func text(counting count: Int) -> String {
        guard let noun else { return "\(operation) \(count) times" }
        return "\(action) \(count) \(count == 1 ? noun : Self.plural(noun))"
    }

    private static func plural(_ noun: String) -> String {
        if noun.hasSuffix("s") || noun.hasSuffix("x") || noun.hasSuffix("sh") || noun.hasSuffix("ch") {
            return noun + "es"
        }
        let beforeY = noun.dropLast().last.map { !"aeiou".contains($0) } ?? false
        return noun.hasSuffix("y") && beforeY ? noun.dropLast() + "ies" : noun + "s"
    }
}

// The words for an operation.
extension Intent {
    fileprivate static func action(of operation: Operation) -> String {
        switch operation.danger {
        case .read, .create, .update, .delete: operation.danger.rawValue
        // `destroy by tag`, `reset auth`
        case .wide: operation.name.spaced
        }
    }

    /// What the operation is about: the resource that its path ends with, or what its own name says.
    fileprivate static func noun(of operation: Operation) -> String? {
        guard operation.danger != .wide else { return nil }
        if operation.namesItsSubject, let resource = operation.pathParameters.last?.resource?.split(separator: ".").last
        {
            return String(resource).spaced
        }
        for verb in ["create_", "update_", "delete_", "add_", "remove_"] where operation.name.hasPrefix(verb) {
            return String(operation.name.dropFirst(verb.count)).spaced
        }
        let isVerb = ["create", "update", "delete", "destroy", "patch"].contains(operation.name)
        return isVerb ? LuaName.singular(operation.group).spaced : nil
    }
}

extension PreparedCall {
    /// `power off` for an action that the body names.
    fileprivate var actionWord: String? {
        guard let operation = operation ?? counterpart, operation.group.hasSuffix("_actions") else { return nil }
        return body?.object?["type"]?.string.map { bounded($0).spaced }
    }

    /// What makes it another request than those of the same operation.
    var identity: String { "\(request.method) \(server?.secretTarget == nil ? request.target : shownPath)" }

    /// What a creation calls the new thing.
    private var newName: String? { (body?.object?["name"] ?? body?.object?["label"])?.string }

    private var queryText: String? {
        let items = request.queryItems.map { "\($0.name)=\($0.value)" }
        return items.isEmpty ? operation == nil ? shownPath : nil : items.joined(separator: " ")
    }

    /// The name a person knows the thing by, and what else tells which one it is.
    fileprivate var names: (label: String?, identifier: String?) {
        let values = pathArguments.members.map(\.value.shortText)
        guard let own = values.last else { return (newName, queryText) }
        guard (operation ?? counterpart)?.namesItsSubject ?? true else { return (newName, own) }
        if let subjectLabel { return (subjectLabel, own == subjectLabel ? values.dropLast().last : own) }
        return values.count > 1 ? (own, values.first) : (nil, own)
    }
}

extension Operation {
    /// Whether the last parameter of the path is what the operation is about, and not what that is in.
    fileprivate var namesItsSubject: Bool {
        guard case .parameter? = path.segments.last else { return group.hasSuffix("_actions") }
        return true
    }
}

extension JSONValue {
    /// A string without its quotes.
    fileprivate var shortText: String {
        if let string { return string }
        return (try? serialized()).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

extension String {
    /// With blanks for underscores.
    fileprivate var spaced: String { String(map { $0 == "_" ? " " : $0 }) }
}
