// How results are shown.
extension DotCommand {
    static var mode: DotCommand {
        let names = OutputFormat.allCases.map(\.rawValue)
        return DotCommand("mode", "how results are written: \(OutputFormat.list)", words: names) {
            (argument, loop) throws(CommandError) in
            guard !argument.isEmpty else {
                loop.session.present([loop.session.rendering.format.rawValue])
                return .goOn
            }
            loop.session.rendering.format = try format(argument, "mode")
            return .goOn
        }
    }

    private static func format(_ name: String, _ command: String) throws(CommandError) -> OutputFormat {
        guard let format = OutputFormat(rawValue: name) else {
            throw CommandError(command, expected: "one of \(OutputFormat.list)", found: name)
        }
        return format
    }

    static var rows: DotCommand {
        DotCommand("rows", "how many records of a list are shown: a number, or all", words: ["all"]) {
            (argument, loop) throws(CommandError) in
            switch (argument, Int(argument)) {
            case ("", _): loop.session.present([loop.session.rendering.rowLimit.map { String($0) } ?? "all"])
            case ("all", _): loop.session.rendering.rowLimit = nil
            case (_, let number?) where number > 0: loop.session.rendering.rowLimit = number
            default: throw CommandError("rows", expected: "a number or all", found: argument)
            }
            return .goOn
        }
    }

    static var last: DotCommand {
        DotCommand(
            "last", "the last result once more and whole, in another mode if one is named",
            words: OutputFormat.allCases.map(\.rawValue)
        ) { (argument, loop) throws(CommandError) in
            let format = argument.isEmpty ? nil : try format(argument, "last")
            guard !loop.runner.record.lastResults.isEmpty else { throw CommandError(".last: there is no result yet") }
            try loop.runner.showLastResults(in: format)
            return .goOn
        }
    }

    static var timer: DotCommand {
        DotCommand("timer", "whether time, requests and the limit left are shown: on, off", words: onAndOff) {
            (argument, loop) throws(CommandError) in
            switch argument {
            case "on": loop.session.showsTime = true
            case "off": loop.session.showsTime = false
            case "": loop.session.present([loop.session.showsTime ? "on" : "off"])
            default: throw CommandError("timer", expected: "on or off", found: argument)
            }
            return .goOn
        }
    }

    static let onAndOff = ["on", "off"]
}
