import Catalog
import HTTPMessage
import JSON

/// Control over HTTP: `POST /_local/advance` with `{"by": "1d"}`, `GET /_local/requests`.
///
/// No token is asked for, so it is for clients on this machine alone, and not for the pages in their browsers: a page can
/// send requests to a loopback address, but not without naming its origin, and not under a name that a foreign domain
/// pretends for the address without showing it in `host`.
enum ControlPath {
    private static let prefix = "/_local"

    static func isMeant(by request: HTTPRequest) -> Bool {
        let target = request.target.utf8
        return target.starts(with: prefix.utf8)
            && [nil, UInt8(ascii: "/"), UInt8(ascii: "?")].contains(target.dropFirst(prefix.utf8.count).first)
    }

    static func respond(to request: HTTPRequest, _ api: LocalAPI) -> HTTPResponse {
        do throws(Refusal) {
            try checkCaller(of: request)
            return response(200, ["result": try result(of: request, api)])
        } catch {
            return response(error.status, ["id": .string(error.id), "message": .string(error.message)])
        }
    }

    private static func result(of request: HTTPRequest, _ api: LocalAPI) throws(Refusal) -> JSONValue {
        let name = String(request.path.dropFirst(prefix.count + 1))
        guard !name.isEmpty else { return .strings(LocalAPI.controlNames) }
        guard let command = ControlCommand.all[name] else {
            throw Refusal(
                status: 404, id: "not_found",
                message: "there is no control '\(name)'\(Suggestion.ending(for: name, in: LocalAPI.controlNames))")
        }
        let methods = command.isReading ? ["GET", "POST"] : ["POST"]
        guard methods.contains(request.method) else { throw .methodNotAllowed(request.method, allowed: methods) }
        let arguments = try RequestBody.object(of: request)
        do throws(StoreError) {
            return try api.control(name, arguments)
        } catch {
            switch error.kind {
            case .misuse, .unknownScope, .invalidTime: throw .badRequest("\(name): \(error)")
            default: throw .failed(error)
            }
        }
    }

    private static func checkCaller(of request: HTTPRequest) throws(Refusal) {
        let host = request.headers["host"] ?? "localhost"
        guard request.isLocal, request.headers["origin"] == nil, isLoopback(host) else {
            throw .forbidden("control is for programs on this machine")
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
        return name == "localhost" || name == "::1"
            || name.hasPrefix("127.") && name.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }
    }

    private static func response(_ status: Int, _ body: JSONValue) -> HTTPResponse {
        // The numbers in it are finite.
        let bytes = (try? body.serialized()) ?? []
        return HTTPResponse(
            status: status, headers: ["content-type": "application/json; charset=utf-8"], body: bytes)
    }
}
