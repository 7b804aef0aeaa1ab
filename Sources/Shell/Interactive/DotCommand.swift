/// A command of the shell itself: a line that begins with a dot, which no chunk of Lua does.
enum DotCommand: String, CaseIterable {
    case help
    case exit
    case context
    case mode
    case rows
    case timer

    var summary: String {
        switch self {
        case .help: "this list, and how to get help"
        case .exit: "leave"
        case .context: "whom the shell talks to"
        case .mode: "how results are written: " + OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
        case .rows: "how many records of a list are shown: a number, or all"
        case .timer: "whether the time of each entry is shown: on, off"
        }
    }

    var arguments: [String] {
        switch self {
        case .mode: OutputFormat.allCases.map(\.rawValue)
        case .rows: ["all"]
        case .timer: ["on", "off"]
        case .help, .exit, .context: []
        }
    }

    /// The command and its argument, where the line begins with a dot and a letter.
    static func parse(_ line: String) -> (name: String, argument: String)? {
        guard line.first == ".", line.dropFirst().first?.isLetter == true, !line.contains("\n") else { return nil }
        let words = line.dropFirst().split(separator: " ", maxSplits: 1)
        return (String(words[0]), words.count > 1 ? String(words[1]).trimmed : "")
    }
}

extension String {
    /// Without the blanks around it.
    var trimmed: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop(while: \.isWhitespace))
    }
}
