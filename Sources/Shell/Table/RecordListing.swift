internal import JSON

/// One record as a listing: a member a line, nested ones by their path.
struct RecordListing {
    var width: Int?
    var style: Emphasis
    var time: ShortTime
    var lineLimit = 100
    /// The cells that a value gets in terminals too narrow for it, where it goes on in the next row.
    var leastValueWidth = TableLayout.leastTextWidth

    func lines(of record: JSONObject) -> [String] {
        var leaves: [(path: String, value: JSONValue)] = []
        flatten(.object(record), path: "", into: &leaves)
        let shown = leaves.prefix(lineLimit)
        let names = shown.map { TerminalText.visible($0.path) }
        let nameWidth = names.reduce(0) { max($0, DisplayWidth.of($1)) }
        var lines = zip(names, shown).map { line($0, nameWidth, $1.value) }
        if leaves.count > shown.count { lines.append(style.dim("… \(leaves.count - shown.count) more")) }
        return lines
    }

    private func line(_ name: String, _ nameWidth: Int, _ value: JSONValue) -> String {
        let label = name + ":" + String(repeating: " ", count: nameWidth - DisplayWidth.of(name) + 1)
        let text = TableCell(value, time: time).text
        let room = width.map { max(leastValueWidth, $0 - nameWidth - 2) }
        let line = style.dim(label) + (room.map { DisplayWidth.truncate(text, to: $0) } ?? text)
        return text.isEmpty ? style.dim(name + ":") : line
    }

    private func flatten(_ value: JSONValue, path: String, into leaves: inout [(path: String, value: JSONValue)]) {
        // One more than is shown and counted is enough work for any record a person looks at.
        guard leaves.count < 10_000 else { return }
        switch value {
        case .object(let object) where !object.isEmpty:
            for member in object.members {
                flatten(member.value, path: path.isEmpty ? member.name : "\(path).\(member.name)", into: &leaves)
            }
        case .array(let items) where items.contains(where: { $0.object != nil || $0.array != nil }):
            for (index, item) in items.enumerated() { flatten(item, path: "\(path)[\(index + 1)]", into: &leaves) }
        default:
            leaves.append((path, value))
        }
    }
}
