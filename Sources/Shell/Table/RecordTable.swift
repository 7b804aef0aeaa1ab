package import JSON

/// Records as an aligned table, or one below the other where a table does not fit.
package struct RecordTable: Sendable {
    /// Paths of the members shown, as `name` or `scheduled_details.cron`; empty: chosen from the records.
    package var columns: [String] = []
    /// The cells of the terminal's width; nil: nothing is cut and no column is left out.
    package var width: Int?
    /// How many records are shown; nil: all.
    package var rowLimit: Int? = 40
    /// How many more records there are than the table is given.
    package var omitted = 0
    /// What follows the number of records that are not shown: how to see them.
    package var rowHint = ""
    package var showsHeader = true
    package var style = Emphasis.plain
    package var time = ShortTime.local
    /// How times are written in the columns of a table, where there is less room; nil: as elsewhere.
    package var columnTime: ShortTime?
    /// A last line: `37 triggers · 2 requests · 0.41 s`.
    package var footer: String?

    package init() {}

    /// The lines of a table of `rows`, without line ends.
    package func lines(_ rows: [JSONValue]) -> [String] {
        let shown = Array(rows.prefix(rowLimit ?? rows.count))
        var lines = shown.isEmpty ? [] : body(shown)
        let missing = rows.count - shown.count + omitted
        if missing > 0 { lines.append(style.dim("… \(ProgressNumbers.count(missing)) more\(rowHint)")) }
        if let footer { lines.append(style.dim(footer)) }
        return lines
    }

    /// One record, a member a line.
    package func lines(ofRecord record: JSONObject) -> [String] {
        // Whoever looks at one record wants to copy its identifier and addresses.
        RecordListing(width: width, style: style, time: time, leastValueWidth: 120).lines(of: record)
    }

    private func body(_ rows: [JSONValue]) -> [String] {
        let isRecords = rows.contains { $0.object != nil }
        let titles = !columns.isEmpty ? columns : isRecords ? TableColumns.choose(from: rows) : ["value"]
        let shortTitles = TableColumns.shortTitles(of: titles)
        var all = zip(titles, shortTitles).map { title, shortTitle in
            let path = MemberPath(title)
            return TableLayout.Column(
                title: TerminalText.visible(shortTitle),
                cells: rows.map { TableCell(path.value(in: $0), time: columnTime ?? time) })
        }
        // The first column tells which record it is: the last ones go before it is cut to the unrecognizable.
        all[0].leastTextWidth = TableLayout.leastNameWidth
        guard let layout = TableLayout(all, width: width) else { return listing(rows, titles) }
        var lines = showsHeader ? [layout.header(style)] : []
        lines.reserveCapacity(rows.count + 2)
        for index in rows.indices { lines.append(layout.row(index)) }
        if !layout.dropped.isEmpty { lines.append(droppedLine(layout.dropped)) }
        return lines
    }

    private func droppedLine(_ titles: [String]) -> String {
        let text = "+\(titles.count) column\(titles.count == 1 ? "" : "s"): " + titles.joined(separator: ", ")
        return style.dim(width.map { DisplayWidth.truncate(text, to: $0) } ?? text)
    }

    /// For a terminal too narrow for two columns.
    private func listing(_ rows: [JSONValue], _ titles: [String]) -> [String] {
        let listing = RecordListing(width: width, style: style, time: time)
        var lines: [String] = []
        for row in rows {
            if !lines.isEmpty { lines.append("") }
            lines += listing.lines(
                of: JSONObject(titles.map { ($0, TableColumns.value(of: $0, in: row) ?? .null) }))
        }
        return lines
    }
}
