package import Scripting

/// A task of `async` in a line.
package struct Job {
    let number: Int
    /// What it is called, or else the line that started it.
    let name: String
    let state: AsyncTask.State
    /// How long it ran, or has run.
    let duration: Duration
    /// What it waits for; nil where nobody knows.
    var wait: String?

    /// - Parameter source: The line that started it; nil where nobody knows.
    init(_ task: AsyncTask, source: String?) {
        number = task.number
        let name = task.name == task.place ? source ?? task.name : task.name
        self.name = Redaction.mask(TerminalText.visible(name))
        state = task.state
        duration = (task.ended ?? .now) - task.started
    }

    /// `functions.get_trigger`, `sleep, 42 s left`, `3 of 10 items`.
    package static func text(_ wait: TaskWait) -> String {
        switch wait {
        case .answers(let operation, 1): operation
        case .answers(let operation, let count): "\(operation) and \(count - 1) more"
        case .turn(let operation, let pause?): "\(operation), sent in \(ProgressNumbers.duration(pause))"
        case .turn(let operation, nil): "\(operation), held back by the rate limit"
        case .time(let left): "sleep, \(ProgressNumbers.duration(left)) left"
        case .task(let number): "task \(number)"
        case .items(let ended, let total?): "\(ProgressNumbers.count(ended)) of \(ProgressNumbers.count(total)) items"
        case .items(let ended, nil): "items, \(ProgressNumbers.count(ended)) so far"
        }
    }

    /// A table of jobs.
    static func lines(_ jobs: [Job], width: Int?, style: Emphasis) -> [String] {
        let columns: [TableLayout.Column] = [
            .init(title: "job", cells: jobs.map { TableCell(text: String($0.number), isNumber: true) }),
            .init(title: "state", cells: jobs.map { TableCell(text: $0.state.rawValue, isWhole: true) }),
            .init(title: "time", cells: jobs.map { TableCell(text: EntryCost.text($0.duration), isWhole: true) }),
            .init(title: "waits for", cells: jobs.map { TableCell(text: $0.wait ?? "") }),
            .init(title: "what", cells: jobs.map { TableCell(text: $0.name) })
        ]
        guard let layout = TableLayout(columns, width: width) else {
            return jobs.map { "\($0.number) \($0.state.rawValue)" }
        }
        return [layout.header(style)] + jobs.indices.map(layout.row)
    }
}
