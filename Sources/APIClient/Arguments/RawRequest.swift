public import Catalog
public import HTTPMessage
public import JSON

/// A request written by hand: any method on any path, for endpoints the catalog does not know.
public struct RawRequest: Sendable {
    public var method: String
    /// A percent-encoded path that begins with one `/`, without query.
    public var path: String
    /// Strings, numbers, booleans, and lists of these, which repeat the name.
    public var query: JSONObject
    public var headers: HTTPHeaders
    public var body: JSONValue?

    public init(
        method: String = "GET", path: String, query: JSONObject = [:], headers: HTTPHeaders = [:],
        body: JSONValue? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    /// The request as it will be sent.
    ///
    /// - Parameter catalog: Where to look for the operation that the request reaches, which says how dangerous it is.
    /// - Throws: ``ArgumentError`` with every problem of the method, the path, the query and the header fields.
    public func prepared(in catalog: Catalog = .standard) throws(ArgumentError) -> PreparedCall {
        var problems: [ArgumentError.Problem] = []
        let method = method.uppercased()
        if !Self.methods.contains(method) {
            let allowed = Self.methods.map { JSONValue.string($0) }
            problems.append(.init("method", .notAllowed(allowed, found: quoted(self.method), nearest: nil)))
        }
        if !hasUsablePath {
            problems.append(.init("path", .malformed(expected: Self.pathMeaning, found: quoted(path))))
        }
        let items = queryItems(&problems)
        let headers = checkedHeaders(&problems)
        let body = encodedBody(&problems)
        guard problems.isEmpty else { throw ArgumentError(operation: "api.request", problems: problems) }
        let target = RequestTarget.text(path: path, query: items)
        let request = HTTPRequest(method: method, target: target, headers: headers, body: body)
        return PreparedCall(
            operation: nil, request: request, body: self.body, counterpart: Self.counterpart(of: request, in: catalog))
    }

    /// Servers take a path with a slash too many for the same path, so that no spelling makes a request look harmless.
    private static func counterpart(of request: HTTPRequest, in catalog: Catalog) -> Operation? {
        guard !["GET", "HEAD", "OPTIONS"].contains(request.method) else { return nil }
        let segments = (request.pathSegments ?? []).filter { !$0.isEmpty }
        guard case .operation(let operation, _) = catalog.route(method: request.method, segments: segments) else {
            return nil
        }
        return operation.server == nil ? operation : nil
    }

    /// Fields that make some servers take a request for one of another method than it seems.
    private static let methodFields = ["x-http-method-override", "x-http-method", "x-method-override"]

    private static let pathMeaning = "a percent-encoded path such as /v2/account, without query or dot segments"

    private var hasUsablePath: Bool {
        guard path.hasPrefix("/"), !path.hasPrefix("//") else { return false }
        guard path.utf8.allSatisfy({ RequestTarget.isPathByte($0) }) else { return false }
        return path.split(separator: "/").allSatisfy { segment in
            guard let decoded = PercentEncoding.decode(segment) else { return false }
            return decoded != "." && decoded != ".."
        }
    }

    private func queryItems(_ problems: inout [ArgumentError.Problem]) -> [(String, String)] {
        var items: [(String, String)] = []
        for member in query.members {
            guard let texts = RequestTarget.texts(of: member.value) else {
                let expected = "a string, a number, a boolean or a list of these"
                let found = foundText(member.value)
                problems.append(.init("query.\(member.name)", .wrongType(expected: expected, found: found)))
                continue
            }
            items += texts.map { (member.name, $0) }
        }
        return items
    }

    private func checkedHeaders(_ problems: inout [ArgumentError.Problem]) -> HTTPHeaders {
        var checked = headers
        for field in headers.fields {
            let isMethod = Self.methodFields.contains { field.name.isEqualIgnoringASCIICase(to: $0) }
            if isMethod || field.name.isEqualIgnoringASCIICase(to: "authorization") {
                problems.append(.init("headers.\(field.name)", .reserved))
            } else if !HeaderSyntax.isName(field.name) || !HeaderSyntax.isValue(field.value) {
                problems.append(
                    .init("headers.\(field.name)", .malformed(expected: HeaderSyntax.meaning, found: "another")))
            }
        }
        if checked["accept"] == nil { checked["accept"] = "application/json" }
        if body != nil, checked["content-type"] == nil { checked["content-type"] = "application/json" }
        return checked
    }

    private func encodedBody(_ problems: inout [ArgumentError.Problem]) -> [UInt8] {
        guard let body else { return [] }
        do throws(JSONError) {
            return try body.serialized()
        } catch {
            problems.append(.init("body", .unwritable(error.reason)))
            return []
        }
    }
}
