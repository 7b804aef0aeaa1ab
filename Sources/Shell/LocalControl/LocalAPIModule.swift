internal import Catalog
internal import Cron
internal import LocalAPI
internal import Lua

/// The Lua module `localapi`: what a script does to the local API from outside of it.
///
/// - `localapi.now()`: its time, such as `2026-11-21T03:15:00Z`;
/// - `localapi.advance("1d")`, or a number of seconds: moves its clock; schedules run, keys expire; returns the new time;
/// - `localapi.set_clock(time)`: stops the clock at a time; without one the system's clock goes on;
/// - `localapi.seed{ namespaces = 2, triggers = 500 }`: makes data, returns the namespaces' identifiers;
/// - `localapi.runs(trigger)`: how often it ran: `count`, `last`, `next`;
/// - `localapi.mint_token{ "function:read" }`: a token that may do only that;
/// - `localapi.reset()`: deletes everything.
struct LocalAPIModule {
    /// The local API of the session; throws where the session talks to another one.
    let api: () throws -> LocalAPI

    func install(on stack: Stack) {
        let functions: [(String, (LocalAPI, Stack) throws -> Int)] = [
            ("now", now), ("advance", advance), ("set_clock", setClock), ("seed", seed), ("mint_token", mintToken),
            ("reset", reset), ("runs", runs)
        ]
        stack.pushTable(fields: functions.count)
        for (name, function) in functions {
            stack.push(function: { [api] stack in
                do {
                    return try function(try api(), stack)
                } catch let error as StoreError {
                    throw LuaError("localapi.\(name): \(error)")
                }
            })
            stack.setRaw(field: name, of: -2)
        }
        stack.setRaw(global: "localapi")
    }

    private func now(_ api: LocalAPI, _ stack: Stack) throws -> Int {
        stack.push(try api.now().description)
        return 1
    }

    private func advance(_ api: LocalAPI, _ stack: Stack) throws -> Int {
        let span = stack.string(at: 1).flatMap { LocalAPI.duration($0) }
        let duration = span ?? stack.integer(at: 1).map { .seconds($0) }
        guard let duration else {
            throw LuaError("localapi.advance: expected seconds or a span such as '90s', '15m', '2h', '1d', '1w'")
        }
        stack.push(try api.advance(by: duration).description)
        return 1
    }

    private func setClock(_ api: LocalAPI, _ stack: Stack) throws -> Int {
        if stack.isNil(at: 1) {
            try api.setClock(.system)
        } else {
            guard let time = stack.string(at: 1).flatMap({ UTCTime(rfc3339: $0) }) else {
                throw LuaError("localapi.set_clock: expected a time such as '2026-11-21T03:15:00Z', or nothing")
            }
            try api.setClock(.fixed(time))
        }
        return try now(api, stack)
    }

    private func seed(_ api: LocalAPI, _ stack: Stack) throws -> Int {
        guard stack.kind(at: 1) == .table else {
            throw LuaError("localapi.seed: expected a table such as { namespaces = 2, triggers = 500 }")
        }
        try stack.forEachPair(in: 1) { () throws(LuaError) in
            let name = stack.string(at: -2) ?? ""
            let known = ["namespaces", "triggers"]
            guard known.contains(name) else {
                throw LuaError("localapi.seed: cannot make '\(name)'" + Suggestion.ending(for: name, in: known))
            }
        }
        let namespaces = try api.seed(
            namespaces: try count("namespaces", on: stack), triggers: try count("triggers", on: stack))
        stack.pushTable(elements: namespaces.count)
        for (index, name) in namespaces.enumerated() {
            stack.push(name)
            stack.setRaw(element: index + 1, of: -2)
        }
        return 1
    }

    private func count(_ name: String, on stack: Stack) throws -> Int {
        stack.pushRaw(field: name, of: 1)
        defer { stack.pop() }
        if stack.isNil(at: -1) { return 0 }
        guard let count = stack.integer(at: -1), 0...1_000_000 ~= count else {
            throw LuaError("localapi.seed: expected a number from 0 to 1000000 for \(name)")
        }
        return count
    }

    private func mintToken(_ api: LocalAPI, _ stack: Stack) throws -> Int {
        let scopes = try [String].read(from: stack, at: 1)
        stack.push(try api.mintToken(scopes: Set(scopes)))
        return 1
    }

    private func reset(_ api: LocalAPI, _ stack: Stack) throws -> Int {
        try api.reset()
        return 0
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
