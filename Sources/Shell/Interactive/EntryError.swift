/// An error of an entry as the prompt shows it: a red headline, for a syntax error the line with a caret under the place,
/// then the calls that were open.
struct EntryError {
    static let chunkName = "entry"

    let report: ErrorReport
    let text: String
    let style: Emphasis
    /// Whether a text has a syntax error that no text after it can mend.
    let isHopeless: (String) -> Bool

    func lines(verbose: Bool) -> [String] {
        let message = report.message
        var lines = headline(message).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[0] = style.boldRed(lines[0])
        if let place = SyntaxErrorPlace(
            message: message, text: text, chunkName: Self.chunkName, isHopeless: isHopeless)
        {
            lines += source(place)
        }
        return lines + (verbose ? report.traceback : report.frames).map { style.dim("  " + $0) }
    }

    /// The message without the entry's name; with the line where the entry has several.
    private func headline(_ message: String) -> String {
        guard let line = SyntaxErrorPlace.line(in: message, chunkName: Self.chunkName) else {
            return "error: " + message
        }
        let rest = message.dropFirst("\(Self.chunkName):\(line): ".count)
        return text.contains("\n") ? "error: line \(line): \(rest)" : "error: \(rest)"
    }

    private func source(_ place: SyntaxErrorPlace) -> [String] {
        let sources = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard place.line <= sources.count else { return [] }
        let label = "  \(place.line) | "
        let line = TerminalText.visible(String(sources[place.line - 1]))
        let blanks = String(repeating: " ", count: label.count + place.column)
        return [style.dim(label) + line, blanks + style.red(String(repeating: "^", count: place.width))]
    }
}
