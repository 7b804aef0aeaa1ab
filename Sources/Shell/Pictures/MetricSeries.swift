internal import JSON

/// Numbers in the order of time, with gaps.
struct MetricSeries {
    var label: String
    var values: [Double?]
    /// In Unix seconds; empty where unknown.
    var times: [Double] = []

    var known: [Double] { values.compactMap(\.self) }
    var last: Double? { values.last { $0 != nil } ?? nil }

    /// How fast the values change a second, or from one to the next where times are unknown. A counter that was set back
    /// leaves a gap.
    var rate: MetricSeries {
        var rates: [Double?] = []
        for index in values.indices.dropFirst() {
            let span = times.count == values.count ? times[index] - times[index - 1] : 1
            guard let now = values[index], let before = values[index - 1], now >= before, span > 0 else {
                rates.append(nil)
                continue
            }
            rates.append((now - before) / span)
        }
        return MetricSeries(label: label, values: rates, times: Array(times.dropFirst()))
    }
}

/// Reads series from what scripts have.
enum MetricReader {
    struct Failure: Error, CustomStringConvertible {
        var description: String {
            "expected a list of numbers, a table of such lists by name, or what a monitoring metric call returned"
        }
    }

    /// - Throws: ``Failure``.
    static func series(of value: JSONValue) throws(Failure) -> [MetricSeries] {
        switch value {
        case .object(let object):
            // The answer of a metrics call: { status, data = { result = { { metric, values } } } }, or a part of it.
            if let inner = object["data"], inner.object != nil { return try series(of: inner) }
            if let results = object["result"]?.array { return try labeled(results) }
            if object["values"] != nil { return try labeled([value]) }
            var all: [MetricSeries] = []
            for member in object.members.sorted(by: { $0.name < $1.name }) {
                all.append(try one(member.value, label: member.name))
            }
            return all
        case .array(let values) where !values.isEmpty && values.allSatisfy { $0["values"] != nil }:
            return try labeled(values)
        default: return [try one(value, label: "")]
        }
    }

    /// The labels that are not the same in all of them tell series apart.
    private static func labeled(_ results: [JSONValue]) throws(Failure) -> [MetricSeries] {
        let labels = results.map { $0["metric"]?.object ?? [:] }
        let names = labels.flatMap(\.names).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let telling = names.sorted().filter { name in Set(labels.map { $0[name] }).count > 1 }
        var all: [MetricSeries] = []
        for (result, label) in zip(results, labels) {
            let text = telling.compactMap { label[$0]?.string }.joined(separator: " ")
            all.append(try one(result["values"] ?? .array([]), label: text))
        }
        return all
    }

    /// Numbers, or pairs of a time and a number.
    private static func one(_ value: JSONValue, label: String) throws(Failure) -> MetricSeries {
        guard let items = value.array else { throw Failure() }
        var series = MetricSeries(label: label, values: [])
        for item in items {
            switch item {
            case .array(let pair) where pair.count == 2:
                guard let time = pair[0].number else { throw Failure() }
                series.times.append(time)
                series.values.append(try number(pair[1]))
            default: series.values.append(try number(item))
            }
        }
        return series
    }

    /// Metrics come as texts, `NaN` among them.
    private static func number(_ value: JSONValue) throws(Failure) -> Double? {
        if value.isNull { return nil }
        guard let number = value.number ?? value.string.flatMap({ Double($0) }) else { throw Failure() }
        return number.isFinite ? number : nil
    }
}
