import Digest
import Glibc
import JSON

/// One line of a chart.
struct MetricSeries {
    private let labels: [String: String]
    /// How many digits behind the point a value is shown with.
    private let digits: Int
    private let value: @Sendable (Int64) -> Double

    /// - Parameter value: Of a moment, in Unix seconds.
    init(_ labels: [String: String] = [:], digits: Int = 4, _ value: @escaping @Sendable (Int64) -> Double) {
        self.labels = labels
        self.digits = digits
        self.value = value
    }

    /// As Prometheus gives it: the labels, and pairs of a moment and a number in quotes.
    func document(over range: MetricRange, labels others: [String: String]) -> JSONValue {
        let all = labels.merging(others) { own, _ in own }.sorted { $0.key < $1.key }
        let values = range.times.map { JSONValue.array([.integer($0), .string(text(value($0)))]) }
        return [
            "metric": .object(JSONObject(all.map { ($0.key, .string($0.value)) })), "values": .array(values)
        ]
    }

    private func text(_ number: Double) -> String {
        guard digits > 0 else { return "\(Int64(number.rounded()))" }
        return "\((number * 10_000).rounded() / 10_000)"
    }
}

/// The moments that a request asks for.
struct MetricRange {
    private static let finest: Int64 = 15
    private static let most: Int64 = 500

    /// Unix seconds, evenly spaced.
    let times: [Int64]

    /// - Parameter since: Unix seconds before which there is nothing.
    /// - Throws: `Refusal` 422 for what are no moments, or in the wrong order.
    init(_ call: Call, since: Int64) throws(Refusal) {
        let start = try Self.time("start", call)
        let end = try Self.time("end", call)
        guard start <= end else { throw .unprocessable("start must not be after end") }
        // Any range has so few steps that an answer stays short; whole multiples, so that ranges agree.
        let step = max(Self.finest, ((end - start) / Self.most + Self.finest - 1) / Self.finest * Self.finest)
        let first = (max(start, since) + step - 1) / step * step
        times = Array(stride(from: first, through: min(end, call.now), by: Int(step)))
    }

    private static func time(_ name: String, _ call: Call) throws(Refusal) -> Int64 {
        guard let number = call.query(name).flatMap(Double.init), (0...1e11).contains(number) else {
            throw .unprocessable("\(name) must be Unix seconds")
        }
        return Int64(number)
    }
}

/// A curve between 0 and 1 that repeats each day, with its peak where the droplet and the metric say.
struct Wave: Sendable {
    private static let day = 86_400.0
    private static let swing = 0.35

    /// Seconds after midnight.
    private let peak: Double

    init(_ droplet: String, _ metric: String) {
        let digest = SHA256.digest(Array("\(droplet) \(metric)".utf8))
        peak = Double(UInt16(digest[0]) << 8 | UInt16(digest[1])) / 65_536 * Self.day
    }

    /// - Parameter time: Unix seconds.
    func value(at time: Int64) -> Double {
        0.5 + Self.swing * cos(angle(time)) + 0.1 * cos(angle(time) * 24)
    }

    /// The area below it, in seconds: what a counter that grows by it would count.
    func sum(from start: Int64, to end: Int64) -> Double { area(end) - area(start) }

    private func area(_ time: Int64) -> Double {
        let scale = Self.day / (2 * .pi)
        return 0.5 * Double(time) + Self.swing * scale * sin(angle(time))
            + 0.1 * scale / 24 * sin(angle(time) * 24)
    }

    private func angle(_ time: Int64) -> Double {
        ((Double(time) - peak) / Self.day).truncatingRemainder(dividingBy: 1) * 2 * .pi
    }
}
