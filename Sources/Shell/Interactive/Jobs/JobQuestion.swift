internal import Scripting

/// What is asked before the tasks beside the prompt are ended.
enum JobQuestion {
    /// `1 job is running (entry:1): end it and leave? [y/N] `
    static func text(_ tasks: [AsyncTask]) -> String {
        let names = tasks.prefix(3).map { Redaction.mask(TerminalText.visible($0.name)) }.joined(separator: ", ")
        let shown = names + (tasks.count > 3 ? ", ..." : "")
        return tasks.count == 1
            ? "1 job is running (\(shown)): end it and leave? [y/N] "
            : "\(tasks.count) jobs are running (\(shown)): end them and leave? [y/N] "
    }

    static func isYes(_ answer: String) -> Bool { ["y", "yes"].contains(answer.trimmed.lowercased()) }
}
