/// How results are written.
public enum OutputFormat: String, Sendable, CaseIterable {
    /// For a person: lists of records as tables, other values as Lua writes them.
    case table
    case json
    /// One JSON text a line, one line a record.
    case jsonl
    case yaml
    case csv
    case tsv
    /// What identifies each record, one a line.
    case ids
    /// A Lua constructor that gives the same value back.
    case lua

    /// All of them, for messages.
    package static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
