import CBaselines
import CLua
import CLuaBridge
import Lua

/// Swift calls Lua, protected, beside C doing the same; in a callback, as a program that hands Lua work to Swift does.
func hostCallRow(rounds: Int, calls: Int) throws -> Row {
    var row = Row("Swift calls Lua (int, int), protected (ns)", target: 1.05)
    let lua = try Interpreter()
    try lua.run("function add(a, b) return a + b end")
    try lua.stack.push(global: "add")
    let function = lua.stack.popReference()
    try lua.stack.push(global: "add")
    let slot = luaL_ref(lua.stack.state, lua_bridge_registry_index())
    lua.stack.push(function: { stack in
        for round in 0...rounds {
            let reference = timeBaseline(stack, slot, calls)
            let value = try timeCalls(stack, function, calls)
            if round > 0 { row.rounds.append((value, reference)) }
        }
        return 0
    })
    try lua.stack.call()
    return row
}

@inline(never)
private func timeBaseline(_ stack: Stack, _ slot: Int32, _ calls: Int) -> Double {
    let start = baseline_cpu_nanoseconds()
    let sum = baseline_call(stack.state, slot, Int64(calls))
    let time = baseline_cpu_nanoseconds() - start
    precondition(sum == Int64(calls) * Int64(calls + 1) / 2)
    return Double(time) / Double(calls)
}

@inline(never)
private func timeCalls(_ stack: Stack, _ function: Reference, _ calls: Int) throws -> Double {
    let start = baseline_cpu_nanoseconds()
    var sum = 0
    for number in 0..<calls {
        stack.push(function)
        stack.push(number)
        stack.push(1)
        try stack.call(arguments: 2, results: 1)
        sum &+= stack.integer(at: -1) ?? 0
        stack.pop()
    }
    let time = baseline_cpu_nanoseconds() - start
    precondition(sum == calls * (calls + 1) / 2)
    return Double(time) / Double(calls)
}
