/// Draws a forecast: hours by days, the busiest minutes, the next runs.
struct ScheduleDrawing {
    let forecast: ScheduleForecast
    let width: Int
    let style: Emphasis

    var lines: [String] {
        guard !forecast.schedules.items.isEmpty else { return [cut("nothing is scheduled" + leftOut)] }
        var lines = [style.bold(cut(title))]
        lines += heatMap
        for section in [busiest, next] where !section.isEmpty { lines += [""] + section }
        return lines
    }

    private var title: String {
        let count = forecast.schedules.items.count
        return "\(ProgressNumbers.count(forecast.total)) run\(forecast.total == 1 ? "" : "s") of "
            + "\(ProgressNumbers.count(count)) schedule\(count == 1 ? "" : "s"), \(forecast.zone.name)\(leftOut)"
    }

    private var leftOut: String { forecast.schedules.leftOut.map { " (\($0))" } ?? "" }

    private func cut(_ text: String) -> String { DisplayWidth.truncate(TerminalText.visible(text), to: width) }

    // MARK: - Hours by days

    private var heatMap: [String] {
        let totals = forecast.days.map { ProgressNumbers.count($0.total) }
        let totalWidth = totals.map(\.count).max() ?? 0
        // What is left of a line for the hours, with a day's short name and its total beside them.
        let cell = min(3, (width - 6 - 2 - 2 - totalWidth) / 24)
        guard cell > 0 else { return zip(forecast.days, totals).map { cut("\(name($0, isLong: false))  \($1)") } }
        let isLong = width >= 9 + 2 + 24 * cell + 2 + totalWidth
        let scale = HeatScale(forecast.days.flatMap { $0.hours.compactMap(\.self) })
        var lines = [style.dim(blanks((isLong ? 9 : 6) + 2) + hourLabels(cell))]
        for (day, total) in zip(forecast.days, totals) {
            let cells = day.hours.map { self.cell($0, width: cell, scale) }.joined()
            lines.append(
                name(day, isLong: isLong) + "  " + cells + "  "
                    + style.dim(blanks(totalWidth - total.count) + total))
        }
        return lines + (scale.steps.isEmpty ? [] : [legend(scale, indentation: (isLong ? 9 : 6) + 2)])
    }

    private func cell(_ runs: Int?, width: Int, _ scale: HeatScale) -> String {
        guard let runs else { return blanks(width) }
        guard let shade = scale.shade(of: runs) else {
            return blanks(width / 2) + style.dim("·") + blanks((width - 1) / 2)
        }
        return HeatScale.text(shade, count: width, style)
    }

    private func hourLabels(_ cell: Int) -> String {
        let step = cell == 1 ? 6 : 3
        var line = ""
        for hour in stride(from: 0, to: 24, by: step) {
            let label = hour < 10 ? "0\(hour)" : String(hour)
            line += label + blanks(step * cell - label.count)
        }
        return line.trimmedAtEnd
    }

    private func legend(_ scale: HeatScale, indentation: Int) -> String {
        let parts = scale.steps.map { step in
            let (least, greatest) = (step.range.lowerBound, step.range.upperBound)
            let text = ProgressNumbers.count(least) + (greatest > least ? "–" + ProgressNumbers.count(greatest) : "")
            let plain = "\(HeatScale.shades[step.shade]) \(text)"
            return (plain: plain, styled: HeatScale.text(step.shade, count: 1, style) + style.dim(" " + text))
        }
        let plain = blanks(indentation) + parts.map(\.plain).joined(separator: "  ") + "  runs an hour"
        guard DisplayWidth.of(plain) <= width else { return cut(parts.map(\.plain).joined(separator: " ")) }
        return blanks(indentation) + parts.map(\.styled).joined(separator: "  ") + style.dim("  runs an hour")
    }

    // MARK: - Lists

    private var busiest: [String] {
        guard !forecast.busiest.isEmpty else { return [] }
        let rows = forecast.busiest.map { busy in
            ["\(ProgressNumbers.count(busy.names.count)) at once", clocks(busy.times), days(busy.times)]
        }
        return [style.bold("busiest minutes")] + aligned(rows, names: forecast.busiest.map(\.names))
    }

    private var next: [String] {
        guard !forecast.next.isEmpty else { return [] }
        let rows = forecast.next.map { run in
            let moment = CivilMoment(run.time, in: forecast.zone)
            return [DayName.long(moment.day), moment.clock, Self.text(secondsAhead: run.time - forecast.start)]
        }
        return [style.bold("next runs")] + aligned(rows, names: forecast.next.map(\.names))
    }

    /// Columns of texts, then names as far as they fit. In narrow terminals the last columns make room for the names.
    private func aligned(_ rows: [[String]], names: [[String]]) -> [String] {
        var widths = (0..<3).map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        while widths.count > 1, width - widths.reduce(2, { $0 + $1 + 2 }) < 16 { widths.removeLast() }
        return zip(rows, names).map { row, names in
            let cells = zip(row, widths).map { $0 + blanks($1 - DisplayWidth.of($0)) }
            let start = "  " + cells.joined(separator: "  ") + "  "
            return style.dim(start) + NameList.text(names, width: max(4, width - DisplayWidth.of(start)))
        }
    }

    /// `03:00`, `09:00 15:00`, `00:00 and 21 more`
    private func clocks(_ times: [Int64]) -> String {
        let clocks = Set(times.map { CivilMoment($0, in: forecast.zone).clock }).sorted()
        return clocks.count <= 3 ? clocks.joined(separator: " ") : "\(clocks[0]) and \(clocks.count - 1) more"
    }

    private func days(_ times: [Int64]) -> String {
        let days = Set(times.map { CivilMoment($0, in: forecast.zone).day }).sorted()
        if days.count == forecast.days.count, days.count > 1 { return "every day" }
        if days.count == 1 { return DayName.long(days[0]) }
        return days.count <= 3 ? days.map(DayName.weekday).joined(separator: " ") : "\(days.count) days"
    }

    private func name(_ day: ScheduleForecast.Day, isLong: Bool) -> String {
        isLong ? DayName.long(day.number) : DayName.short(day.number)
    }

    /// `in 4 min`, `in 2 h 5 min`, `in 3 d 2 h`
    static func text(secondsAhead seconds: Int64) -> String {
        let minutes = (seconds + 59) / 60
        if minutes <= 0 { return "now" }
        if minutes < 60 { return "in \(minutes) min" }
        if minutes < 1_440 { return "in \(minutes / 60) h" + (minutes % 60 > 0 ? " \(minutes % 60) min" : "") }
        return "in \(minutes / 1_440) d" + (minutes % 1_440 / 60 > 0 ? " \(minutes % 1_440 / 60) h" : "")
    }

    private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}

/// Names of days, which are numbered from 1970-01-01.
enum DayName {
    static func weekday(_ day: Int) -> String {
        ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((day % 7) + 7) % 7]
    }

    /// `Sat 11-21`
    static func long(_ day: Int) -> String {
        let time = ShortTime.utc.text(day: day)
        return weekday(day) + " " + time
    }

    /// `Sat 21`
    static func short(_ day: Int) -> String { weekday(day) + " " + ShortTime.utc.text(day: day).suffix(2) }
}

/// Names in one line.
enum NameList {
    /// As many as fit, and how many more there are: `nightly, reports, +9`.
    static func text(_ names: [String], width: Int) -> String {
        let names = names.map { TerminalText.visible($0) }
        let whole = names.joined(separator: ", ")
        if DisplayWidth.of(whole) <= width { return whole }
        var text = ""
        for (index, name) in names.enumerated() {
            let next = text + (index > 0 ? ", " : "") + name
            let rest = ", +\(names.count - index - 1)"
            guard DisplayWidth.of(next) + DisplayWidth.of(rest) <= width else {
                guard index > 0 else { break }
                return text + ", +\(names.count - index)"
            }
            text = next
        }
        return DisplayWidth.truncate(names.count == 1 ? whole : "\(names[0]), +\(names.count - 1)", to: width)
    }
}

extension String {
    /// Without the blanks after it.
    var trimmedAtEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
