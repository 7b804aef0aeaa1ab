internal import Catalog
internal import JSON

/// How an operation is called: the path parameters that stand first, and the table after them.
///
/// Also how a method calls it, whose object and catalog entry give some of the arguments already.
struct CallShape {
    /// One kind of table; a body that is one of several objects has several.
    struct Variant {
        /// What selects it: `type = "resize"`, `names`; empty where there is only one.
        var label: String
        /// The values of the discriminator that select it, where there is one.
        var selectors: [String]
        /// Without those that only the server sets.
        var fields: [Field]
    }

    let operation: Operation
    let group: Group
    /// In the order of the path.
    let positional: [Field]
    /// At least one.
    let variants: [Variant]
    /// The fields of the table that a method takes before it, too, without their names: `droplet:rename("web-2")`.
    private(set) var leading: [Field] = []

    /// - Parameters:
    ///   - implied: path parameters that the object of a method gives.
    ///   - fixed: arguments that the method gives itself.
    init(_ operation: Operation, of group: Group, implied: Set<String> = [], fixed: [String: String] = [:]) {
        self.operation = operation
        self.group = group
        positional = operation.pathParameters.filter { !implied.contains($0.name) && fixed[$0.name] == nil }
        let beside = operation.queryParameters + operation.headerParameters
        let places = Set(operation.pathParameters.map(\.preferredLuaName))
        variants = BodyVariants(of: operation, in: group).variants(fixed: fixed).map { variant in
            var variant = variant
            variant.fields = (beside + variant.fields).filter { field in
                // What stands in the path does not stand in the table again, where the body repeats it.
                !field.isReadOnly && fixed[field.name] == nil && !places.contains(field.preferredLuaName)
            }
            return variant
        }
    }

    /// How a method of a resource is called.
    init(calling operation: Operation, of group: Group, as method: Resource.Method, of resource: Resource) {
        let implied = Set(resource.identity.map(\.parameter))
        self.init(operation, of: group, implied: implied, fixed: method.fixedArguments)
        leading = leadingFields
    }

    private var leadingFields: [Field] {
        guard variants.count == 1 else { return [] }
        let beside = Set((operation.queryParameters + operation.headerParameters).map(\.name))
        return group.leadingFields(among: variants[0].fields.filter { !beside.contains($0.name) })
    }

    /// The table after the ``leading`` fields.
    var fieldsAfterLeading: [Field] {
        variants[0].fields.filter { field in !leading.contains { $0.name == field.name } }
    }

    /// The fields of which one must be there, where that is all that the variants differ in; else empty.
    var alternatives: [String] {
        guard variants.count > 1, discriminator == nil else { return [] }
        let fields = variants.map { variant in variant.fields.map(\.asOptional) }
        return fields.allSatisfy { $0 == fields[0] } ? variants.map(\.label) : []
    }

    /// The variants that need telling apart: none where there is only one, or where ``alternatives`` tells it all.
    var distinctVariants: [Variant] { variants.count > 1 && alternatives.isEmpty ? variants : [] }

    /// The fields that every variant has alike.
    var commonFields: [Field] {
        guard !distinctVariants.isEmpty else { return mergedFields }
        return variants[0].fields.filter { field in variants.allSatisfy { $0.fields.contains(field) } }
    }

    /// The fields of one variant that others do not have, or not alike; without the discriminator where it only repeats
    /// what selects the variant.
    func ownFields(of variant: Variant) -> [Field] {
        let common = Set(commonFields.map(\.name))
        return variant.fields.filter { !common.contains($0.name) && $0.name != discriminator }
    }

    /// Every field of the table once, as far as possible as all variants have it: required where it is so in each.
    var mergedFields: [Field] {
        guard variants.count > 1 else { return variants[0].fields }
        var merged: [Field] = []
        for field in variants.flatMap(\.fields) where !merged.contains(where: { $0.name == field.name }) {
            var field = field
            field.isRequired = variants.allSatisfy { variant in
                variant.fields.contains { $0.name == field.name && $0.isRequired }
            }
            if field.name == discriminator {
                field.schema.allowedValues = variants.flatMap(\.selectors).map { .string($0) }
            }
            merged.append(field)
        }
        return merged
    }

    /// Whether a call without a table can be right.
    var isTableOptional: Bool { !variants.contains { $0.fields.contains(where: \.isRequired) } }

    var hasTable: Bool { variants.contains { !$0.fields.isEmpty } }

    private var discriminator: String? {
        guard variants.count > 1, let body = operation.body,
            case .oneOf(let union) = group.resolved(body.schema).shape
        else { return nil }
        return union.discriminator
    }
}

extension Resource.Method {
    /// The arguments that the method gives itself, as Lua writes them: `type = "resize"`; empty where there are none.
    var fixedText: String {
        fixedArguments.sorted { $0.key < $1.key }.map { name, word in
            let isWord = Bool(word) == nil && Double(word) == nil
            return "\(name) = \(isWord ? LuaLiteral.quoted(word) : word)"
        }.joined(separator: ", ")
    }

    /// What it does, in a sentence: that of the operation, or for one of many actions of it which one.
    func summary(of operation: Operation) -> String {
        fixedArguments.isEmpty ? operation.summary : "Calls \(operation.qualifiedName) with \(fixedText)."
    }
}

/// The objects a body can be.
private struct BodyVariants {
    let operation: Operation
    let group: Group

    init(of operation: Operation, in group: Group) {
        self.operation = operation
        self.group = group
    }

    func variants(fixed: [String: String]) -> [CallShape.Variant] {
        guard let body = operation.body else { return [.init(label: "", selectors: [], fields: [])] }
        if let fields = group.fields(of: body.schema) {
            // Another value under the name of a place can be given in the whole body only.
            let places = operation.pathParameters.map(\.preferredLuaName)
            let isHidden = fields.contains { $0.isRequired && places.contains($0.preferredLuaName) }
            return isHidden ? [whole(body)] : [.init(label: "", selectors: [], fields: fields)]
        }
        guard case .oneOf(let union) = group.resolved(body.schema).shape, let objects = objects(of: union) else {
            return [whole(body)]
        }
        let chosen = objects.filter { object in
            guard let name = union.discriminator, let value = fixed[name] else { return true }
            return object.selectors.contains(value)
        }
        return labeled(chosen.isEmpty ? objects : chosen, of: union)
    }

    private func whole(_ body: Operation.Body) -> CallShape.Variant {
        var whole = Field(name: "body", schema: body.schema)
        whole.isRequired = body.isRequired
        whole.summary = "The whole body."
        return .init(label: "", selectors: [], fields: [whole])
    }

    /// Variants that look the same count as one; nil where one is no object.
    private func objects(of union: Union) -> [CallShape.Variant]? {
        var objects: [CallShape.Variant] = []
        for variant in union.variants {
            guard let fields = group.fields(of: variant.schema) else { return nil }
            if let index = objects.firstIndex(where: { $0.fields == fields }) {
                objects[index].selectors.append(variant.name)
            } else {
                objects.append(.init(label: "", selectors: [variant.name], fields: fields))
            }
        }
        return objects.isEmpty ? nil : objects
    }

    private func labeled(_ objects: [CallShape.Variant], of union: Union) -> [CallShape.Variant] {
        guard objects.count > 1 else { return objects }
        return objects.enumerated().map { index, object in
            var object = object
            if let name = union.discriminator {
                object.fields = object.fields.map { $0.name == name ? $0.narrowed(to: object.selectors) : $0 }
                object.label = "\(name) = " + object.selectors.map(LuaLiteral.quoted).joined(separator: " | ")
            } else {
                let others = objects.indices.filter { $0 != index }.map { objects[$0].requiredNames }
                let own = object.requiredNames.filter { name in !others.contains { $0.contains(name) } }
                object.label = own.isEmpty ? object.selectors[0] : own.joined(separator: " and ")
                object.selectors = []
            }
            return object
        }
    }
}

extension CallShape.Variant {
    fileprivate var requiredNames: [String] { fields.filter(\.isRequired).map(\.preferredLuaName) }
}

extension Field {
    /// The name to write in Lua without quotes.
    var preferredLuaName: String { luaNames[0] }

    fileprivate var asOptional: Field {
        var field = self
        field.isRequired = false
        return field
    }

    fileprivate func narrowed(to values: [String]) -> Field {
        var field = self
        field.schema.allowedValues = values.map { .string($0) }
        field.example = field.schema.allowedValues.first
        field.isRequired = true
        return field
    }
}
