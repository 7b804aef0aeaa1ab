import APIClient

/// Why something cannot be planned, with every problem at once. Nothing was sent, and the plan is as it was.
public struct PlanError: Error, Sendable, Equatable {
    /// One thing that is wrong.
    public struct Problem: Sendable, Equatable {
        /// The field, as a Lua program would write it: `scheduled_details.cron`. Empty where none is to blame.
        public var path: String
        /// The whole sentence, without its period.
        public var text: String

        public init(_ path: String, _ text: String) {
            self.path = path
            self.text = text
        }
    }

    /// What was to be planned: `functions.trigger nightly`, `functions.create_trigger`.
    public var subject: String
    /// The full name of the operation that would be called; nil where there is none.
    public var operation: String?
    /// At least one.
    public var problems: [Problem]
    /// What to do instead; nil where the problems say it.
    public var hint: String?

    public init(_ subject: String, operation: String? = nil, _ problems: [Problem], hint: String? = nil) {
        self.subject = subject
        self.operation = operation
        self.problems = problems
        self.hint = hint
    }

    public init(_ subject: String, operation: String? = nil, _ text: String, hint: String? = nil) {
        self.init(subject, operation: operation, [Problem("", text)], hint: hint)
    }

    init(_ subject: String, _ error: ArgumentError) {
        let problems = error.problems.map { Problem($0.path, $0.description) }
        self.init(subject, operation: error.operation, problems)
    }
}

extension PlanError: CustomStringConvertible {
    /// One line for one problem; a headline and a line for each where there are several. What is missing shares a line.
    public var description: String {
        let lines = lines
        guard lines.count > 1 else {
            return "\(subject): \(lines.first ?? "no problem")\(hint.map { "; \($0)" } ?? "")"
        }
        return "\(subject): \(lines.count) problems:" + lines.map { "\n  \($0)" }.joined()
            + (hint.map { "\n\($0)" } ?? "")
    }

    private var lines: [String] {
        let start = "missing: "
        let missing = problems.filter { $0.text.hasPrefix(start) }.map { $0.text.dropFirst(start.count) }
        let others = problems.map(\.text).filter { !$0.hasPrefix(start) }
        return missing.isEmpty ? others : others + [start + missing.joined(separator: ", ")]
    }
}
