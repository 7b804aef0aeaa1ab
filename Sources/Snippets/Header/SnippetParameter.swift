public import JSON

/// One value that a snippet takes.
public struct SnippetParameter: Sendable, Equatable {
    public var name: String
    public var type: ParameterType
    public var isRequired = false
    /// What it is where nobody gives it; nil: absent.
    public var defaultValue: JSONValue?
    /// The default as it is written.
    public var defaultText: String?
    /// The kind of resource whose names its values are, for completion: `functions.namespace`.
    public var resource: String?
    public var summary = ""

    public init(_ name: String, _ type: ParameterType) {
        self.name = name
        self.type = type
    }
}

/// What values a parameter takes.
public enum ParameterType: Sendable, Hashable {
    case string, integer, number, boolean
    /// A schedule of five fields.
    case cron
    /// Texts with commas between.
    case list
    /// `90s`, `10m`, `1h30m`; seconds for the snippet.
    case duration
    /// A day, or a moment by RFC 3339.
    case date
    /// One of some words.
    case choice([String])
    /// The identifier of a resource of this kind, under its full name.
    case resource(String, isInteger: Bool)

    /// The types that have a word of their own.
    static let words: [String: ParameterType] = [
        "string": .string, "integer": .integer, "number": .number, "boolean": .boolean, "cron": .cron, "list": .list,
        "duration": .duration, "date": .date
    ]

    /// As the header writes it: `cron`, `all|yes|no`, `droplets.droplet`.
    public var description: String {
        switch self {
        case .choice(let words): words.joined(separator: "|")
        case .resource(let name, _): name
        default: Self.words.first { $0.value == self }?.key ?? "string"
        }
    }

    /// What a value has to be, for messages and questions.
    public var meaning: String {
        switch self {
        case .string: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .cron: "a schedule of five fields such as \"0 6 * * 1-5\""
        case .list: "texts with commas between"
        case .duration: "a span of time such as 90s, 10m or 1h30m"
        case .date: "a date such as 2026-08-07 or 2026-08-07T12:00:00Z"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        case .resource(let name, _): "the identifier of a \(name)"
        }
    }
}
