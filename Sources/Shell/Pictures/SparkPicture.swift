internal import Cron
internal import Glibc
internal import JSON

/// Series as lines of blocks, each with its least, greatest and last value beside it.
struct SparkPicture: Picture {
    let series: [MetricSeries]
    private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    var data: JSONValue { ["series": .array(series.map(Self.data))] }

    private static func data(_ series: MetricSeries) -> JSONValue {
        let known = series.known
        func value(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }
        var data: JSONObject = [
            "label": .string(series.label), "count": .integer(Int64(known.count)), "min": value(known.min()),
            "max": value(known.max()), "mean": value(known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)),
            "last": value(series.last), "values": .array(series.values.map(value))
        ]
        if let first = series.times.first, let last = series.times.last {
            data["from"] = .string(UTCTime(unixSeconds: Int64(first)).description)
            data["to"] = .string(UTCTime(unixSeconds: Int64(last)).description)
        }
        return .object(data)
    }

    func lines(width: Int, style: Emphasis) -> [String] {
        guard series.contains(where: { !$0.known.isEmpty }) else { return ["no values"] }
        let labels = series.map { DisplayWidth.truncate(TerminalText.visible($0.label), to: max(8, width / 4)) }
        let numbers = series.map { [$0.known.min(), $0.known.max(), $0.last].map(Self.text) }
        let widths = (0..<3).map { column in numbers.map { $0[column].count }.max() ?? 0 }
        let labelWidth = labels.map { DisplayWidth.of($0) }.max() ?? 0
        let statistics = numbers.map { row in
            zip(zip(["min", "max", "last"], row), widths).map { pair, width in
                "\(pair.0) " + String(repeating: " ", count: width - pair.1.count) + pair.1
            }
        }
        let start = labelWidth > 0 ? labelWidth + 2 : 0
        // The statistics go before the line gets too short to show anything: first the least, then the greatest.
        var shown = statistics
        while let row = shown.first, !row.isEmpty, width - start - Self.width(of: row) < 16 {
            shown = shown.map { Array($0.dropFirst()) }
        }
        let room = max(8, width - start - (shown.first.map(Self.width) ?? 0))
        let lineWidth = min(room, series.map(\.values.count).max() ?? 0)
        return series.indices.map { index in
            let label = labels[index] + String(repeating: " ", count: start - DisplayWidth.of(labels[index]))
            let line = Self.line(series[index].values, cells: room)
            let blanks = String(repeating: " ", count: max(0, lineWidth - line.count))
            let tail = shown[index].map { "  " + $0 }.joined()
            return (label + style.cyan(line) + (tail.isEmpty ? "" : blanks) + style.dim(tail)).trimmedAtEnd
        }
    }

    private static func width(of texts: [String]) -> Int { texts.reduce(0) { $0 + 2 + $1.count } }

    /// A block for each value, or for the mean of several where there are more than cells.
    private static func line(_ values: [Double?], cells: Int) -> String {
        let points = values.count <= cells ? values : means(values, count: cells)
        let known = points.compactMap(\.self)
        guard let least = known.min(), let greatest = known.max() else { return "" }
        return String(
            points.map { point -> Character in
                guard let point else { return " " }
                guard greatest > least else { return blocks[3] }
                return blocks[min(7, Int((point - least) / (greatest - least) * 8))]
            })
    }

    private static func means(_ values: [Double?], count: Int) -> [Double?] {
        (0..<count).map { index in
            let part = values[index * values.count / count..<(index + 1) * values.count / count].compactMap(\.self)
            return part.isEmpty ? nil : part.reduce(0, +) / Double(part.count)
        }
    }

    /// Four digits that count, and the powers of a thousand as letters: `0.5`, `12.3`, `4.1k`, `2.07G`.
    static func text(_ number: Double?) -> String {
        guard var value = number else { return "-" }
        var unit = ""
        for next in ["k", "M", "G", "T", "P"] where abs(value) >= 10_000 || (!unit.isEmpty && abs(value) >= 1_000) {
            value /= 1_000
            unit = next
        }
        let places = abs(value) >= 100 ? 1.0 : abs(value) >= 10 ? 10 : abs(value) >= 1 ? 100 : 1_000
        let rounded = (value * places).rounded() / places
        let text = rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
        return text + unit
    }
}
