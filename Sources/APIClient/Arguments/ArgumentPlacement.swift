import Catalog
import HTTPMessage
import JSON

/// The placing of one call's arguments.
struct ArgumentPlacement {
    private let arguments: JSONObject
    private let problems: [ArgumentError.Problem]
    private let content: [UInt8]?
    private let bodyArguments: JSONObject
    let operation: CompiledOperation
    var checker = SchemaChecker()
    /// The arguments that are neither path, query nor header parameters.
    private(set) var rest: JSONObject
    private var values: [JSONValue?]
    private var pathTexts: [String] = []
    var pathArguments: [(String, JSONValue)] = []
    private var query: [(String, String)] = []
    var headers: HTTPHeaders
    /// What calls of operations at another address have beside; nil until its parameters are placed.
    var server: PlacedServer?
    let origin: OtherServer?

    init(_ call: Call, _ operation: CompiledOperation) {
        arguments = call.arguments
        problems = call.problems
        content = call.content
        bodyArguments = call.bodyArguments
        origin = call.origin
        self.operation = operation
        rest = call.arguments
        values = Array(repeating: nil, count: operation.parameters.count)
        headers = ["accept": operation.acceptedMediaType]
    }

    mutating func prepared() throws(ArgumentError) -> PreparedCall {
        takeParameters()
        for member in bodyArguments.members { rest[member.name] = member.value }
        if let template = operation.server { beginServer(template) }
        for (parameter, value) in zip(operation.parameters, values) { place(value, parameter) }
        let body = placedBody(content: content)
        try throwProblems()
        let request = HTTPRequest(
            method: operation.operation.method,
            target: RequestTarget.text(path: server?.target ?? path, query: query), headers: headers,
            body: body?.bytes ?? [])
        return PreparedCall(
            operation: operation.operation, request: request, server: server?.result,
            pathArguments: JSONObject(pathArguments), body: body?.value, notes: checker.findings.notes)
    }

    /// The problems of reading and those of checking. What is at or around a refused value is not judged a second time.
    private func throwProblems() throws(ArgumentError) {
        guard !problems.isEmpty || checker.findings.problemCount > 0 else { return }
        let others = checker.findings.problems.filter { other in
            !problems.contains { Self.isPath($0.path, at: other.path) || Self.isPath(other.path, at: $0.path) }
        }
        throw ArgumentError(
            operation: operation.operation.qualifiedName, problems: problems + others,
            omittedCount: checker.findings.omittedCount)
    }

    /// Whether a path is this place or one inside it.
    private static func isPath(_ path: String, at place: String) -> Bool {
        guard path.hasPrefix(place) else { return false }
        let next = path.dropFirst(place.count).first
        return next == nil || next == "." || next == "["
    }

    // MARK: Parameters

    private mutating func takeParameters() {
        guard !operation.parameters.isEmpty else { return }
        for member in arguments.members {
            guard let number = operation.parameter(named: member.name) else { continue }
            rest[member.name] = nil
            if values[number] == nil {
                values[number] = member.value
            } else {
                reportTwice(number)
            }
        }
    }

    private mutating func reportTwice(_ number: Int) {
        let names = arguments.names.filter { operation.parameter(named: $0) == number }
        let name = operation.parameters[number].field.shownName
        guard !checker.findings.problems.contains(where: { $0.path == name }) else { return }
        checker.report(member: name, .givenTwice(as: names))
    }

    private mutating func place(_ value: JSONValue?, _ parameter: CompiledOperation.Parameter) {
        let field = parameter.field
        guard let value else { return placeNothing(parameter) }
        if field.isDeprecated { checker.findings.deprecated.append(field.shownName) }
        checker.path.enter(member: field.shownName)
        switch parameter.place {
        case .path: placeInPath(value, field)
        case .query: query += texts(of: value, field).map { (field.name, $0) }
        case .header: placeHeader(value, field)
        case .server: placeServer(value, field)
        case .accessKey: placeAccessKey(value, field)
        case .nowhere:
            pathArguments.append((field.name, checker.check(value, field.schema, isSecret: field.isSecret) ?? value))
        }
        checker.path.leave()
    }

    private mutating func placeNothing(_ parameter: CompiledOperation.Parameter) {
        if parameter.place == .path { pathTexts.append("") }
        if parameter.place == .accessKey, takesAccessKeyOfOrigin(parameter.field) { return }
        guard parameter.field.isRequired || parameter.place == .path || parameter.place == .server else { return }
        checker.report(member: parameter.field.shownName, .missing)
    }

    private mutating func placeInPath(_ value: JSONValue, _ field: CompiledField) {
        let countBefore = checker.findings.problemCount
        let checked = checker.check(value, field.schema, isSecret: field.isSecret) ?? value
        let text = RequestTarget.text(of: checked)
        pathArguments.append((field.name, checked))
        pathTexts.append(text ?? "")
        guard checker.findings.problemCount == countBefore else { return }
        // `.` and `..` vanish from a path even when they are escaped, and an empty segment names another resource.
        if let text, text.isEmpty || text == "." || text == ".." {
            checker.report(.unusableInPath(found: foundText(checked, isSecret: field.isSecret)))
        } else if text == nil {
            checker.report(.wrongType(expected: "a string or a number", found: foundText(checked)))
        }
    }

    /// The texts of a query parameter or header field; a list has one for each item (OpenAPI's `style: form, explode`).
    private mutating func texts(of value: JSONValue, _ field: CompiledField) -> [String] {
        let countBefore = checker.findings.problemCount
        let checked = checker.check(value, field.schema, isSecret: field.isSecret) ?? value
        if let texts = RequestTarget.texts(of: checked) { return texts }
        if checker.findings.problemCount == countBefore {
            let expected = "a string, a number, a boolean or a list of these"
            checker.report(.wrongType(expected: expected, found: foundText(checked)))
        }
        return []
    }

    private mutating func placeHeader(_ value: JSONValue, _ field: CompiledField) {
        let text = texts(of: value, field).joined(separator: ", ")
        if HeaderSyntax.isValue(text) {
            headers[field.name] = text
        } else {
            let found = foundText(.string(text), isSecret: field.isSecret)
            checker.report(.malformed(expected: HeaderSyntax.meaning, found: found))
        }
    }

    private var path: String {
        operation.segments.reduce(into: "") { path, segment in
            switch segment {
            case .literal(let text): path += text
            case .parameter(let number): path += "/" + PercentEncoding.encode(pathTexts[number])
            }
        }
    }
}
