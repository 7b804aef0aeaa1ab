internal import Scripting

// What runs beside the prompt.
extension DotCommand {
    static var jobs: DotCommand {
        DotCommand("jobs", "the tasks of async that run or have just ended; cancel N, or cancel all, ends them") {
            (argument, loop) throws(CommandError) in
            let words = CommandWords(argument).words
            switch (words.first, words.count) {
            case (nil, _): list(loop.session)
            case ("cancel", 2...): try cancel(Array(words.dropFirst()), loop.session)
            default: throw CommandError("jobs", expected: "nothing, cancel N or cancel all", found: argument)
            }
            return .goOn
        }.completing(argument)
    }

    private static func argument(_ session: Session, after words: [String]) -> CommandArgument {
        guard words.first == "cancel" else { return .words(words.isEmpty ? [Symbol("cancel", .value)] : []) }
        let jobs = session.jobs.running.filter { !words.contains(String($0.number)) }
        guard !jobs.isEmpty else { return .words([]) }
        let numbers = session.jobs.list(jobs).map { Symbol(String($0.number), .value, summary: $0.name) }
        return .words(numbers + [Symbol("all", .value)])
    }

    private static func list(_ session: Session) {
        let jobs = session.jobs.takeAll()
        guard !jobs.isEmpty else {
            return session.present([session.style.dim("no jobs; async(fn) runs a function in the background")])
        }
        session.present(Job.lines(jobs, width: StandardStreams.terminalWidth, style: session.style))
    }

    private static func cancel(_ words: [String], _ session: Session) throws(CommandError) {
        let running = session.jobs.running
        var tasks: [AsyncTask] = []
        for word in words {
            guard word != "all" else {
                tasks = running
                break
            }
            guard let task = running.first(where: { String($0.number) == word }) else {
                throw CommandError(".jobs: no job '\(TerminalText.visible(word))' is running; .jobs lists them")
            }
            tasks.append(task)
        }
        guard !tasks.isEmpty else { throw CommandError(".jobs: no job is running") }
        session.jobs.cancel(tasks)
    }
}
