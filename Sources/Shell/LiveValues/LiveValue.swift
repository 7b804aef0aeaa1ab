internal import Catalog
package import JSON

/// One thing that the API keeps, as completion offers it.
package struct LiveValue: Sendable, Equatable {
    /// What stands for it in calls: a string or an integer.
    package let identifier: JSONValue
    /// A string that stands for it where a string is taken, too: the slug of an image.
    package let word: String?
    /// The identifier as a menu shows it.
    package let label: String
    /// What else it is found by.
    package let names: [String]
    /// Its name and what its table shows of it, in a line.
    package let description: String

    package init(
        identifier: JSONValue, word: String? = nil, label: String, names: [String] = [], description: String = ""
    ) {
        self.identifier = identifier
        self.word = word
        self.label = label
        self.names = names
        self.description = description
    }
}

/// Makes the values of a list's items. Nothing secret is looked at.
package struct LiveValueReader {
    private let identifier: MemberPath
    private let name: MemberPath?
    private let word: MemberPath?
    private let details: [MemberPath]

    /// More than its name and these says a table.
    private static let detailCount = 4

    package init(_ list: LiveList) {
        let secrets = SecretMembers(of: list)
        identifier = MemberPath(list.identifier)
        name = list.resource.labelField.flatMap { secrets.contains($0) ? nil : MemberPath($0) }
        word = list.resource.wordField.flatMap { secrets.contains($0) ? nil : MemberPath($0) }
        let shown = [list.identifier, list.resource.labelField ?? ""]
        details = list.resource.columns.filter { column in
            !shown.contains(column) && !secrets.contains(column) && !list.isTime(column)
        }.prefix(Self.detailCount).map { MemberPath($0) }
    }

    /// Nil for what has no identifier.
    package func value(of item: JSONValue) -> LiveValue? {
        guard let identifier = identifier.value(in: item), let label = text(identifier) else { return nil }
        let name = name.flatMap { $0.value(in: item) }.flatMap(text) ?? ""
        let details = details.compactMap { path in path.value(in: item).flatMap { detail($0, path.text) } }
        let facts = (name == label ? [] : [name]) + details
        let description = facts.filter { !$0.isEmpty }.joined(separator: " · ")
        return LiveValue(
            identifier: identifier, word: word.flatMap { $0.value(in: item)?.string },
            label: TerminalText.visible(label), names: name.isEmpty ? [] : [name],
            description: TerminalText.visible(DisplayWidth.truncate(description, to: 160)))
    }

    /// Of a string or an integer; others identify nothing.
    private func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): "\(number)"
        default: nil
        }
    }

    /// What a number or a flag says: `memory`, and of `resources.count` that it counts resources.
    private static func title(_ path: String) -> Substring {
        path.split(separator: ".").last { $0 != "count" } ?? ""
    }

    private func detail(_ value: JSONValue, _ name: String) -> String? {
        switch value {
        case .bool(let flag): "\(Self.title(name)) \(flag)"
        case .integer(let number): "\(Self.title(name)) \(number)"
        case .number(let number): "\(Self.title(name)) \(number)"
        default: text(value)
        }
    }
}

/// The members of a list's items that are not to be shown.
struct SecretMembers {
    private let list: LiveList

    init(of list: LiveList) { self.list = list }

    /// Whether a member, or one that it is in, is secret.
    func contains(_ path: String) -> Bool {
        let group = list.group
        var schema = list.itemSchema
        for name in path.split(separator: ".") {
            while case .array(let item) = group.resolved(schema).shape { schema = item }
            guard let field = group.memberFields(of: schema).first(where: { $0.name == name }) else { return false }
            if field.isSecret { return true }
            schema = field.schema
        }
        return false
    }
}

extension LiveList {
    /// What the items of the answer look like.
    fileprivate var itemSchema: Schema {
        guard let list = group.resultSchema(of: operation), case .array(let item) = group.resolved(list).shape else {
            return Schema(.any)
        }
        return item
    }

    /// Whether a member is a moment, which tells things apart badly.
    fileprivate func isTime(_ path: String) -> Bool {
        guard let schema = group.schema(at: path, of: itemSchema) else { return false }
        return ["date-time", "date"].contains(group.resolved(schema).format)
    }
}
