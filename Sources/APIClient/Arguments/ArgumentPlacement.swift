import Catalog
import HTTPMessage
import JSON

/// The placing of one call's arguments.
struct ArgumentPlacement {
    let operation: Operation
    private let arguments: [JSONObject.Member]
    private var checker: SchemaChecker
    private var pathArguments = JSONObject()
    private var query: [(String, String)] = []
    private var headers: HTTPHeaders
    /// The arguments that are neither path, query nor header parameters.
    private var rest: [JSONObject.Member] = []

    init(_ call: Call, patterns: PatternCache) {
        operation = call.operation
        arguments = call.arguments.members
        checker = SchemaChecker(call, patterns: patterns)
        headers = ["accept": call.operation.success.mediaType ?? "application/json"]
    }

    mutating func prepared() throws(ArgumentError) -> PreparedCall {
        placeParameters()
        let body = placedBody()
        guard checker.problems.isEmpty else {
            throw ArgumentError(operation: operation.qualifiedName, problems: checker.problems)
        }
        let request = HTTPRequest(
            method: operation.method, target: RequestTarget.text(path: path, query: query), headers: headers,
            body: body?.bytes ?? [])
        return PreparedCall(
            operation: operation, request: request, pathArguments: pathArguments, body: body?.value, notes: notes)
    }

    private mutating func placeParameters() {
        var taken: Set<String> = []
        for field in operation.pathParameters {
            guard let value = take(field, &taken) else {
                checker.report(field.name, .missing)
                continue
            }
            pathArguments[field.name] = checkedPathValue(value, field)
        }
        for field in operation.queryParameters {
            guard let value = takeRequired(field, &taken) else { continue }
            query += texts(of: value, field).map { (field.name, $0) }
        }
        for field in operation.headerParameters {
            guard let value = takeRequired(field, &taken) else { continue }
            placeHeader(value, field)
        }
        rest = arguments.filter { !taken.contains($0.name) }
    }

    private mutating func takeRequired(_ field: Field, _ taken: inout Set<String>) -> JSONValue? {
        let value = take(field, &taken)
        if value == nil && field.isRequired { checker.report(field.name, .missing) }
        return value
    }

    private mutating func take(_ field: Field, _ taken: inout Set<String>) -> JSONValue? {
        let given = arguments.filter { field.isNamed($0.name) && !taken.contains($0.name) }
        taken.formUnion(given.map(\.name))
        if given.count > 1 { checker.report(field.name, .givenTwice(as: given.map(\.name))) }
        return given.first?.value
    }

    private mutating func checkedPathValue(_ value: JSONValue, _ field: Field) -> JSONValue {
        let checked = checker.check(value, field.schema, at: field.name, isSecret: field.isSecret)
        // `.` and `..` vanish from a path even when they are escaped, and an empty segment names another resource.
        if let text = checked.string, text.isEmpty || text == "." || text == ".." {
            checker.report(field.name, .unusableInPath(found: quoted(text)))
        } else if RequestTarget.text(of: checked) == nil, checker.problems.isEmpty {
            checker.report(field.name, .wrongType(expected: "a string or a number", found: foundText(checked)))
        }
        return checked
    }

    private mutating func texts(of value: JSONValue, _ field: Field) -> [String] {
        let countBefore = checker.problems.count
        let checked = checker.check(value, field.schema, at: field.name, isSecret: field.isSecret)
        if let texts = RequestTarget.texts(of: checked) { return texts }
        if checker.problems.count == countBefore {
            let expected = "a string, a number, a boolean or a list of these"
            checker.report(field.name, .wrongType(expected: expected, found: foundText(checked)))
        }
        return []
    }

    private mutating func placeHeader(_ value: JSONValue, _ field: Field) {
        let text = texts(of: value, field).joined(separator: ", ")
        if HeaderSyntax.isValue(text) {
            headers[field.name] = text
        } else {
            checker.report(field.name, .malformed(expected: HeaderSyntax.meaning, found: quoted(text)))
        }
    }

    private var path: String {
        operation.path.segments.map { segment in
            switch segment {
            case .literal(let text): "/\(text)"
            case .parameter(let name):
                "/" + PercentEncoding.encode(pathArguments[name].flatMap(RequestTarget.text) ?? "")
            }
        }.joined()
    }

    private var notes: [String] {
        checker.ignored.isEmpty ? [] : ["ignored \(checker.ignored.joined(separator: ", ")): only the server sets it"]
    }
}

// The body.
extension ArgumentPlacement {
    private mutating func placedBody() -> (value: JSONValue?, bytes: [UInt8])? {
        guard let body = operation.body else {
            reportUnknown(rest)
            return nil
        }
        guard let given = givenBody(body) else {
            if body.isRequired { return checkedBody([:], body) }
            return nil
        }
        return checkedBody(given, body)
    }

    /// What the arguments give for the body: the value of `body`, or an object of the remaining arguments.
    private mutating func givenBody(_ body: Operation.Body) -> JSONValue? {
        let hasFieldOfThatName = fields(of: body.schema).contains { $0.isNamed("body") }
        guard !hasFieldOfThatName, let whole = rest.first(where: { $0.name == "body" }) else {
            return rest.isEmpty ? nil : .object(JSONObject(rest.map { ($0.name, $0.value) }))
        }
        for member in rest where member.name != "body" { checker.report(shownName(member.name), .besideBody) }
        return whole.value
    }

    private mutating func checkedBody(_ given: JSONValue, _ body: Operation.Body) -> (JSONValue?, [UInt8]) {
        let mediaType = body.mediaTypes.first ?? "application/json"
        let textType = body.mediaTypes.first { $0 != "application/json" }
        // A text for an endpoint that takes another form beside JSON is that form already: an app's specification in YAML.
        if case .string(let text) = given, let textType {
            headers["content-type"] = headers["content-type"] ?? textType
            return (nil, Array(text.utf8))
        }
        headers["content-type"] = headers["content-type"] ?? mediaType
        let checked = checker.check(given, body.schema, at: "")
        return (checked, encoded(checked))
    }

    private mutating func encoded(_ value: JSONValue) -> [UInt8] {
        guard checker.problems.isEmpty else { return [] }
        do throws(JSONError) {
            return try value.serialized()
        } catch {
            checker.report("body", .unwritable(error.reason))
            return []
        }
    }

    private func fields(of schema: Schema) -> [Field] {
        switch checker.resolved(schema).shape {
        case .object(let fields, _): fields
        case .oneOf(let union): union.variants.flatMap { fields(of: $0.schema) }
        default: []
        }
    }

    private mutating func reportUnknown(_ members: [JSONObject.Member]) {
        for member in members {
            let nearest = nearestName(to: member.name, among: operation.parameterNames)
            checker.report(shownName(member.name), .unknown(nearest: nearest))
        }
    }
}

extension Operation {
    /// The names that may be meant beside the fields of the body.
    var parameterNames: [String] { (pathParameters + queryParameters + headerParameters).map(\.name) }
}
