/// Text in mdoc(7), the language of manual pages in which BSD and Linux have what things are, not how they look.
struct ManualText {
    private(set) var text = ""

    /// A line that begins with a macro; its words must be safe (``quoted(_:)``).
    mutating func macro(_ name: String, _ words: String...) {
        text += ([".\(name)"] + words.filter { !$0.isEmpty }).joined(separator: " ") + "\n"
    }

    /// Running text: each sentence begins a line, so that the formatter spaces them; long ones go on in the next.
    mutating func sentences(_ prose: String) {
        var rest = prose[...]
        while !rest.isEmpty {
            let sentence = Self.firstSentence(of: rest)
            // Escapes count: it is the source whose lines should not be long.
            for line in WrappedText.lines(of: Self.escaped(String(sentence)), width: 78) {
                text += Self.beginning(line) + "\n"
            }
            rest = rest[sentence.endIndex...].drop { $0 == " " || $0 == "\n" }
        }
    }

    /// Lines that stay as they are.
    mutating func literal(_ lines: [String]) {
        macro("Bd", "-literal", "-offset", "indent")
        for line in lines { text += Self.beginning(Self.escaped(line)) + "\n" }
        macro("Ed")
    }

    /// A list whose entries are a word and what it means.
    mutating func list(_ entries: [(term: String, body: (inout ManualText) -> Void)], width: String? = nil) {
        if let width { macro("Bl", "-tag", "-width", width) } else { macro("Bl", "-tag", "-width", "Ds") }
        for entry in entries {
            macro("It", entry.term)
            entry.body(&self)
        }
        macro("El")
    }

    /// A word of a macro's line: blanks inside it are no ends, and it is no macro itself.
    static func quoted(_ word: String) -> String {
        let safe = escaped(word)
        // A word that could be a macro, or punctuation that a macro would set apart, is told to be neither.
        let isBare = !safe.isEmpty && !safe.contains(" ") && !safe.contains("\"") && !isMacroLike(word)
        if isBare { return safe }
        return (isMacroLike(word) ? "\\&" : "") + (safe.contains(" ") ? "\"\(safe)\"" : safe)
    }

    private static func isMacroLike(_ word: String) -> Bool {
        (word.count == 2 && word.first?.isUppercase == true) || word.allSatisfy { ".,:;()[]?!|".contains($0) }
    }

    /// A line of text that is not taken for one with a macro.
    private static func beginning(_ line: String) -> String { line.hasPrefix(".") ? "\\&" + line : line }

    /// A minus is no hyphen, a backslash no escape, and quotes stay straight.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "\"": result += "\\(dq"
            case "~": result += "\\(ti"
            case "^": result += "\\(ha"
            default: result.append(character)
            }
        }
        return result
    }

    private static func firstSentence(of text: Substring) -> Substring {
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            if text[index] == "\n" { return text[..<index] }
            if ".?!".contains(text[index]), next < text.endIndex, text[next] == " " { return text[..<next] }
            index = next
        }
        return text
    }
}
