/// Rows of a plan in columns.
struct PlanLayout {
    private let style: Emphasis
    private let width: Int?
    private let labelWidth: Int
    private let placeWidth: Int
    private let pathWidth: Int

    /// The widest columns.
    private static let limits = (label: 32, place: 16, path: 36)
    private static let indentation = "  "
    private static let gap = "  "
    private static let nothing = "(none)"
    /// How many items of a list are told in each direction.
    private static let itemLimit = 6

    init(_ rows: [PlanRow], style: Emphasis, width: Int?) {
        self.style = style
        self.width = width
        labelWidth = min(Self.limits.label, rows.map { DisplayWidth.of($0.label) }.max() ?? 0)
        placeWidth = min(Self.limits.place, rows.compactMap(\.place).map { DisplayWidth.of($0) }.max() ?? 0)
        pathWidth = min(Self.limits.path, rows.flatMap(\.entries).map { DisplayWidth.of($0.path) }.max() ?? 0)
    }

    /// The lines of one row: the first has its name, and the fields stand below each other.
    func lines(of row: PlanRow) -> [String] {
        var entries = row.entries.flatMap(lines)
        let warnings = row.warnings.map { style.yellow("(\($0))") }
        let head = Self.indentation + marked(String(row.mark), as: row.mark) + " " + name(of: row)
        let first = ([head] + warnings + (entries.isEmpty ? [] : [entries.removeFirst()])).joined(separator: Self.gap)
        let margin = String(repeating: " ", count: marginWidth)
        return [trimmed(first)] + entries.map { margin + Self.gap + $0 }
    }

    /// The cells before the fields, without the gap.
    private var marginWidth: Int {
        Self.indentation.utf8.count + 2 + labelWidth + (placeWidth > 0 ? Self.gap.utf8.count + placeWidth : 0)
    }

    private func name(of row: PlanRow) -> String {
        let label = marked(padded(row.label, to: labelWidth), as: row.mark == "~" || row.mark == "*" ? " " : row.mark)
        guard placeWidth > 0 else { return label }
        return label + Self.gap + style.dim(padded(row.place ?? "", to: placeWidth))
    }

    private func marked(_ text: String, as mark: Character) -> String {
        switch mark {
        case "+": style.green(text)
        case "-": style.red(text)
        case "~", "*": style.yellow(text)
        default: text
        }
    }

    private func padded(_ text: String, to width: Int) -> String {
        let cut = self.width == nil ? text : DisplayWidth.truncate(text, to: width)
        return cut + String(repeating: " ", count: max(0, width - DisplayWidth.of(cut)))
    }

    private func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    // MARK: Fields

    private func lines(of entry: PlanRow.Entry) -> [String] {
        let path = padded(entry.path, to: pathWidth)
        switch (entry.before, entry.after) {
        case (nil, nil): return [style.dim(trimmed(path))]
        case (nil, let after?) where !entry.isUpdate:
            return [style.dim(path) + Self.gap + style.green(cut(after, to: room))]
        default: return [path + Self.gap + change(entry)] + items(of: entry)
        }
    }

    /// `"0 3 * * *" -> "0 4 * * *"`; each side gets what the other leaves of the line.
    private func change(_ entry: PlanRow.Entry) -> String {
        let (before, after) = (entry.before ?? Self.nothing, entry.after ?? Self.nothing)
        let arrow = " -> "
        guard let room else { return style.red(before) + arrow + style.green(after) }
        let both = max(8, room - arrow.count)
        let (beforeWidth, afterWidth) = (DisplayWidth.of(before), DisplayWidth.of(after))
        let half = both / 2
        let beforeRoom = beforeWidth <= half ? beforeWidth : max(half, both - afterWidth)
        let shown = DisplayWidth.truncate(before, to: min(beforeRoom, both - min(afterWidth, half)))
        return style.red(shown) + arrow
            + style.green(DisplayWidth.truncate(after, to: both - DisplayWidth.of(shown)))
    }

    /// What a list loses and gets, where the line cannot show both lists.
    private func items(of entry: PlanRow.Entry) -> [String] {
        guard let room, entry.removed.count + entry.added.count > 0,
            DisplayWidth.of(entry.before ?? "") + DisplayWidth.of(entry.after ?? "") + 4 > room
        else { return [] }
        let margin = String(repeating: " ", count: pathWidth) + Self.gap
        func lines(_ items: [String], _ mark: Character) -> [String] {
            let shown = items.prefix(Self.itemLimit).map { item in
                margin + marked("\(mark) " + cut(item, to: max(8, room - 2)), as: mark)
            }
            let more = items.count - shown.count
            return shown + (more > 0 ? [margin + style.dim("\(mark) … \(more) more")] : [])
        }
        return lines(entry.removed, "-") + lines(entry.added, "+")
    }

    /// The cells that are left for values.
    private var room: Int? {
        width.map { max(20, $0 - marginWidth - Self.gap.utf8.count * 2 - pathWidth) }
    }

    private func cut(_ text: String, to width: Int?) -> String {
        width.map { DisplayWidth.truncate(text, to: $0) } ?? text
    }
}
