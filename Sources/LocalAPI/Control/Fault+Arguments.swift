import Catalog
import JSON

/// Faults as scripts and `/_local/fail` write them:
/// `{ operation = "functions.update_trigger", status = 500, every = 3 }`.
extension LocalAPI.Fault {
    static let argumentNames = [
        "operation", "status", "latency", "stall", "reset", "truncate", "garbage", "probability", "seed", "every",
        "count", "lose_answer"
    ]
    private static let outcomeNames = ["status", "stall", "reset", "truncate", "garbage"]

    /// - Throws: `StoreError` of kind `misuse` that says what was expected.
    init(_ arguments: JSONObject, _ api: LocalAPI) throws(StoreError) {
        let given = Self.outcomeNames.filter { arguments[$0].map { $0 != .bool(false) && !$0.isNull } ?? false }
        guard given.count <= 1 else { throw api.misuse("expected one of \(given.joined(separator: ", ")), found all") }
        self.init(try Self.outcome(given.first, arguments, api))
        operation = try Self.operation(arguments, api)
        latency = try Self.latency(arguments, api)
        losesAnswer = arguments.flag("lose_answer")
        guard outcome != .answer || latency > .zero else {
            throw api.misuse("expected status, latency, stall, reset, truncate or garbage")
        }
        probability = try Self.number("probability", 0...1, arguments, api) ?? 1
        seed = UInt64(bitPattern: arguments.integer("seed") ?? 1)
        every = Int(try Self.number("every", 1...1_000_000_000, arguments, api) ?? 1)
        count = try Self.number("count", 0...1_000_000_000, arguments, api).map { Int($0) }
    }

    private static func outcome(
        _ name: String?, _ arguments: JSONObject, _ api: LocalAPI
    ) throws(StoreError) -> Outcome {
        switch name {
        case "status": .status(Int(try number("status", 400...599, arguments, api) ?? 500))
        case "stall": .stall
        case "reset": .reset
        case "truncate": .truncation(bytes: arguments.integer("truncate").map { Int(clamping: max($0, 0)) })
        case "garbage": .garbage
        default: .answer
        }
    }

    /// An operation's name, or a group's.
    private static func operation(_ arguments: JSONObject, _ api: LocalAPI) throws(StoreError) -> String? {
        guard let name = arguments.string("operation") else { return nil }
        let catalog = api.configuration.catalog
        if let operation = catalog.operation(name) { return operation.qualifiedName }
        let group = name.hasSuffix(".*") ? String(name.dropLast(2)) : name
        guard catalog.groupNames.contains(group) else {
            throw api.misuse(
                "no operation is called '\(name)'\(Suggestion.ending(for: name, in: catalog.operationNames))")
        }
        return group + ".*"
    }

    /// A span such as `200ms`, or seconds.
    private static func latency(_ arguments: JSONObject, _ api: LocalAPI) throws(StoreError) -> Duration {
        guard let value = arguments["latency"], !value.isNull else { return .zero }
        if let seconds = value.number, (0...3_600).contains(seconds) { return .seconds(seconds) }
        if let text = value.string {
            if text.hasSuffix("ms"), let count = Int(text.dropLast(2)), (0...3_600_000).contains(count) {
                return .milliseconds(count)
            }
            if let span = LocalAPI.duration(text), (.zero ... .seconds(3_600)).contains(span) { return span }
        }
        throw api.misuse("expected a latency of at most an hour: seconds, or a span such as '200ms', '3s'")
    }

    private static func number(
        _ name: String, _ range: ClosedRange<Int>, _ arguments: JSONObject, _ api: LocalAPI
    ) throws(StoreError) -> Double? {
        guard let value = arguments[name], !value.isNull else { return nil }
        guard let number = value.number, (Double(range.lowerBound)...Double(range.upperBound)).contains(number) else {
            throw api.misuse("expected a number from \(range.lowerBound) to \(range.upperBound) for \(name)")
        }
        return number
    }

    /// As it would be written again, with what it has done.
    func document(requests: Int, strikes: Int) -> JSONObject {
        var document: JSONObject = ["operation": operation.map(JSONValue.string) ?? .null]
        switch outcome {
        case .answer: break
        case .status(let status): document["status"] = .integer(Int64(status))
        case .reset: document["reset"] = true
        case .stall: document["stall"] = true
        case .truncation(let bytes): document["truncate"] = bytes.map { .integer(Int64($0)) } ?? true
        case .garbage: document["garbage"] = true
        }
        if latency > .zero {
            let (seconds, attoseconds) = latency.components
            document["latency"] = .number(Double(seconds) + Double(attoseconds) / 1e18)
        }
        if losesAnswer { document["lose_answer"] = true }
        if probability < 1 { document["probability"] = .number(probability) }
        if every > 1 { document["every"] = .integer(Int64(every)) }
        document["count"] = count.map { .integer(Int64($0)) }
        document["requests"] = .integer(Int64(requests))
        document["strikes"] = .integer(Int64(strikes))
        return document
    }
}
