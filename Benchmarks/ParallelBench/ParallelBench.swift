import APIClient
import CBaselines
import HTTPMessage
import Lua
import Scripting

/// What `parallel` costs: waits beside those of Swift tasks, items beside coroutines written by hand, calls beside a loop.
/// One line a row: name, value, reference, ratio, target, separated by tabs; medians of the rounds, taken in turns.
@main
struct ParallelBench {
    static func main() async throws {
        for (count, rounds) in [(1_000, 9), (10_000, 7)] {
            try await waits(count, rounds: rounds)
        }
        try items(100_000, rounds: 7)
        try calls(5_000, rounds: 7)
    }

    /// Milliseconds until all of `count` waits of 10 ms have passed.
    private static func waits(_ count: Int, rounds: Int) async throws {
        let engine = try engine()
        let function = try function(
            of: engine,
            """
            local items = {} for i = 1, \(count) do items[i] = i end
            return function() parallel(items, function() sleep(0.01) end, { concurrency = \(count) }) end
            """)
        var pairs: [(Double, Double)] = []
        for round in 0...rounds {
            let reference = await milliseconds {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<count { group.addTask { try? await Task.sleep(for: .milliseconds(10)) } }
                }
            }
            let value = try await milliseconds { _ = try engine.interpreter.run(function) }
            if round > 0 { pairs.append((value, reference)) }  // the first one warms up
        }
        show("parallel: \(count) items, 10 ms each (ms)", pairs, target: "1.1")
    }

    /// Microseconds of an item whose function returns at once; the reference makes a coroutine an item and resumes it.
    private static func items(_ count: Int, rounds: Int) throws {
        let engine = try engine()
        let subject = try function(
            of: engine,
            """
            local items = {} for i = 1, \(count) do items[i] = i end
            return function() assert(#parallel(items, function(i) return i end) == \(count)) end
            """)
        let stream = try function(
            of: engine,
            """
            return function()
                local i = 0
                local function numbers() if i < \(count) then i = i + 1 return i end end
                assert(#parallel(numbers, function(i) return i end) == \(count))
            end
            """)
        let reference = try function(
            of: engine,
            """
            local items = {} for i = 1, \(count) do items[i] = i end
            return function()
                local results, f = {}, function(i) return i end
                for i, item in ipairs(items) do
                    local ok, result = coroutine.resume(coroutine.create(f), item)
                    results[i] = result
                end
                assert(#results == \(count))
            end
            """)
        var lists: [(Double, Double)] = []
        var streams: [(Double, Double)] = []
        for round in 0...rounds {
            let base = try microseconds(each: count) { _ = try engine.interpreter.run(reference) }
            let list = try microseconds(each: count) { _ = try engine.interpreter.run(subject) }
            let iterator = try microseconds(each: count) { _ = try engine.interpreter.run(stream) }
            if round > 0 {
                lists.append((list, base))
                streams.append((iterator, base))
            }
        }
        show("parallel: an item of a list (us; beside: coroutine.create and resume)", lists, target: "-")
        show("parallel: an item of an iterator (us; beside: the same)", streams, target: "-")
    }

    /// Microseconds of a call of the API, in process, through `parallel` and in a loop.
    private static func calls(_ count: Int, rounds: Int) throws {
        let engine = try engine()
        let subject = try function(
            of: engine,
            """
            local items = {} for i = 1, \(count) do items[i] = i end
            return function() assert(#parallel(items, function() return tags.get('web') end) == \(count)) end
            """)
        let reference = try function(
            of: engine,
            "return function() local r = {} for i = 1, \(count) do r[i] = tags.get('web') end assert(#r == \(count)) end"
        )
        var pairs: [(Double, Double)] = []
        for round in 0...rounds {
            let base = try microseconds(each: count) { _ = try engine.interpreter.run(reference) }
            let value = try microseconds(each: count) { _ = try engine.interpreter.run(subject) }
            if round > 0 { pairs.append((value, base)) }
        }
        show("parallel: a call of the API in process (us; beside: in a loop)", pairs, target: "1.1")
    }

    // MARK: - Measuring

    /// An engine whose API answers at once.
    private static func engine() throws -> Engine {
        let body = Array(#"{"tag":{"name":"web","resources":{"count":0}}}"#.utf8)
        let response = HTTPResponse(status: 200, headers: ["content-type": "application/json"], body: body)
        return try Engine { APIClient(transport: InProcessTransport { _ in response }) }
    }

    private static func function(of engine: Engine, _ source: String) throws -> Reference {
        let results = try engine.interpreter.run(source, named: "=bench")
        return results.stack.reference(at: 1)
    }

    private static func milliseconds(_ body: () async throws -> Void) async rethrows -> Double {
        let start = baseline_wall_nanoseconds()
        try await body()
        return Double(baseline_wall_nanoseconds() - start) / 1e6
    }

    private static func microseconds(each count: Int, _ body: () throws -> Void) rethrows -> Double {
        let start = baseline_cpu_nanoseconds()
        try body()
        return Double(baseline_cpu_nanoseconds() - start) / 1e3 / Double(count)
    }

    private static func show(_ name: String, _ pairs: [(value: Double, reference: Double)], target: String) {
        let columns = [
            median(pairs.map(\.value)), median(pairs.map(\.reference)), median(pairs.map { $0.value / $0.reference })
        ]
        print(([name] + columns.map(rounded) + [target]).joined(separator: "\t"))
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private static func rounded(_ value: Double) -> String { "\((value * 1_000).rounded() / 1_000)" }
}
