import APIClient
import Catalog
import JSON

/// An operation with arguments for everything it takes, made from the examples of the catalog; one for each variant where
/// the body is a union.
struct CallSubject {
    let operation: Operation
    let group: Group
    let arguments: JSONObject
    private var bodyArguments = JSONObject()
    /// The scalars in the arguments.
    let leaves: [Leaf]
    /// Whether names are free.
    let isOpen: Bool
    private let checker: ArgumentChecker

    /// A scalar among the arguments.
    struct Leaf {
        enum Step {
            case member(String)
            case item
        }

        var steps: [Step]
        var takesBooleans: Bool
        /// Whether a union without a discriminator is on the way: a wrong value may speak for another variant.
        var isInUnion: Bool

        var path: String {
            steps.reduce(into: "") { path, step in
                switch step {
                case .member(let name): path += (path.isEmpty ? "" : ".") + name
                case .item: path += "[1]"
                }
            }
        }

        func setting(_ value: JSONValue, in whole: JSONValue) -> JSONValue {
            var rest = self
            guard !steps.isEmpty else { return value }
            let step = rest.steps.removeFirst()
            switch (step, whole) {
            case (.member(let name), .object(var object)):
                object[name] = rest.setting(value, in: object[name] ?? .null)
                return .object(object)
            case (.item, .array(var items)):
                items[0] = rest.setting(value, in: items[0])
                return .array(items)
            default: return whole
            }
        }
    }

    static func all(in catalog: Catalog) -> [CallSubject] {
        let checker = ArgumentChecker()
        return catalog.groupNames.compactMap(catalog.group).flatMap { group in
            group.operations.flatMap { operation in
                bodies(of: operation, group).map { .init(operation, group, body: $0, checker) }
            }
        }
    }

    func refusal(of arguments: JSONObject) -> ArgumentError? {
        do throws(ArgumentError) {
            var call = Call(operation, of: group, arguments: arguments)
            call.bodyArguments = bodyArguments
            _ = try checker.prepare(call)
            return nil
        } catch {
            return error
        }
    }

    /// The variants of the body, with the value of the discriminator; one nil where there is no body.
    private static func bodies(of operation: Operation, _ group: Group) -> [(Schema, selector: (String, String)?)?] {
        guard let schema = operation.body.map({ group.resolved($0.schema) }) else { return [nil] }
        guard case .oneOf(let union) = schema.shape else { return [(schema, nil)] }
        return union.variants.map { variant in
            (group.resolved(variant.schema), union.discriminator.map { ($0, variant.name) })
        }
    }

    private init(
        _ operation: Operation, _ group: Group, body: (schema: Schema, selector: (String, String)?)?,
        _ checker: ArgumentChecker
    ) {
        (self.operation, self.group, self.checker) = (operation, group, checker)
        var arguments = JSONObject()
        // Messages call a header as it is given in Lua, not as it is sent.
        let headers = operation.headerParameters.map { parameter in
            var field = parameter
            field.name = parameter.luaName ?? parameter.name
            return field
        }
        var fields = operation.pathParameters + operation.queryParameters + headers
        var isOpen = false
        switch body?.schema.shape {
        case .object(let bodyFields, let bodyIsOpen)?:
            let names = Set(fields.map(\.name))
            for field in bodyFields where names.contains(field.name) {
                bodyArguments[field.name] = group.example(of: field, for: .request)
            }
            fields += bodyFields.filter { !$0.isReadOnly && !names.contains($0.name) }
            isOpen = bodyIsOpen
        case .map?: isOpen = true
        case nil: break
        default:
            if let schema = body?.schema { arguments["body"] = group.example(of: schema, for: .request) }
            isOpen = true
        }
        for field in fields { arguments[field.name] = group.example(of: field, for: .request) }
        if let (name, value) = body?.selector { arguments[name] = .string(value) }
        self.arguments = arguments
        self.isOpen = isOpen
        let hasSiblings = body != nil && body?.selector == nil && Self.bodies(of: operation, group).count > 1
        leaves = fields.flatMap { field in
            Self.leaves(
                of: field.schema, at: [.member(field.name)], in: arguments[field.name] ?? .null, group,
                isInUnion: hasSiblings)
        }
    }

    private static func leaves(
        of schema: Schema, at steps: [Leaf.Step], in value: JSONValue, _ group: Group, isInUnion: Bool
    ) -> [Leaf] {
        let schema = group.resolved(schema)
        switch (schema.shape, value) {
        case (.boolean, _): return [Leaf(steps: steps, takesBooleans: true, isInUnion: isInUnion)]
        case (.integer, _), (.number, _), (.string, _):
            return [Leaf(steps: steps, takesBooleans: false, isInUnion: isInUnion)]
        case (.object(let fields, _), .object(let object)):
            return fields.filter { !$0.isReadOnly }.flatMap { field in
                object[field.name].map {
                    leaves(of: field.schema, at: steps + [.member(field.name)], in: $0, group, isInUnion: isInUnion)
                } ?? []
            }
        case (.array(let item), .array(let items)):
            guard let first = items.first else { return [] }
            return leaves(of: item, at: steps + [.item], in: first, group, isInUnion: isInUnion)
        case (.map(let item), .object(let object)):
            guard let first = object.members.first else { return [] }
            return leaves(of: item, at: steps + [.member(first.name)], in: first.value, group, isInUnion: isInUnion)
        default: return []
        }
    }

    /// Every pattern of a group.
    static func patterns(of group: Group) -> Set<String> {
        var patterns: Set<String> = []
        func visit(_ schema: Schema) {
            if let pattern = schema.pattern { patterns.insert(pattern) }
            switch schema.shape {
            case .object(let fields, _): for field in fields { visit(field.schema) }
            case .array(let item), .map(let item): visit(item)
            case .oneOf(let union): for variant in union.variants { visit(variant.schema) }
            case .any, .boolean, .integer, .number, .string, .reference: break
            }
        }
        for schema in group.types.values { visit(schema) }
        for operation in group.operations {
            for field in operation.pathParameters + operation.queryParameters + operation.headerParameters {
                visit(field.schema)
            }
            if let body = operation.body { visit(body.schema) }
        }
        return patterns
    }
}
