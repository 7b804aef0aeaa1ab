internal import Cron
internal import JSON
internal import LocalAPI
internal import Lua

/// The Lua module `localapi`: what a script does to the local API from outside of it.
///
/// - `localapi.now()`: its time, such as `2026-11-21T03:15:00Z`;
/// - `localapi.advance("1d")`, or a number of seconds: moves its clock; schedules run, actions complete, keys expire;
///   returns the new time;
/// - `localapi.set_clock(time)`: stops the clock at a time; without one the system's clock goes on;
/// - `localapi.seed{ droplets = 100, namespaces = 2, triggers = 500 }`: makes data, returns identifiers;
/// - `localapi.runs(trigger)`: how often it ran: `count`, `last`, `next`;
/// - `localapi.mint_token{ "function:read" }`: a token that may do only that;
/// - `localapi.fail{ operation = "functions.update_trigger", status = 500, every = 3 }`: lets requests fail;
///   `localapi.faults()` lists what was asked for, `localapi.clear_faults()` ends it;
/// - `localapi.requests()`: the last requests;
/// - `localapi.snapshot(name)`, `localapi.restore(name)`, `localapi.snapshots()`: keep and bring back everything;
/// - `localapi.reset()`: deletes everything.
struct LocalAPIModule {
    /// The local API of the session; throws where the session talks to another one.
    let api: () throws -> LocalAPI

    func install(on stack: Stack) {
        let names = LocalAPI.controlNames + ["runs"]
        stack.pushTable(fields: names.count)
        for name in names {
            stack.push(function: { [api] stack in
                do {
                    return name == "runs" ? try runs(try api(), stack) : try control(name, try api(), stack)
                } catch let error as StoreError {
                    throw LuaError("localapi.\(name): \(error)")
                }
            })
            stack.setRaw(field: name, of: -2)
        }
        stack.setRaw(global: "localapi")
    }

    private func control(_ name: String, _ api: LocalAPI, _ stack: Stack) throws -> Int {
        var result = try api.control(name, arguments(of: name, on: stack))
        // Identifiers of one kind are a list; of several, a table of lists.
        if name == "seed", let made = result.object?.members, made.count == 1 { result = made[0].value }
        if result.isNull { return 0 }
        try LuaJSON.push(result, onto: stack.state)
        return 1
    }

    /// The arguments as an object: what a table has, or the one thing that is mostly said.
    private func arguments(of name: String, on stack: Stack) throws -> JSONObject {
        if stack.isNil(at: 1) { return [:] }
        let value = try LuaJSON.value(stack.state, at: 1)
        switch (name, value) {
        case (_, .object(let object)): return object
        case ("mint_token", .array): return ["scopes": value]
        case (_, .array([])): return [:]
        case ("advance", _): return ["by": value]
        case ("set_clock", _): return ["time": value]
        case ("snapshot", _), ("restore", _): return ["name": value]
        default: throw LuaError("localapi.\(name): expected a table of arguments")
        }
    }
    private func runs(_ api: LocalAPI, _ stack: Stack) throws -> Int {
        guard stack.kind(at: 1) == .table, let name = text("name", on: stack),
            let parent = text("namespace", on: stack), let runs = try api.runs(ofTrigger: name, inNamespace: parent)
        else { throw LuaError("localapi.runs: expected a trigger of the local API") }
        stack.pushTable(fields: 3)
        stack.push(Int(runs.count))
        stack.setRaw(field: "count", of: -2)
        for (field, time) in [("last", runs.last), ("next", runs.next)] {
            guard let time else { continue }
            stack.push(time.description)
            stack.setRaw(field: field, of: -2)
        }
        return 1
    }

    private func text(_ field: String, on stack: Stack) -> String? {
        stack.pushRaw(field: field, of: 1)
        defer { stack.pop() }
        return stack.string(at: -1)
    }
}
