import Lua

/// Prints one line a row: name, value, reference, ratio, target, separated by tabs. Nanoseconds a call unless said.
@main
struct BridgeBench {
    static func main() async throws {
        for row in try CallRows(rounds: 15, calls: 300_000).measure() { print(row.line) }
        print(try hostCallRow(rounds: 15, calls: 300_000).line)
        print(try await sleepRow(coroutines: 1000, rounds: 7).line)
        print(try await sleepRow(coroutines: 10_000, rounds: 5).line)
        print(try readyOperationRow(rounds: 9, operations: 100_000).line)
    }
}
