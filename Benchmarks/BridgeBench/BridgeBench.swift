import Lua

/// Prints one line a row: name, value, reference, ratio, target, separated by tabs. Nanoseconds a call unless said.
/// An argument selects the rows whose name has it.
@main
struct BridgeBench {
    static func main() async throws {
        let selection = CommandLine.arguments.dropFirst().first
        func isWanted(_ name: String) -> Bool { selection.map { name.contains($0) } ?? true }
        func show(_ row: Row) {
            if !row.rounds.isEmpty { print(row.line) }
        }
        try CallRows(rounds: 15, calls: 300_000, isWanted: isWanted).measure().forEach(show)
        if isWanted("Swift calls Lua") { show(try hostCallRow(rounds: 15, calls: 300_000)) }
        if isWanted("coroutines") {
            show(try await sleepRow(coroutines: 1000, rounds: 7))
            show(try await sleepRow(coroutines: 10_000, rounds: 5))
        }
        if isWanted("operation") { show(try readyOperationRow(rounds: 9, operations: 100_000)) }
    }
}
