import Catalog
import HTTPMessage
import JSON

// The body.
extension ArgumentPlacement {
    /// The body of the request; nil where it has none.
    mutating func placedBody(content: [UInt8]?) -> (value: JSONValue?, bytes: [UInt8])? {
        guard let body = operation.operation.body, let schema = operation.body else {
            reportUnknown(rest)
            return nil
        }
        if let content {
            reportBesideBody()
            return (nil, raw(content, body))
        }
        guard let given = givenBody(schema) else {
            guard body.isRequired else { return nil }
            guard schema.hasNamedMembers else {
                checker.report(.missing)
                return nil
            }
            return checkedBody([:], body, schema)
        }
        return checkedBody(given, body, schema)
    }

    /// What the arguments give for the body: the value of `body`, or an object of the remaining arguments.
    private mutating func givenBody(_ schema: CompiledSchema) -> JSONValue? {
        guard !operation.hasFieldNamedBody, let whole = rest["body"] else {
            guard !rest.isEmpty else { return nil }
            guard schema.hasNamedMembers else {
                reportUnknown(rest)
                return nil
            }
            return .object(rest)
        }
        reportBesideBody()
        return whole
    }

    private mutating func reportBesideBody() {
        for member in rest.members where member.name != "body" { checker.report(member: member.name, .besideBody) }
    }

    private mutating func checkedBody(
        _ given: JSONValue, _ body: Operation.Body, _ schema: CompiledSchema
    ) -> (value: JSONValue?, bytes: [UInt8]) {
        // A text for an endpoint that takes another form beside JSON is that form already: an app's specification in YAML.
        if case .string(let text) = given, otherMediaType(of: body) != nil { return (nil, raw(Array(text.utf8), body)) }
        guard body.mediaTypes.contains("application/json") else {
            checker.report(.wrongType(expected: "a string", found: foundText(given)))
            return (nil, [])
        }
        headers["content-type"] = headers["content-type"] ?? "application/json"
        checker.parameterNames = operation.parameterNames
        let checked = checker.check(given, schema) ?? given
        return (checked, encoded(checked))
    }

    /// A body that is sent as it is.
    private mutating func raw(_ bytes: [UInt8], _ body: Operation.Body) -> [UInt8] {
        headers["content-type"] = otherMediaType(of: body) ?? headers["content-type"] ?? body.mediaTypes.first
        return bytes
    }

    /// The form beside JSON that a body may have, by its declaration or by an argument for `Content-Type`.
    private func otherMediaType(of body: Operation.Body) -> String? {
        if let given = headers["content-type"], given != "application/json" { return given }
        return body.mediaTypes.first { $0 != "application/json" }
    }

    private mutating func encoded(_ value: JSONValue) -> [UInt8] {
        guard checker.findings.problemCount == 0 else { return [] }
        do throws(JSONError) {
            return try value.serialized()
        } catch {
            checker.report(.unwritable(error.reason))
            return []
        }
    }

    private mutating func reportUnknown(_ members: JSONObject) {
        for member in members.members {
            let nearest = nearestName(to: member.name, among: operation.parameterNames)
            checker.report(member: member.name, .unknown(nearest: nearest))
        }
    }
}
