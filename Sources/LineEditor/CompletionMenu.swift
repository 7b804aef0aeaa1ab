/// The open menu: which candidate is chosen, and which rows show.
package struct CompletionMenu: Equatable, Sendable {
    package private(set) var list: CompletionList
    package private(set) var selection = 0
    private var top = 0

    /// Rows at most, a note not counted.
    package static let maximumRows = 8

    package init(_ list: CompletionList) {
        self.list = list
    }

    package var selected: CompletionCandidate? {
        list.candidates.indices.contains(selection) ? list.candidates[selection] : nil
    }

    /// Chooses the next candidate, or with -1 the one before; the ends meet.
    package mutating func move(by step: Int) {
        guard !list.candidates.isEmpty else { return }
        selection = (selection + step + list.candidates.count) % list.candidates.count
    }

    /// Takes a new list and keeps the choice if it is still there.
    package mutating func update(_ new: CompletionList) {
        let chosen = selected?.text
        list = new
        selection = new.candidates.firstIndex { $0.text == chosen } ?? 0
        top = 0
    }

    /// One row: its text is ready to print, the label padded. A note has no label.
    package struct Row: Equatable, Sendable {
        package var label: String
        package var description: String
        package var isSelected: Bool

        package init(label: String, description: String, isSelected: Bool) {
            self.label = label
            self.description = description
            self.isSelected = isSelected
        }
    }

    /// The rows that fit into so many columns and rows.
    package mutating func rows(columns: Int, available: Int) -> [Row] {
        let note = list.note.isEmpty ? 0 : 1
        let count = min(Self.maximumRows, list.candidates.count, max(0, available - note))
        if count > 0 { top = min(max(top, selection - count + 1), selection) }
        let shown = list.candidates.indices.dropFirst(top).prefix(count)
        let width = labelWidth(columns: columns)
        var rows = shown.map { row(list.candidates[$0], isSelected: $0 == selection, width: width, columns: columns) }
        if note > 0, available > 0 { rows.append(noteRow(columns: columns)) }
        return rows
    }

    private func noteRow(columns: Int) -> Row {
        let text = CellWidth.fitting(list.note, cells: max(0, columns - 3))
        return Row(label: "", description: text, isSelected: false)
    }

    private func labelWidth(columns: Int) -> Int {
        let widest = list.candidates.map { CellWidth.of($0.label.unicodeScalars) }.max() ?? 0
        return min(widest, max(1, columns / 2))
    }

    private func row(_ candidate: CompletionCandidate, isSelected: Bool, width: Int, columns: Int) -> Row {
        let label = CellWidth.fitting(candidate.label, cells: width)
        let padded = label + String(repeating: " ", count: width - CellWidth.of(label.unicodeScalars))
        // One cell stays free, so that no row ends in the terminal's last column.
        let room = max(0, columns - width - 5)
        let description = room > 0 ? CellWidth.fitting(candidate.description, cells: room) : ""
        return Row(label: padded, description: description, isSelected: isSelected)
    }

    /// The candidates in columns, for terminals without a menu.
    package static func plainColumns(_ list: CompletionList, columns: Int) -> String {
        let labels = list.candidates.map(\.label)
        let width = (labels.map { CellWidth.of($0.unicodeScalars) }.max() ?? 0) + 2
        let perRow = max(1, columns / width)
        let height = (labels.count + perRow - 1) / perRow
        let lines = (0..<height).map { row in
            stride(from: row, to: labels.count, by: height).map { index in
                let isLast = index + height >= labels.count
                let padding = isLast ? 0 : width - CellWidth.of(labels[index].unicodeScalars)
                return labels[index] + String(repeating: " ", count: padding)
            }.joined()
        }
        return (lines + (list.note.isEmpty ? [] : [list.note])).joined(separator: "\n")
    }
}
