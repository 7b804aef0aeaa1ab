/// What is asked before the tasks beside the prompt are ended.
enum JobQuestion {
    /// `1 job is running (t = async(droplets.list)): end it and leave? [y/N] `
    static func text(_ jobs: [Job]) -> String {
        let names = jobs.prefix(2).map { DisplayWidth.truncate($0.name, to: 30) }.joined(separator: ", ")
        let shown = names + (jobs.count > 2 ? ", ..." : "")
        return jobs.count == 1
            ? "1 job is running (\(shown)): end it and leave? [y/N] "
            : "\(jobs.count) jobs are running (\(shown)): end them and leave? [y/N] "
    }

    static func isYes(_ answer: String) -> Bool { ["y", "yes"].contains(answer.trimmed.lowercased()) }
}
