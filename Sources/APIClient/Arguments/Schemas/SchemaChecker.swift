import Catalog
import JSON

/// Checks values against compiled schemas and collects every problem; gives back the values as they go on the wire.
///
/// Nearly every value goes on the wire as it was given, so that a check returns nil for that and copies nothing.
struct SchemaChecker {
    /// Deeper than any value the API has; a tree from elsewhere must not exhaust the stack.
    private static let maximumDepth = 256

    var findings = Findings()
    var path = ArgumentPath()
    /// Names that may have been meant beside the fields of the body.
    var parameterNames: [String] = []

    /// The value as it is sent where that is another one: names of Lua replaced, whole numbers as integers, fields of
    /// the server dropped. Nil where it is sent as it is; with problems the result means nothing.
    mutating func check(_ value: JSONValue, _ schema: CompiledSchema, isSecret: Bool = false) -> JSONValue? {
        if case .null = value {
            if !schema.allowsNull { refuse(value, expected: schema) }
            return nil
        }
        switch schema.shape {
        case .any:
            checkFree(value)
            return nil
        case .boolean, .integer, .number, .string: return checkScalar(value, schema, isSecret)
        case .object(let object): return checkObject(value, object, schema)
        case .array(let element): return checkArray(value, element, schema, isSecret)
        case .map(let element): return checkMap(value, element, schema, isSecret)
        case .oneOf(let union): return checkUnion(value, union, schema, isSecret)
        case .named: return check(value, schema.target, isSecret: isSecret)
        }
    }

    /// Reports a problem of the value at the present path.
    mutating func report(_ kind: @autoclosure () -> ArgumentError.Kind) {
        let path = path
        findings.report(path.isEmpty ? "body" : path.text, kind())
    }

    mutating func report(member name: String, _ kind: @autoclosure () -> ArgumentError.Kind) {
        let path = path
        findings.report(path.text(ofMember: name), kind())
    }

    mutating func refuse(_ value: JSONValue, expected schema: CompiledSchema, isSecret: Bool = false) {
        report(.wrongType(expected: schema.kindText, found: foundText(value, isSecret: isSecret)))
    }

    /// Whether there is room below; reports it where there is not.
    mutating func mayDescend() -> Bool {
        guard path.depth >= Self.maximumDepth else { return true }
        report(.unwritable("nested more than \(Self.maximumDepth) levels deep"))
        return false
    }

    /// A value without a schema may be anything that can be written.
    mutating func checkFree(_ value: JSONValue) {
        if !value.isWritable(depth: Self.maximumDepth - path.depth) { reportUnwritable(value) }
    }

    mutating func checkFree(_ member: JSONObject.Member) {
        path.enter(member: member.name)
        checkFree(member.value)
        path.leave()
    }

    private mutating func reportUnwritable(_ value: JSONValue) {
        switch value {
        case .number(let number) where !number.isFinite:
            report(.unwritable("a number that is infinite or not a number has no JSON form"))
        case .array(let items):
            guard mayDescend() else { return }
            for (index, item) in items.enumerated() {
                path.enter(item: index)
                reportUnwritable(item)
                path.leave()
            }
        case .object(let object):
            guard mayDescend() else { return }
            for member in object.members {
                path.enter(member: member.name)
                reportUnwritable(member.value)
                path.leave()
            }
        default: break
        }
    }
}

extension JSONValue {
    fileprivate func isWritable(depth: Int) -> Bool {
        switch self {
        case .number(let number): number.isFinite
        case .array(let items): depth > 0 && items.allSatisfy { $0.isWritable(depth: depth - 1) }
        case .object(let object): depth > 0 && object.members.allSatisfy { $0.value.isWritable(depth: depth - 1) }
        default: true
        }
    }
}

extension CompiledSchema {
    /// What is expected, in words.
    var kindText: String {
        switch target.shape {
        case .any, .named: "a value"
        case .boolean: "true or false"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object, .map: "a table"
        case .oneOf(let union): union.discriminator == nil ? union.kindNames.joined(separator: " or ") : "a table"
        }
    }
}

extension CompiledUnion {
    /// The variants as messages name them: plain types by their kinds, others by their names, none twice.
    var kindNames: [String] {
        variants.reduce(into: []) { names, variant in
            let name = variant.isPlainType ? variant.schema.kindText : variant.name
            if !names.contains(name) { names.append(name) }
        }
    }
}

extension CompiledUnion.Variant {
    private static let plainTypes: Set<String> = ["string", "integer", "number", "boolean", "object"]

    /// Whether the name says no more than the type, as of the variants of `string | [integer]`.
    fileprivate var isPlainType: Bool {
        Self.plainTypes.contains(name) || name.contains { "([{".contains($0) }
    }
}
