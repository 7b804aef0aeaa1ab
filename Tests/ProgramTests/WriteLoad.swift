import JSON
import Synchronization
import TestSupport

/// Clients that write to a server until it is killed, and what they were promised.
final class WriteLoad: Sendable {
    /// What a resource must be after an answer.
    struct Promise: Sendable {
        /// Where it is.
        var path: String
        /// What its text has in it; nil where it was deleted.
        var part: String?
    }

    private struct State {
        var promises: [String: Promise] = [:]
        var answers = 0
        var surprises: [String] = []
    }

    private let state = Mutex(State())
    /// After so many answers `strike` is called, while other clients are in the middle of a write.
    private let limit: Int
    private let strike: @Sendable () -> Void

    init(limit: Int, strike: @escaping @Sendable () -> Void) {
        self.limit = limit
        self.strike = strike
    }

    var promises: [Promise] { state.withLock { $0.promises.values.sorted { $0.path < $1.path } } }
    /// Answers that nobody expected.
    var surprises: [String] { state.withLock { $0.surprises } }

    /// Writes until the connection breaks. No two clients of one round may have the same name.
    func run(_ name: String, on port: UInt16, namespace: String, generator: SeededGenerator) {
        guard let client = try? RawHTTPClient(port: port) else { return }
        var writer = Writer(name: name, client: client, namespace: namespace, generator: generator)
        while case let outcome = writer.next(), !outcome.isBroken { note(outcome) }
        // The last write got no answer: it may have happened or not.
        for path in writer.pending { state.withLock { _ = $0.promises.removeValue(forKey: path) } }
    }

    private func note(_ outcome: Writer.Outcome) {
        let answers = state.withLock { state in
            for promise in outcome.promises { state.promises[promise.path] = promise }
            if let surprise = outcome.surprise { state.surprises.append(surprise) }
            state.answers += 1
            return state.answers
        }
        if answers == limit { strike() }
    }
}

/// One client: makes, changes and deletes resources of several families, one after another.
private struct Writer {
    struct Outcome {
        var isBroken = false
        var promises: [WriteLoad.Promise] = []
        var surprise: String?
    }

    let name: String
    let client: RawHTTPClient
    let namespace: String
    var generator: SeededGenerator
    private(set) var pending: [String] = []
    private var number = 0
    /// Triggers and VPCs that are there, with what changes them.
    private var living: [(path: String, method: String, name: String)] = []

    init(name: String, client: RawHTTPClient, namespace: String, generator: SeededGenerator) {
        self.name = name
        self.client = client
        self.namespace = namespace
        self.generator = generator
    }

    mutating func next() -> Outcome {
        number += 1
        let action = Int.random(in: 0..<10, using: &generator)
        if action < 2, let index = living.indices.randomElement(using: &generator) { return change(living[index]) }
        if action == 2, let index = living.indices.randomElement(using: &generator) {
            return delete(living.remove(at: index).path)
        }
        return create("\(name)-\(number)")
    }

    private mutating func change(_ target: (path: String, method: String, name: String)) -> Outcome {
        let isTrigger = target.path.contains("/triggers/")
        let text = "changed-\(number)"
        let body =
            isTrigger
            ? #"{"scheduled_details":{"cron":"0 1 * * *","body":{"mark":"\#(text)"}}}"#
            : #"{"description":"\#(text)"}"#
        return send(target.method, target.path, body) { _ in [.init(path: target.path, part: text)] }
    }

    private mutating func delete(_ path: String) -> Outcome {
        send("DELETE", path, nil) { _ in [.init(path: path, part: nil)] }
    }

    private mutating func create(_ name: String) -> Outcome {
        let outcome: Outcome
        switch Int.random(in: 0..<6, using: &generator) {
        case 0:
            let body = #"{"name":"\#(name)","region":"nyc3","size":"s-1vcpu-1gb","image":"ubuntu-24-04-x64"}"#
            outcome = send("POST", "/v2/droplets", body) { Self.promise("/v2/droplets/", $0["droplet"], name) }
        case 1:
            let body = #"{"name":"\#(name)","region":"nyc3","size_gigabytes":10}"#
            outcome = send("POST", "/v2/volumes", body) { Self.promise("/v2/volumes/", $0["volume"], name) }
        case 2:
            // The domain and the first records of its zone are there, or none of them.
            let domain = name + ".example"
            outcome = send("POST", "/v2/domains", #"{"name":"\#(domain)","ip_address":"192.0.2.1"}"#) { _ in
                [
                    .init(path: "/v2/domains/\(domain)", part: domain),
                    .init(path: "/v2/domains/\(domain)/records", part: #""meta":{"total":5}"#)
                ]
            }
        case 3:
            outcome = send("POST", "/v2/vpcs", #"{"name":"\#(name)","region":"nyc3","ip_range":"\#(range())"}"#) {
                Self.promise("/v2/vpcs/", $0["vpc"], name)
            }
            if let path = outcome.promises.first?.path { living.append((path, "PATCH", name)) }
        default:
            let body =
                #"{"name":"\#(name)","function":"f","type":"SCHEDULED","is_enabled":true,"#
                + #""scheduled_details":{"cron":"* * * * *"}}"#
            let path = "/v2/functions/namespaces/\(namespace)/triggers"
            outcome = send("POST", path, body) { _ in [.init(path: "\(path)/\(name)", part: name)] }
            if let path = outcome.promises.first?.path { living.append((path, "PUT", name)) }
        }
        return outcome
    }

    /// Sixteen addresses that are another VPC's once in a long time, which is then refused.
    private mutating func range() -> String {
        let bytes = (0..<3).map { _ in Int.random(in: 0...255, using: &generator) }
        return "10.\(bytes[0]).\(bytes[1]).\(bytes[2] & 0xF0)/28"
    }

    private static func promise(_ path: String, _ resource: JSONValue?, _ name: String) -> [WriteLoad.Promise] {
        guard let id = resource?["id"] else { return [] }
        return [.init(path: path + (id.string ?? id.integer.map { "\($0)" } ?? ""), part: name)]
    }

    private mutating func send(
        _ method: String, _ path: String, _ body: String?, _ promises: (JSONValue) -> [WriteLoad.Promise]
    ) -> Outcome {
        pending = [path]
        guard let answer = try? client.exchange(method, path, body) else { return Outcome(isBroken: true) }
        pending = []
        guard (200..<300).contains(answer.status) else {
            let isTaken = answer.status == 422 && answer.text.contains("overlaps")
            return Outcome(surprise: isTaken ? nil : "\(method) \(path): \(answer.status) \(answer.text)")
        }
        return Outcome(promises: promises((try? JSONValue(parsing: answer.body)) ?? .null))
    }
}

extension RawHTTPClient {
    /// One request with the token of examples, and its answer.
    func exchange(_ method: String, _ path: String, _ body: String? = nil) throws -> Response {
        let head =
            "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(exampleToken)\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(body?.utf8.count ?? 0)\r\n\r\n"
        try send(head + (body ?? ""))
        return try readResponse()
    }
}
