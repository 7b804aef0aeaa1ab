/// How help is laid out: emphasis, and lines that fit the terminal.
struct HelpLayout {
    var style: Emphasis
    /// The cells of the terminal's width; nil: lines are not wrapped.
    var width: Int?

    /// Text narrower than this is not put beside a name, but below it.
    private static let narrowest = 26

    /// The cells a line may take.
    var cells: Int { width ?? .max }

    /// The cells for Lua source, which is broken where it is long even if nothing else is.
    var sourceCells: Int { min(width ?? 80, 100) }

    /// The first lines: a name and its sentence, side by side where they fit.
    func title(_ name: String, _ summary: String) -> [String] {
        guard !summary.isEmpty else { return [style.bold(name)] }
        let line = style.bold(name) + "  " + summary
        guard DisplayWidth.of(name) + 2 + DisplayWidth.of(summary) > cells else { return [line] }
        return [style.bold(name)] + wrapped(summary)
    }

    /// A title and what belongs to it, after a blank line; nothing where there is nothing.
    func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", style.bold(title)] + lines
    }

    func section(_ title: String, _ pairs: [(String, String)]) -> [String] { section(title, self.pairs(pairs)) }

    /// Words on lines that fit, each indented.
    func wrapped(_ text: String, indentation: Int = 0) -> [String] {
        let blanks = String(repeating: " ", count: indentation)
        return WrappedText.lines(of: text, width: cells - indentation).map { blanks + $0 }
    }

    /// A call, broken after commas, and after the name where that is long; further lines stand four cells further in.
    func signature(_ text: String, indentation: Int = 2) -> [String] {
        let blanks = String(repeating: " ", count: indentation)
        let room = cells - indentation
        guard DisplayWidth.of(text) > room else { return [blanks + text] }
        var lines = WrappedText.lines(of: text, width: room - 4)
        if DisplayWidth.of(lines[0]) > room, let open = text.firstIndex(where: { $0 == "(" || $0 == "{" }) {
            let rest = String(text[text.index(after: open)...]).trimmed
            lines = [String(text[...open])] + WrappedText.lines(of: rest, width: room - 4)
        }
        return [blanks + lines[0]] + lines.dropFirst().map { blanks + "    " + $0 }
    }

    /// Names with their descriptions beside them, in two columns; long descriptions go on below where they began.
    func pairs(_ pairs: [(String, String)], indentation: Int = 2) -> [String] {
        let nameWidth = columnWidth(for: pairs.map(\.0))
        return pairs.flatMap { entry($0, [.plain($1)], nameWidth: nameWidth, indentation: indentation) }
    }

    /// The cells for a column of names, without those that are so long that they get a line of their own.
    func columnWidth(for names: [String]) -> Int {
        let widest = cells == .max ? cells : max(16, cells * 2 / 5)
        return names.lazy.map { DisplayWidth.of($0) }.filter { $0 <= widest }.max() ?? 0
    }

    /// A part of a description that begins on a line of its own.
    enum Paragraph {
        case plain(String)
        case dim(String)
        /// Fits its line, and has its emphasis already.
        case line(String)

        var isEmpty: Bool {
            switch self {
            case .plain(let text), .dim(let text), .line(let text): text.isEmpty
            }
        }
    }

    /// A name in a column of `nameWidth` cells, and beside or below it paragraphs.
    func entry(_ name: String, _ paragraphs: [Paragraph], nameWidth: Int, indentation: Int) -> [String] {
        let blanks = String(repeating: " ", count: indentation)
        let isBeside = isBeside(nameWidth: nameWidth, indentation: indentation)
        let margin = isBeside ? indentation + nameWidth + 2 : indentation + 4
        let text = paragraphs.filter { !$0.isEmpty }.flatMap { lines(of: $0, margin: margin) }
        let rest = text.map { String(repeating: " ", count: margin) + $0 }
        let gap = nameWidth - DisplayWidth.of(name) + 2
        guard isBeside, gap >= 2, let first = text.first else { return [blanks + name] + rest }
        return [blanks + name + String(repeating: " ", count: gap) + first] + rest.dropFirst()
    }

    /// Facts and a sentence in one line where they fit `room`, else below each other.
    func paragraphs(facts: String, summary: String, room: Int) -> [Paragraph] {
        guard !summary.isEmpty, DisplayWidth.of(facts) + 2 + DisplayWidth.of(summary) <= room else {
            return [.dim(facts), .plain(summary)]
        }
        return [.line(style.dim(facts) + "  " + summary)]
    }

    /// The cells for the text of an entry.
    func room(besideNameWidth nameWidth: Int, indentation: Int) -> Int {
        cells - indentation - (isBeside(nameWidth: nameWidth, indentation: indentation) ? nameWidth + 2 : 4)
    }

    private func isBeside(nameWidth: Int, indentation: Int) -> Bool {
        cells - indentation - nameWidth - 2 >= Self.narrowest
    }

    private func lines(of paragraph: Paragraph, margin: Int) -> [String] {
        switch paragraph {
        case .plain(let text): WrappedText.lines(of: text, width: cells - margin)
        case .dim(let text): WrappedText.lines(of: text, width: cells - margin).map(style.dim)
        case .line(let text): [text]
        }
    }
}
