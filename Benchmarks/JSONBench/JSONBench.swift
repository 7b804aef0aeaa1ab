import CLua
import CLuaBridge
import Glibc
import JSON
import Lua

/// Measures the Lua codec against Debian's lua-cjson, in one process, in one state, in alternating rounds.
///
/// Each line of output is `name<TAB>value<TAB>reference<TAB>ratio<TAB>target`; values are MB/s, the ratio is the median of
/// the rounds' ratios. Arguments: the number of rounds (default 41), then files to measure besides the built-in documents.
@main
struct JSONBench {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        let rounds = arguments.first.flatMap { Int($0) } ?? 41
        let bench = try Bench(rounds: rounds)
        for (name, payload) in [("1000 triggers", Payloads.triggers()), ("200 droplets", Payloads.droplets())] {
            try bench.run(name, text: payload.serialized())
        }
        for path in arguments.dropFirst() { try bench.run(path, text: bytes(ofFile: path)) }
    }

    private static func bytes(ofFile path: String) -> [UInt8] {
        guard let file = fopen(path, "rb") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return bytes
    }
}

/// An interpreter with lua-cjson, and the rounds over one document.
private struct Bench {
    private let interpreter: Interpreter
    private let state: OpaquePointer
    private let rounds: Int

    /// Stack afterwards: lua-cjson's `decode` and `encode`.
    init(rounds: Int) throws {
        self.rounds = rounds
        interpreter = try Interpreter()
        state = interpreter.stack.state
        try interpreter.stack.load("local cjson = require 'cjson' return cjson.decode, cjson.encode", named: "=bench")
        guard lua_bridge_call(state, 0, 2) == LUA_OK else {
            fatalError("cannot load lua-cjson: install the Debian package lua-cjson")
        }
    }

    func run(_ name: String, text: [UInt8]) throws {
        try measure("JSON to Lua, \(name) (MB/s)", target: 2.2, size: text.count) {
            try text.withUnsafeBytes { try LuaJSON.push(parsing: $0, onto: state) }
        } reference: {
            lua_pushvalue(state, 1)
            text.withUnsafeBytes {
                _ = lua_pushlstring(state, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
            }
            _ = lua_bridge_call(state, 1, 1)
        }
        try text.withUnsafeBytes { try LuaJSON.push(parsing: $0, onto: state) }
        try measure("Lua to JSON, \(name) (MB/s)", target: 1.8, size: text.count) {
            try LuaJSON.pushSerialized(state, at: 3)
        } reference: {
            lua_pushvalue(state, 2)
            lua_pushvalue(state, 3)
            _ = lua_bridge_call(state, 1, 1)
        }
        lua_settop(state, 2)
    }

    private func measure(
        _ name: String, target: Double, size: Int, _ subject: () throws -> Void, reference: () throws -> Void
    ) throws {
        var times: [(subject: Double, reference: Double)] = []
        for round in 0...rounds {
            let time = (try nanoseconds(subject), try nanoseconds(reference))
            if round > 0 { times.append(time) }
        }
        let rate = { (time: Double) in String(Int((Double(size) * 1000 / time).rounded())) }
        let ratio = median(times.map { $0.reference / $0.subject })
        let columns = [
            name, rate(median(times.map(\.subject))), rate(median(times.map(\.reference))),
            String((ratio * 100).rounded() / 100), String(target)
        ]
        print(columns.joined(separator: "\t"))
    }

    /// The processor time of one call on this thread, over enough calls to see the collector's share. Each begins with a
    /// clean heap, so that no one pays for another's garbage.
    private func nanoseconds(_ work: () throws -> Void) throws -> Double {
        let calls = 8
        let top = lua_gettop(state)
        try interpreter.collectGarbage()
        let start = clock()
        for _ in 0..<calls {
            try work()
            lua_settop(state, top)
        }
        return Double(clock() - start) / Double(calls)
    }

    private func clock() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
