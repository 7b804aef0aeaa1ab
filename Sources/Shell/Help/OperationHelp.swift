internal import Catalog

/// Help about one operation, or about a method that calls it.
struct OperationHelp {
    private let shape: CallShape
    private let catalog: Catalog
    private let layout: HelpLayout
    /// What is called: `functions.create_trigger`, `trigger:update`.
    private let name: String
    /// The method's own arguments.
    private let method: Resource.Method?

    private var operation: Operation { shape.operation }
    private var group: Group { shape.group }

    init(_ operation: Operation, of group: Group, in catalog: Catalog, layout: HelpLayout) {
        shape = CallShape(operation, of: group)
        name = operation.qualifiedName
        method = nil
        self.catalog = catalog
        self.layout = layout
    }

    /// Help about a method of a resource.
    init(
        _ method: Resource.Method, of resource: Resource, calling operation: Operation, of group: Group,
        in catalog: Catalog, layout: HelpLayout
    ) {
        shape = CallShape(calling: operation, of: group, as: method, of: resource)
        name = "\(resource.name):\(method.name)"
        self.method = method
        self.catalog = catalog
        self.layout = layout
    }

    var lines: [String] { opening + facts + [""] + example }

    /// What it is, how it is called, and with what.
    var opening: [String] {
        layout.title(name, method?.summary(of: operation) ?? operation.summary) + [""]
            + signatures.flatMap { layout.signature($0) }
            + callLines + [""] + parameters
    }

    /// `acme.deploy(app, { replicas })`: the whole call of a function of an embedding program.
    static func signature(of shape: ApplicationCallShape, name: String) -> String {
        let shape = CallShape(shape.operation, of: shape.group)
        return signature(of: name, shape.positional, shape.mergedFields)
    }

    /// Help about a parameter and what is in it: its line, and its fields where it has some.
    ///
    /// - Parameter names: the parameter, a field of it, a field of that.
    /// - Throws: ``UnknownName`` with the first name that there is not.
    func lines(aboutParameter names: [String]) throws(UnknownName) -> [String] {
        guard !names.isEmpty else { return lines }
        var place = operation.qualifiedName
        var fields = shape.positional + shape.mergedFields
        var found: [Field] = []
        for name in names {
            place = ([operation.qualifiedName] + found.map(\.preferredLuaName)).joined(separator: ".")
            guard let field = fields.first(where: { $0.luaNames.contains(name) }) else {
                throw UnknownName(name: name, place: place, known: fields.map(\.preferredLuaName))
            }
            found.append(field)
            fields = group.settableFields(of: field.schema)
        }
        let field = found[found.count - 1]
        return [layout.style.bold("\(place).\(field.preferredLuaName)")]
            + ParameterList(group: group, layout: layout).lines(of: [field], under: place) + allValues(of: field)
    }

    /// The names of all parameters, those of nested tables to the second level.
    var parameterNames: [String] {
        (shape.positional + shape.mergedFields).flatMap { field in
            [field.name] + group.settableFields(of: field.schema).map(\.name)
        }
    }

    // MARK: - Calling

    /// The forms of the call, the shortest first.
    private var signatures: [String] {
        let whole = Self.signature(of: name, shape.positional, shape.mergedFields)
        guard !shape.leading.isEmpty else { return [whole] }
        return [Self.signature(of: name, shape.positional + shape.leading, shape.fieldsAfterLeading), whole]
    }

    /// `functions.create_trigger(namespace_id, { name*, type* })`, the required ones with a star.
    private static func signature(of name: String, _ places: [Field], _ fields: [Field]) -> String {
        let path = places.map(\.preferredLuaName)
        let table = fields.filter(\.isRequired) + fields.filter { !$0.isRequired }
        let names = table.prefix(shownNames).map { $0.preferredLuaName + ($0.isRequired ? "*" : "") }
        let rest = table.count > shownNames ? ["..."] : []
        let braces = table.isEmpty ? "" : "{ " + (names + rest).joined(separator: ", ") + " }"
        guard !path.isEmpty else { return name + (braces.isEmpty ? "()" : braces) }
        return name + "(" + (path + [braces]).filter { !$0.isEmpty }.joined(separator: ", ") + ")"
    }

    /// How many names of parameters a signature has before it ends in dots.
    private static let shownNames = 24

    private var callLines: [String] {
        // A function of an embedding program sends no request.
        guard !operation.method.isEmpty else { return [] }
        let request = "  " + layout.style.dim("\(operation.method) \(operation.path)")
        guard let method, method.fixedArguments.isEmpty else { return [request] }
        return [request, "  " + layout.style.dim("calls \(operation.qualifiedName)")]
    }

    // MARK: - Parameters

    private var parameters: [String] {
        let list = ParameterList(group: group, layout: layout)
        let path = operation.qualifiedName
        let common = shape.positional + shape.commonFields
        var lines = list.lines(of: common, under: path)
        if !shape.alternatives.isEmpty {
            lines += [""] + layout.wrapped("needs " + shape.alternatives.joined(separator: " or "), indentation: 2)
        }
        let room = max(ParameterList.limit - common.count, 12) / max(1, shape.distinctVariants.count)
        for variant in shape.distinctVariants {
            lines += (lines.isEmpty ? [] : [""]) + layout.wrapped("with " + variant.label, indentation: 2)
            lines += list.lines(of: shape.ownFields(of: variant), under: path, indentation: 4, room: room)
        }
        return lines.isEmpty ? [] : lines + [""]
    }

    /// Every allowed value, where the parameter's line has not told them all.
    private func allValues(of field: Field) -> [String] {
        let facts = FieldFacts(field: field, group: group)
        guard facts.allowedValues.count > facts.valueLimit else { return [] }
        let values = facts.allowedValues.map(LuaConstructor.line).joined(separator: " | ")
        return ["", "  " + layout.style.dim("allowed values")] + layout.wrapped(values, indentation: 2)
    }

    // MARK: - Facts

    private var facts: [String] {
        layout.pairs(OperationFacts(operation, of: group, in: catalog).pairs.map { ($0.name, $0.text) })
    }

    var example: [String] {
        let source = ExampleCall(shape, name: name).lines(width: layout.sourceCells - 2)
        return ["  " + layout.style.dim("example")] + source.map { "  " + $0 }
    }
}

/// A name within something known that is not there.
struct UnknownName: Error {
    let name: String
    /// Where it was looked for.
    let place: String
    let known: [String]

    /// `droplets.create has no 'regoin'; did you mean 'region'?`
    var description: String {
        "\(place) has no '\(TerminalText.visible(name))'" + Suggestion.ending(for: name, in: known)
    }
}
