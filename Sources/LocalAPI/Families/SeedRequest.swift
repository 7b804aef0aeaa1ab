import Catalog
import HTTPMessage
import JSON

/// A request that makes a resource of a seed.
struct SeedRequest {
    /// The path parameters.
    var arguments: [String: String] = [:]
    var body: JSONObject

    /// What a seed of resources takes that need more than a document: each is created as a request creates it, an hour ago,
    /// so that it is ready now.
    ///
    /// - Parameters:
    ///   - operation: The full name of the operation that creates one.
    ///   - identifier: The member of the answer that is returned of each.
    ///   - request: The request for the resource of a number; no number is given twice.
    static func seed(
        _ operation: String, returning identifier: String = "id",
        _ request: @escaping @Sendable (Int64, Moment, inout Connection) throws -> SeedRequest
    ) -> Seed {
        { count, moment, connection in
            let past = Moment(now: max(0, moment.now - 3_600), services: moment.services)
            let first = try connection.takeNumbers(operation + ".seed", from: 1, count: max(count, 1))
            let identifiers = try (first..<first + Int64(count)).map { number in
                let made = try request(number, past, &connection).answer(of: operation, past, &connection)
                return made.identifier(identifier) ?? ""
            }
            try connection.runAgenda(until: moment.now, moment.services)
            return identifiers
        }
    }

    /// As the other `seed`, where the request needs no look at the store.
    static func seed(
        _ operation: String, returning identifier: String = "id",
        _ body: @escaping @Sendable (Int64) -> JSONObject
    ) -> Seed {
        seed(operation, returning: identifier) { number, _, _ in SeedRequest(body: body(number)) }
    }

    /// What the operation answers, under its root.
    ///
    /// - Throws: `Refusal` where it refuses the request.
    func answer(of name: String, _ moment: Moment, _ connection: inout Connection) throws -> JSONObject {
        guard let operation = moment.services.catalog.operation(name),
            let handler = moment.services.families.handlers[name], let change = handler.change
        else { preconditionFailure("\(name) is no operation that changes the store") }
        var call = Call(
            operation: operation, arguments: arguments,
            request: HTTPRequest(method: operation.method, target: "/"), moment: moment,
            types: moment.services.catalog.group(operation.group)?.types ?? [:])
        call.body = body
        if handler.checksInput { try call.checkBody() }
        let answer = try JSONValue(parsing: try change(call, &connection).body ?? [])
        return operation.success.root.flatMap { answer[$0]?.object } ?? answer.object ?? [:]
    }
}

extension Region {
    /// The slug of one of the regions in use, in turn.
    static func inTurn(_ number: Int64) -> JSONValue {
        .string(availableSlugs[Int(number % Int64(availableSlugs.count))])
    }
}
