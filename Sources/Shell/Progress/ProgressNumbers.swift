/// Numbers as a line of progress shows them.
enum ProgressNumbers {
    /// `1,200`
    static func count(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3), digit != "-" { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }

    /// `450/s`, `2.5/s`, `12/min`
    static func rate(_ perSecond: Double) -> String {
        if perSecond >= 9.95 { return count(Int(perSecond.rounded())) + "/s" }
        if perSecond < 1 { return "\(Int((perSecond * 60).rounded()))/min" }
        let tenths = Int((perSecond * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)/s"
    }

    /// `4 s`, `2 min 5 s`, `1 h 3 min`; parts of a second do not count.
    static func duration(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3_600 { return joined(seconds / 60, "min", seconds % 60, "s") }
        return joined(seconds / 3_600, "h", seconds % 3_600 / 60, "min")
    }

    private static func joined(_ first: Int64, _ unit: String, _ second: Int64, _ smallUnit: String) -> String {
        "\(first) \(unit)" + (second > 0 ? " \(second) \(smallUnit)" : "")
    }
}
