/// One line of the table: a measure beside its reference, taken in turns in the same run.
struct Row {
    let name: String
    let target: Double?
    /// Pairs of (value, reference), one a round.
    var rounds: [(value: Double, reference: Double)] = []

    init(_ name: String, target: Double?) {
        self.name = name
        self.target = target
    }

    /// `name value reference ratio target`: medians, the ratio of the rounds' ratios.
    var line: String {
        let value = median(rounds.map(\.value))
        let reference = median(rounds.map(\.reference))
        let ratio = median(rounds.map { $0.value / $0.reference })
        let columns = [format(value), format(reference), format(ratio), target.map(format) ?? "-"]
        return ([name] + columns).joined(separator: "\t")
    }

    private func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }

    /// Three digits after the point, without Foundation.
    private func format(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        let fraction = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}
