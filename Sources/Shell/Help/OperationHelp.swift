internal import Catalog
internal import JSON

/// Help about one operation.
struct OperationHelp {
    private let operation: Operation
    private let group: Group?
    private let style: Emphasis
    private let width: Int?

    init(_ operation: Operation, _ catalog: Catalog, _ style: Emphasis, width: Int?) {
        self.operation = operation
        group = catalog.group(operation.group)
        self.style = style
        self.width = width
    }

    var lines: [String] {
        var lines = [style.bold(operation.qualifiedName) + "  " + operation.summary, "", "  " + signature]
        lines += ["  " + style.dim("\(operation.method) \(operation.path)"), ""]
        lines += parameters(operation.pathParameters + operation.queryParameters + operation.headerParameters, depth: 1)
        if let body = operation.body, let call { lines += parameters(call.fields(of: body.schema), depth: 1) }
        if lines.last != "" { lines.append("") }
        return lines + facts + example
    }

    /// Help about a parameter: its line, and its fields where it has some. Nil where there is none of that name.
    func lines(aboutParameter name: String) -> [String]? {
        guard let call else { return nil }
        let argument = CompletionContext.Argument(callee: .init(path: []), position: 0)
        guard let field = call.field(name, in: argument) else { return nil }
        return [style.bold("\(operation.qualifiedName).\(field.name)")] + parameters([field], depth: 1)
    }

    /// The names of all parameters, those of nested tables to the depth that is shown.
    var parameterNames: [String] {
        let body = operation.body.flatMap { call?.fields(of: $0.schema) } ?? []
        let fields = operation.pathParameters + operation.queryParameters + operation.headerParameters + body
        return names(of: fields, depth: 1)
    }

    private func names(of fields: [Field], depth: Int) -> [String] {
        fields.filter { !$0.isReadOnly }.flatMap { field -> [String] in
            let inner = depth < 3 ? call?.fields(of: field.schema) ?? [] : []
            return [field.name] + names(of: inner, depth: depth + 1)
        }
    }

    private var call: CallParameters? {
        group.map { CallParameters(target: CallTarget(operation: operation, group: $0)) }
    }

    /// `functions.create_trigger(namespace_id, { name*, type* })`, the required ones with a star.
    private var signature: String {
        let path = operation.pathParameters.map(\.name)
        let fields = operation.queryParameters + (operation.body.flatMap { call?.fields(of: $0.schema) } ?? [])
        let table = fields.filter { !$0.isReadOnly }.map { $0.preferredLuaName + ($0.isRequired ? "*" : "") }
        let braces = table.isEmpty ? "" : "{ " + table.joined(separator: ", ") + " }"
        guard !path.isEmpty else { return operation.qualifiedName + (braces.isEmpty ? "()" : braces) }
        return operation.qualifiedName + "(" + (path + [braces]).filter { !$0.isEmpty }.joined(separator: ", ") + ")"
    }

    // MARK: - Parameters

    private func parameters(_ fields: [Field], depth: Int) -> [String] {
        let fields = fields.filter { !$0.isReadOnly }
        let width = fields.reduce(0) { max($0, $1.preferredLuaName.count) }
        return fields.flatMap { field -> [String] in
            let name = field.preferredLuaName
            let blanks = String(repeating: " ", count: width - name.count + 2)
            let lines = description(of: field, beside: depth * 2 + width + 2)
            let line = String(repeating: "  ", count: depth) + name + blanks + lines[0]
            // Deeper levels are shown by asking for the parameter itself.
            let inner = depth < 3 ? call?.fields(of: field.schema) ?? [] : []
            return [line] + lines.dropFirst() + parameters(inner, depth: depth + 1)
        }
    }

    /// The facts and the summary in one line, or the summary below the facts where that is too wide.
    private func description(of field: Field, beside margin: Int) -> [String] {
        let facts = facts(about: field).joined(separator: ", ")
        guard !field.summary.isEmpty else { return [style.dim(facts)] }
        let room = (width ?? .max) - margin
        guard DisplayWidth.of(facts) + 2 + DisplayWidth.of(field.summary) > room else {
            return [style.dim(facts) + "  " + field.summary]
        }
        let blanks = String(repeating: " ", count: margin)
        return [style.dim(facts)] + WrappedText.lines(of: field.summary, width: room).map { blanks + $0 }
    }

    private func facts(about field: Field) -> [String] {
        var facts = [call?.typeName(field.schema) ?? "any"]
        if field.isRequired { facts.append("required") }
        if let values = call?.values(of: field), !values.isEmpty, values != [true, false] {
            facts.append(values.prefix(12).map(LuaConstructor.line).joined(separator: " | "))
        }
        if let value = field.defaultValue { facts.append("default " + LuaConstructor.line(value)) }
        facts += limits(of: field.schema)
        if field.isDeprecated { facts.append("deprecated") }
        return facts
    }

    private func limits(of schema: Schema) -> [String] {
        if let meaning = schema.patternMeaning { return [meaning] }
        switch (schema.minimum, schema.maximum) {
        case (let low?, let high?): return ["\(number(low)) to \(number(high))"]
        case (let low?, nil): return ["at least \(number(low))"]
        case (nil, let high?): return ["at most \(number(high))"]
        case (nil, nil): return []
        }
    }

    private func number(_ value: Double) -> String { Int64(exactly: value).map(String.init) ?? "\(value)" }

    // MARK: - Facts

    private var facts: [String] {
        var facts: [String] = []
        if let root = operation.success.root { facts.append("returns    \(returned ?? root)") }
        if operation.pagination != nil { facts.append("pages      all of them, unless page or per_page is given") }
        if !operation.scopes.isEmpty {
            let scopes = operation.scopes.map { $0.sorted().joined(separator: " and ") }
            facts.append("needs      " + scopes.joined(separator: " or "))
        }
        facts.append("changes    " + danger)
        if !operation.aliases.isEmpty { facts.append("also       " + operation.aliases.joined(separator: ", ")) }
        return facts.map { "  " + $0 }
    }

    private var danger: String {
        let text =
            switch operation.danger {
            case .read: "nothing"
            case .create: "makes something new"
            case .update: "changes what is there"
            case .delete: "deletes"
            case .wide: "reaches beyond one resource"
            }
        return text + (operation.costsMoney ? "; costs money" : "")
    }

    /// The resource that comes back, or a list of it.
    private var returned: String? {
        guard let root = operation.success.root, case .object(let fields, _)? = operation.success.schema?.shape,
            let schema = fields.first(where: { $0.name == root })?.schema
        else { return nil }
        switch schema.shape {
        case .reference(let name): return group?.resource(ofType: name)?.qualifiedName
        case .array(let element):
            guard case .reference(let name) = element.shape else { return nil }
            return group?.resource(ofType: name).map { "a list of \($0.qualifiedName)" }
        default: return nil
        }
    }

    /// A call that passes the argument checks.
    private var example: [String] {
        guard let group else { return [] }
        let arguments = group.exampleArguments(of: operation).members
        guard !arguments.isEmpty else { return [] }
        let body = operation.body.flatMap { call?.fields(of: $0.schema) } ?? []
        let fields = operation.pathParameters + operation.queryParameters + operation.headerParameters + body
        let pairs = arguments.map { argument in
            let name = fields.first { $0.name == argument.name }?.preferredLuaName ?? argument.name
            return "\(name) = \(LuaConstructor.line(argument.value))"
        }
        return ["", "  " + style.dim("example"), "  \(operation.qualifiedName){ \(pairs.joined(separator: ", ")) }"]
    }
}

extension Field {
    /// The name to write in Lua without quotes.
    var preferredLuaName: String { luaNames[0] }
}
