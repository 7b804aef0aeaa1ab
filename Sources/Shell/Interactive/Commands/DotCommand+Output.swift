// How results are shown.
extension DotCommand {
    static var mode: DotCommand {
        let names = OutputFormat.allCases.map(\.rawValue)
        let known = names.joined(separator: ", ")
        return DotCommand("mode", "how results are written: \(known)", words: names) {
            (argument, loop) throws(CommandError) in
            guard !argument.isEmpty else {
                StandardStreams.write(loop.session.format.rawValue + "\n")
                return .goOn
            }
            guard let format = OutputFormat(rawValue: argument) else {
                throw CommandError("mode", expected: "one of \(known)", found: argument)
            }
            loop.session.format = format
            return .goOn
        }
    }

    static var rows: DotCommand {
        DotCommand("rows", "how many records of a list are shown: a number, or all", words: ["all"]) {
            (argument, loop) throws(CommandError) in
            switch (argument, Int(argument)) {
            case ("", _): StandardStreams.write((loop.session.rowLimit.map { String($0) } ?? "all") + "\n")
            case ("all", _): loop.session.rowLimit = nil
            case (_, let number?) where number > 0: loop.session.rowLimit = number
            default: throw CommandError("rows", expected: "a number or all", found: argument)
            }
            return .goOn
        }
    }

    static var timer: DotCommand {
        DotCommand("timer", "whether the time of each entry is shown: on, off", words: ["on", "off"]) {
            (argument, loop) throws(CommandError) in
            switch argument {
            case "on": loop.showsTime = true
            case "off": loop.showsTime = false
            case "": StandardStreams.write((loop.showsTime ? "on" : "off") + "\n")
            default: throw CommandError("timer", expected: "on or off", found: argument)
            }
            return .goOn
        }
    }
}
