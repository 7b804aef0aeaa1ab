/// An error of an entry as the prompt shows it: a red headline, the line with a caret under the place, the request, what to
/// do, then the calls that were open.
package struct EntryError {
    package static let chunkName = "entry"

    private let parts: ErrorParts
    /// The calls that were open.
    private let calls: [String]
    private let text: String
    /// Whom the call went to, as the line of the request says it: `context prod`.
    package var context: String?
    /// The cells of a line; nil: lines are not wrapped.
    package var width: Int?
    package var style = Emphasis.plain
    /// Whether a text has a syntax error that no text after it can mend.
    package var isHopeless: (String) -> Bool = { _ in true }

    /// - Parameters:
    ///   - calls: The calls that were open, those to show.
    ///   - text: The entry.
    package init(_ parts: ErrorParts, calls: [String], text: String) {
        (self.parts, self.calls, self.text) = (parts, calls, text)
    }

    /// Without line ends.
    package var lines: [String] {
        var lines = wrapped("error: " + headline, indentation: 2, style.boldRed)
        if let place { lines += source(place) }
        lines += detailLines.map { style.dim("  " + $0) }
        let hints = parts.hints + [parameterHint].compactMap(\.self)
        for hint in hints { lines += wrapped("  " + hint, indentation: 4) { $0 } }
        return lines + calls.flatMap { wrapped("  " + $0, indentation: 4, style.dim) }
    }

    /// The message without the entry's name; with the line where the entry has several.
    private var headline: String {
        let message = SyntaxErrorPlace.namingCharacter(in: parts.headline, of: text, chunkName: Self.chunkName)
        guard let line = SyntaxErrorPlace.line(in: message, chunkName: Self.chunkName) else { return message }
        let rest = message.dropFirst("\(Self.chunkName):\(line): ".count)
        return text.contains("\n") ? "line \(line): \(rest)" : Self.withoutPlaces(rest)
    }

    /// `coroutine.wrap` and others put the place before a message that has it already.
    private static func withoutPlaces(_ message: Substring) -> String {
        guard let line = SyntaxErrorPlace.line(in: String(message), chunkName: chunkName) else {
            return String(message)
        }
        return withoutPlaces(message.dropFirst("\(chunkName):\(line): ".count))
    }

    /// Where all parameters are told, if the wrong one resembles none of them.
    private var parameterHint: String? {
        guard let operation = parts.operation, parts.headline.contains("unknown parameter '"),
            !parts.headline.contains("did you mean")
        else { return nil }
        return "?\(operation) tells what it takes"
    }

    /// A resource that is not there may be in another context.
    private var details: [String] {
        guard parts.status == 404, let context else { return parts.details }
        return parts.details + ["in " + context]
    }

    /// As many to a line as fit; a path is never broken, so that it can be copied.
    private var detailLines: [String] {
        details.reduce(into: []) { lines, detail in
            let longer = (lines.last.map { $0 + " · " } ?? "") + detail
            if lines.isEmpty || DisplayWidth.of(longer) + 2 > width ?? .max {
                lines.append(detail)
            } else {
                lines[lines.count - 1] = longer
            }
        }
    }

    private func wrapped(_ text: String, indentation: Int, _ style: (String) -> String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            guard let width else { return [style(String(line))] }
            return WrappedText.lines(of: String(line), width: width, indentation: indentation).map(style)
        }
    }

    // MARK: - The place

    private var place: SyntaxErrorPlace? {
        SyntaxErrorPlace(
            message: parts.headline, text: text, chunkName: Self.chunkName, isHopeless: isHopeless)
            ?? SyntaxErrorPlace(
                ofName: ErrorName.name(in: parts.headline) ?? parts.operation.flatMap(ErrorName.last),
                line: SyntaxErrorPlace.line(in: parts.headline, chunkName: Self.chunkName), in: text)
    }

    private func source(_ place: SyntaxErrorPlace) -> [String] {
        let sources = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard place.line <= sources.count else { return [] }
        let label = "  \(place.line) | "
        let line = TerminalText.visible(String(sources[place.line - 1]))
        let margin = String(repeating: " ", count: label.count - 2) + "| "
        // A line that does not fit would leave its caret behind: what is before and after the place gives way.
        let room = max(20, (width ?? .max) - label.count - 1)
        let start = place.column + place.width <= room ? 0 : place.column + place.width - room + min(10, room / 3)
        let shown = DisplayWidth.prefix(of: DisplayWidth.suffix(of: line, from: start), fitting: room)
        let blanks = String(repeating: " ", count: place.column - start)
        let carets = String(repeating: "^", count: min(place.width, max(1, room - place.column + start)))
        return [style.dim(label) + shown, style.dim(margin) + blanks + style.red(carets)]
    }
}

/// The name that a message of Lua or of this program is about.
enum ErrorName {
    private static let marks = [
        "(global '", "(local '", "(field '", "(method '", "(upvalue '", "(constant '", "has no operation '",
        "has no setting '", "unknown parameter '", "unknown option '"
    ]

    static func name(in message: String) -> String? {
        for mark in marks {
            guard let start = message.firstRange(of: mark)?.upperBound else { continue }
            let name = message[start...].prefix { $0 != "'" }
            if !name.isEmpty { return String(name) }
        }
        return nil
    }

    /// `create_trigger` of `functions.create_trigger`.
    static func last(ofOperation operation: String) -> String? { operation.split(separator: ".").last.map(String.init) }
}
