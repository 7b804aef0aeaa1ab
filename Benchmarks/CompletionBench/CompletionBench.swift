import APIClient
import Catalog
import HTTPMessage
import JSON
import LineEditor
import Scripting
import Shell

/// What Tab takes until there is something to show: over every operation, and with 10,000 values of the API known.
@main
struct CompletionBench {
    private static let goal = "5"

    static func main() throws {
        let engine = try Engine { APIClient(transport: InProcessTransport { _ in HTTPResponse(status: 500) }) }
        let values = KnownValues()
        let completion = CompletionEngine(source: EngineSymbols(engine: engine), live: values)
        statics(completion, engine.catalog)
        live(completion, values)
    }

    // MARK: - Rows

    private static func statics(_ completion: CompletionEngine, _ catalog: Catalog) {
        let names = catalog.operationNames
        let groups = Measured(catalog.groupNames.map { "\($0)." }, completion)
        row("completion: the operations of a group, first use, slowest of \(groups.count) (ms)", groups.slowest)
        let calls = names.map { "\($0){ " }
        let first = Measured(calls, completion)
        row("completion: the parameters of a call, first use, slowest of \(first.count) (ms)", first.slowest)
        let texts = calls + names.map { String($0.dropLast()) } + ["d", "x = pri", "DROP", "zzqq", "local drift = 1 dr"]
        let all = Measured(texts, completion)
        row("completion: names and parameters, slowest of \(all.count) (ms)", all.slowest)
        row("completion: the same, median (ms)", all.median)
    }

    private static func live(_ completion: CompletionEngine, _ values: KnownValues) {
        values.fill(completion)
        let stems = ["", "trigger-4", "TRIGGER-4", "reports/17", "tgr9", "nothing like it"]
        let texts = stems.flatMap { stem in
            (0..<KnownValues.listCount).map { "functions.get_trigger('fn-\($0)', \"\(stem)" }
        }
        let all = Measured(texts, completion)
        row("completion: identifiers, \(values.count) known, slowest of \(all.count) (ms)", all.slowest)
        row("completion: the same, median (ms)", all.median)
    }

    private static func row(_ what: String, _ milliseconds: Double) {
        let hundredths = Int((milliseconds * 100).rounded())
        let digits = String(hundredths % 100)
        print("\(what)\t\(hundredths / 100).\(digits.count < 2 ? "0" : "")\(digits)\t-\t-\t\(goal)")
    }
}

/// How long the completions of texts took, their ends being where the cursor is.
private struct Measured {
    private let milliseconds: [Double]

    init(_ texts: [String], _ completion: CompletionEngine) {
        milliseconds = texts.map { text in
            let start = ContinuousClock.now
            let list = completion.completions(for: text, cursor: text.utf8.count)
            let time = ContinuousClock.now - start
            precondition(list.replacing.upperBound == text.utf8.count)
            return Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3
        }.sorted()
    }

    var count: Int { milliseconds.count }
    var slowest: Double { milliseconds.last ?? 0 }
    var median: Double { milliseconds[milliseconds.count / 2] }
}

/// The triggers of 20 namespaces, 500 each.
private final class KnownValues: LiveValueSource {
    static let listCount = 20
    private static let valueCount = 500
    private var cache = LiveCache()

    var count: String { "10,000" }

    func answer(for list: LiveList, onlyKnown: Bool) -> LiveAnswer {
        cache.look(at: list, onlyKnown: onlyKnown, now: .now)
    }

    /// Fetches what the calls that are measured ask for.
    func fill(_ completion: CompletionEngine) {
        for number in 0..<Self.listCount {
            let text = "functions.get_trigger('fn-\(number)', \""
            _ = completion.completions(for: text, cursor: text.utf8.count)
        }
        let lists = cache.takeWanted()
        precondition(lists.count == Self.listCount)
        for list in lists {
            let reader = LiveValueReader(list)
            let values = (0..<Self.valueCount).compactMap { number in
                reader.value(of: [
                    "name": .string("trigger-\(number)"), "function": .string("reports/\(number)"), "is_enabled": true,
                    "scheduled_details": ["cron": "0 3 * * *"]
                ])
            }
            cache.finish(list.key, LiveCache.Contents(values: values, total: Self.valueCount), now: .now)
        }
    }
}
