import Catalog
import HTTPMessage
import HTTPServer
import JSON
import LocalAPI
import TestSupport

/// Follows ``SweepPlan`` through a real server.
struct Sweep {
    private let api: LocalAPI
    private let server: HTTPServer
    private var kept: [String: JSONValue] = [:]
    /// The operations that were called, and what was wrong with the first answer that was; nil for nothing.
    private(set) var results: [String: String?] = [:]

    init() throws {
        let api = try Caller().api
        self.api = api
        server = try HTTPServer(
            configuration: HTTPServer.Configuration(), delivering: { api.delivery(of: $0, keepsBodyOfHead: true) })
    }

    /// The operations whose answers were all as the catalog says.
    var held: [String] { results.filter { $0.value == nil }.map(\.key).sorted() }

    var problems: [String] { results.compactMap { name, problem in problem.map { "\(name): \($0)" } }.sorted() }

    mutating func run() throws {
        for step in SweepStep.all {
            switch step {
            case .wait(let seconds): try api.advance(by: .seconds(seconds))
            case .seed(let counts): _ = try api.seed(Dictionary(uniqueKeysWithValues: Self.numbers(counts)))
            case .call(let call): note(try problem(with: call), of: call)
            case .missing(let call): note(try problem(withMissing: call), of: call)
            }
        }
        server.stop()
    }

    /// Remembers the first problem of an operation.
    private mutating func note(_ problem: String?, of call: SweepCall) {
        if case .some(.some) = results[call.operation] { return }
        results.updateValue(problem, forKey: call.operation)
    }

    private static func numbers(_ counts: JSONObject) -> [(String, Int)] {
        counts.members.map { ($0.name, Int($0.value.integer ?? 0)) }
    }

    /// What is wrong with the answer to a call; nil for nothing.
    private mutating func problem(with call: SweepCall) throws -> String? {
        guard let operation = Catalog.standard.operation(call.operation),
            let group = Catalog.standard.group(operation.group)
        else { return "not in the catalog" }
        let response = try send(SweepRequest(call, operation, group, kept))
        let answer = try? JSONValue(parsing: response.body)
        for (name, place) in call.kept { kept[name] = Self.value(at: place, in: answer) }
        return Self.problem(with: response, answer, operation, group)
    }

    /// What is wrong with the answer to a call of what is not there; nil where it is 404 with an error object.
    private func problem(withMissing call: SweepCall) throws -> String? {
        guard let operation = Catalog.standard.operation(call.operation),
            let group = Catalog.standard.group(operation.group)
        else { return "not in the catalog" }
        let response = try send(SweepRequest(call, operation, group, kept))
        let answer = try? JSONValue(parsing: response.body)
        let isRight = response.status == 404 && answer?["id"]?.string != nil && answer?["message"]?.string != nil
        return isRight ? nil : "status \(response.status) for what is gone: \(response.text.prefix(300))"
    }

    private func send(_ request: SweepRequest) throws -> RawHTTPClient.Response {
        let client = try RawHTTPClient(port: server.port)
        var head = "\(request.method) \(request.target) HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"
        head += "Authorization: Bearer \(LocalAPI.exampleToken)\r\nConnection: close\r\n"
        for (name, value) in request.headers { head += "\(name): \(value)\r\n" }
        if !request.body.isEmpty { head += "Content-Type: application/json\r\n" }
        head += "Content-Length: \(request.body.count)\r\n\r\n"
        try client.send(Array(head.utf8) + request.body)
        return try client.readResponse()
    }

    private static func value(at place: [String], in answer: JSONValue?) -> JSONValue? {
        place.reduce(answer) { value, name in
            guard let index = Int(name) else { return value?[name] }
            return value?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
        }
    }

    private static func problem(
        with response: RawHTTPClient.Response, _ answer: JSONValue?, _ operation: Operation, _ group: Group
    ) -> String? {
        let success = operation.success
        guard response.status == success.status else {
            return "status \(response.status) instead of \(success.status): \(response.text.prefix(300))"
        }
        guard let mediaType = success.mediaType else {
            return response.body.isEmpty ? nil : "a body where none is documented: \(response.text.prefix(300))"
        }
        let found = response.value(of: "content-type") ?? "none"
        guard found.hasPrefix(mediaType) else { return "the media type \(found) instead of \(mediaType)" }
        guard let schema = success.schema else { return response.body.isEmpty ? "an empty body" : nil }
        guard let answer else { return "no JSON: \(response.text.prefix(300))" }
        if !success.roots.isEmpty, !success.roots.contains(where: { answer[$0] != nil }) {
            return "no \(success.roots.joined(separator: " or ")) in the answer"
        }
        let problems = SchemaCheck(types: group.types, direction: .response).problems(with: answer, as: schema)
        return problems.isEmpty ? nil : problems.joined(separator: "; ")
    }
}

/// A call with everything filled in.
private struct SweepRequest {
    let method: String
    let target: String
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    init(_ call: SweepCall, _ operation: Operation, _ group: Group, _ kept: [String: JSONValue]) throws {
        func text(_ value: JSONValue?) -> String { value?.string ?? value?.integer.map { "\($0)" } ?? "" }
        func value(of field: Field) -> String? {
            if let given = call.parameters[field.name] { return Self.filled(given, kept) }
            if let known = kept[field.name], !known.isNull { return text(known) }
            return field.isRequired ? text(group.example(of: field, for: .request)) : nil
        }
        method = operation.method
        var path = ""
        for segment in operation.path.segments {
            switch segment {
            case .literal(let literal): path += "/" + literal
            case .parameter(let name):
                let field = operation.pathParameters.first { $0.name == name }
                path += "/" + PercentEncoding.encode(field.flatMap(value) ?? "")
            }
        }
        let query = operation.queryParameters.compactMap { field -> String? in
            guard call.parameters[field.name] != nil || field.isRequired, let text = value(of: field) else {
                return nil
            }
            return PercentEncoding.encode(field.name) + "=" + PercentEncoding.encode(text)
        }
        target = path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        for field in operation.headerParameters where field.isRequired {
            headers.append((field.name, value(of: field) == "" ? "true" : value(of: field) ?? "true"))
        }
        guard let schema = operation.body?.schema else { return }
        let example = operation.body?.isRequired == true ? group.example(of: schema, for: .request) : nil
        guard var object = (call.body == nil || call.addsToExample ? example : call.body)?.object else { return }
        for member in call.addsToExample ? call.body?.object?.members ?? [] : [] { object[member.name] = member.value }
        body = try Self.filled(.object(object), kept).serialized()
    }

    /// A value with the kept ones in the places of their names.
    private static func filled(_ value: JSONValue, _ kept: [String: JSONValue]) -> JSONValue {
        switch value {
        case .string(let text) where text.hasPrefix("$") && !text.hasPrefix("${"):
            return kept[String(text.dropFirst())] ?? value
        case .string(let text): return .string(filled(text, kept))
        case .array(let elements): return .array(elements.map { filled($0, kept) })
        case .object(let object):
            return .object(JSONObject(object.members.map { ($0.name, filled($0.value, kept)) }))
        default: return value
        }
    }

    private static func filled(_ text: String, _ kept: [String: JSONValue]) -> String {
        guard text.contains("${") else { return text }
        return kept.reduce(text) { text, entry in
            let known = entry.value.string ?? entry.value.integer.map { "\($0)" } ?? ""
            return text.split(separator: "${\(entry.key)}", omittingEmptySubsequences: false).joined(separator: known)
        }
    }
}
