/// Pieces of CommonMark with the tables of GitHub.
enum Markdown {
    /// Text that stands for itself, also in a cell of a table.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\", "*", "_", "[", "]", "<", ">", "|", "#", "`", "~": result += "\\" + String(character)
            case "\n", "\r\n": result += " "
            default: result.append(character)
            }
        }
        return result
    }

    /// A name or piece of source in a line. In a cell of a table a bar ends the cell even here, but for a backslash.
    static func code(_ text: String, inCell: Bool = false) -> String {
        let shown = inCell ? text.replacing("|", with: "\\|") : text
        guard shown.contains("`") else { return "`\(shown)`" }
        return "`` \(shown) ``"
    }

    static func block(_ text: String, _ language: String) -> String { "```\(language)\n\(text)\n```\n" }

    static func link(_ text: String, _ target: String) -> String { "[\(text)](\(target))" }

    /// A heading with a name for links to it that does not depend on who renders it.
    static func heading(_ level: Int, _ text: String, anchor: String) -> String {
        "<a id=\"\(anchor)\"></a>\n\n\(String(repeating: "#", count: level)) \(text)\n\n"
    }

    /// A table; the cells are Markdown already. Nothing where there are no rows.
    static func table(_ titles: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        let line: ([String]) -> String = { "| " + $0.joined(separator: " | ") + " |\n" }
        return line(titles) + line(titles.map { _ in "---" }) + rows.map(line).joined() + "\n"
    }
}
