import Catalog
import Cron
package import JSON

/// What can be done to an instance from outside of the API, by name, as the shell's module `localapi` and the paths below
/// `/_local/` do it.
struct ControlCommand: Sendable {
    /// Whether it only looks.
    var isReading = false
    /// The arguments it knows.
    var arguments: [String] = []
    var run: @Sendable (LocalAPI, JSONObject) throws(StoreError) -> JSONValue

    static let all: [String: ControlCommand] = [
        "now": ControlCommand(isReading: true) { api, _ throws(StoreError) in try .string(api.now().description) },
        "advance": ControlCommand(arguments: ["by"]) { api, arguments throws(StoreError) in
            let span = arguments.string("by").flatMap { LocalAPI.duration($0) }
            guard let duration = span ?? arguments.integer("by").map({ .seconds($0) }) else {
                throw api.misuse("expected seconds or a span such as '90s', '15m', '2h', '1d', '1w'")
            }
            return .string(try api.advance(by: duration).description)
        },
        "set_clock": ControlCommand(arguments: ["time"]) { api, arguments throws(StoreError) in
            guard let text = arguments["time"], !text.isNull else {
                try api.setClock(.system)
                return .string(try api.now().description)
            }
            guard let time = text.string.flatMap({ UTCTime(rfc3339: $0) }) else {
                throw api.misuse("expected a time such as '2026-11-21T03:15:00Z', or nothing")
            }
            try api.setClock(.fixed(time))
            return .string(try api.now().description)
        },
        "seed": ControlCommand(arguments: []) { api, arguments throws(StoreError) in
            let counts = arguments.members.map { ($0.name, $0.value.integer.flatMap { Int(exactly: $0) } ?? -1) }
            let made = try api.seed(Dictionary(counts) { $1 })
            return .object(JSONObject(made.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.strings($0.value)) }))
        },
        "mint_token": ControlCommand(arguments: ["scopes"]) { api, arguments throws(StoreError) in
            .string(try api.mintToken(scopes: Set(arguments.strings("scopes"))))
        },
        "reset": ControlCommand { api, _ throws(StoreError) in
            try api.reset()
            return .null
        },
        "snapshot": ControlCommand(arguments: ["name"]) { api, arguments throws(StoreError) in
            try api.snapshot(try api.name(in: arguments))
            return .null
        },
        "restore": ControlCommand(arguments: ["name"]) { api, arguments throws(StoreError) in
            try api.restore(try api.name(in: arguments))
            return .string(try api.now().description)
        },
        "snapshots": ControlCommand(isReading: true) { api, _ throws(StoreError) in .strings(try api.snapshots()) },
        "fail": ControlCommand(arguments: LocalAPI.Fault.argumentNames) { api, arguments throws(StoreError) in
            api.fail(try LocalAPI.Fault(arguments, api))
            return .null
        },
        "faults": ControlCommand(isReading: true) { api, _ throws(StoreError) in
            .array(api.activeFaults.map { .object($0.fault.document(requests: $0.requests, strikes: $0.strikes)) })
        },
        "clear_faults": ControlCommand { api, _ throws(StoreError) in
            api.clearFaults()
            return .null
        },
        "requests": ControlCommand(isReading: true) { api, _ throws(StoreError) in
            .array(api.requests.map { .object($0.document) })
        }
    ]
}

extension LocalAPI {
    /// The names of what ``control(_:_:)`` can do, sorted.
    package static let controlNames: [String] = ControlCommand.all.keys.sorted()

    /// Does something to the instance, by name and with arguments as JSON has them.
    ///
    /// - Throws: `StoreError` of kind `misuse` for an unknown command or argument.
    package func control(_ name: String, _ arguments: JSONObject) throws(StoreError) -> JSONValue {
        guard let command = ControlCommand.all[name] else {
            throw misuse("there is no '\(name)'\(Suggestion.ending(for: name, in: Self.controlNames))")
        }
        // What can be seeded is for the seeds to say.
        if name != "seed", let unknown = arguments.names.first(where: { !command.arguments.contains($0) }) {
            throw misuse("unknown argument '\(unknown)'\(Suggestion.ending(for: unknown, in: command.arguments))")
        }
        return try command.run(self, arguments)
    }

    fileprivate func name(in arguments: JSONObject) throws(StoreError) -> String {
        guard let name = arguments.string("name"), !name.isEmpty else { throw misuse("expected a name") }
        return name
    }
}

extension LocalAPI.LoggedRequest {
    fileprivate var document: JSONObject {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        return [
            "time": .string(time.description), "method": .string(method), "target": .string(target),
            "operation": operation.map(JSONValue.string) ?? .null, "status": .integer(Int64(status)),
            "milliseconds": .number(Double(microseconds) / 1_000), "token": token.map(JSONValue.string) ?? .null,
            "request_id": .string(identifier), "faulty": .bool(isFaulty)
        ]
    }
}
