internal import Catalog
internal import Scripting

/// The definitions of functions: of operations, of what stands beside lists, of methods.
struct CallAnnotations {
    let catalog: Catalog
    /// Names the types of arguments and results, and collects their definitions.
    var types: TypeAnnotations
    var text = ""

    init(catalog: Catalog, types: TypeAnnotations) {
        self.catalog = catalog
        self.types = types
    }

    // MARK: - What is defined

    mutating func add(_ operation: Operation, of group: Group) {
        let shape = CallShape(operation, of: group)
        define(shape, in: operation.qualifiedName)
        let function = Function(
            name: operation.qualifiedName, classes: operation.qualifiedName, result: result(of: operation, in: group))
        add(function, shape, about: operation)
    }

    /// A function beside a list.
    mutating func add(_ function: DerivedFunction, of group: Group) {
        let operation = function.operation
        let shape = CallShape(operation, of: group)
        var definition = Function(
            name: "\(group.name).\(function.name)", classes: operation.qualifiedName,
            result: result(of: function, in: group))
        guard function.kind == .each else { return add(search: definition, shape, about: function) }
        definition.tableName = ".Arguments"
        add(definition, shape, about: operation, summary: function.summary)
    }

    /// A function of a resource's objects.
    mutating func add(_ function: DerivedFunction, of resource: Resource) {
        let operation = function.operation
        guard let group = catalog.group(operation.group) else { return }
        var definition = Function(
            name: "object:\(function.name)", classes: operation.qualifiedName, result: result(of: function, in: group))
        definition.receiver = resource.qualifiedName
        definition.tableName = operation.pathParameters.isEmpty ? ".Arguments" : ".Fields"
        let shape = CallShape(operation, of: group, implied: Set(resource.identity.map(\.parameter)))
        switch function.kind {
        case .find, .one: add(search: definition, shape, about: function)
        // What identifies it among others is not enough for the list: the table has the rest.
        case .each: add(definition, shape, about: operation, summary: function.summary)
        case .refresh, .wait:
            let options = Function.Parameter(
                name: "options", type: "moontide.wait.options", isOptional: true, summary: "")
            text += "---\(function.summary)\n"
            text += definition.text(parameters: function.kind == .wait ? [options] : [])
        }
    }

    private mutating func add(search definition: Function, _ shape: CallShape, about function: DerivedFunction) {
        let item = itemType(of: function.operation, in: shape.group)
        let match = Function.Parameter(
            name: "match", type: "string|table|fun(x: \(item)): boolean",
            summary: "A name, a table of fields with values, or a function that says whether an item is meant.")
        text += "---\(function.summary)\n"
        text += definition.text(parameters: positional(of: shape, classes: definition.classes) + [match])
    }

    private mutating func result(of function: DerivedFunction, in group: Group) -> String {
        switch function.kind {
        case .each: "fun(): " + itemType(of: function.operation, in: group)
        case .find: LuaType.list(of: itemType(of: function.operation, in: group))
        case .one: itemType(of: function.operation, in: group)
        case .refresh, .wait: result(of: function.operation, in: group)
        }
    }

    mutating func add(_ method: Resource.Method, of resource: Resource) {
        guard let operation = catalog.operation(method.operation), let group = catalog.group(operation.group) else {
            return
        }
        let shape = CallShape(calling: operation, of: group, as: method, of: resource)
        let isSame = method.fixedArguments.isEmpty && shape.positional.isEmpty
        let classes = isSame ? operation.qualifiedName : "\(resource.qualifiedName).\(method.name)"
        if !isSame { define(shape, in: classes) }
        let result =
            method.isIterator
            ? "fun(): \(itemType(of: operation, in: group))" : self.result(of: operation, in: group)
        var function = Function(name: "object:\(method.name)", classes: classes, result: result)
        function.receiver = resource.qualifiedName
        // The table of an operation whose places are all filled has the names that are left.
        function.tableName = isSame && !operation.pathParameters.isEmpty ? ".Fields" : ".Arguments"
        let leading = leading(shape, in: "\(resource.qualifiedName).\(method.name)")
        add(function, shape, about: operation, summary: method.summary(of: operation), and: leading)
    }

    /// The form of a method that takes some fields of the table before it; nil where there is none.
    private mutating func leading(_ shape: CallShape, in name: String) -> [Function.Parameter]? {
        guard !shape.leading.isEmpty else { return nil }
        let places = (shape.positional + shape.leading).map { parameter(for: $0, path: "\(name).Arguments") }
        let rest = shape.fieldsAfterLeading
        guard !rest.isEmpty else { return places }
        types.defineClass("\(name).Rest", fields: rest, .request)
        let isOptional = !rest.contains(where: \.isRequired)
        return places + [
            Function.Parameter(name: "arguments", type: "\(name).Rest", isOptional: isOptional, summary: "")
        ]
    }

    // MARK: - One function

    private mutating func add(
        _ function: Function, _ shape: CallShape, about operation: Operation, summary: String? = nil,
        and form: [Function.Parameter]? = nil
    ) {
        text += comment(about: operation, summary: summary ?? operation.summary)
        let places = positional(of: shape, classes: function.classes)
        if places.isEmpty {
            let table = function.table(function.tableName, isOptional: shape.isTableOptional)
            text += function.text(parameters: shape.hasTable ? [table] : [], overloads: form.map { [$0] } ?? [])
        } else {
            let table = shape.hasTable ? [function.table(".Fields", isOptional: shape.isTableOptional)] : []
            var overloads = [[function.table(".Arguments", isOptional: false)]]
            if let form { overloads.append(form) }
            if let single = single(for: operation, among: shape) { overloads.append([single] + table) }
            text += function.text(parameters: places + table, overloads: overloads)
        }
    }

    /// The one resource that fills all places, where there are several.
    private func single(for operation: Operation, among shape: CallShape) -> Function.Parameter? {
        guard shape.positional.count > 1, let name = shape.positional.last?.resource,
            let resource = catalog.resource(name)
        else { return nil }
        let known = Set(resource.identity.map(\.parameter))
        guard shape.positional.allSatisfy({ known.contains($0.name) }) else { return nil }
        return Function.Parameter(name: LuaName.identifier(for: resource.name), type: name, summary: "")
    }

    private mutating func positional(of shape: CallShape, classes: String) -> [Function.Parameter] {
        shape.positional.map { parameter(for: $0, path: "\(classes).Arguments") }
    }

    private mutating func parameter(for field: Field, path: String) -> Function.Parameter {
        let type = types.argumentType(of: field, path: "\(path).\(LuaName.identifier(for: field.name))")
        return Function.Parameter(name: field.preferredLuaName, type: type, summary: field.summary)
    }

    private func comment(about operation: Operation, summary: String) -> String {
        var text = "---\(summary)\n---\n---`\(operation.method) \(operation.path)`\n"
        if !operation.scopes.isEmpty {
            let scopes = operation.scopes.map { $0.sorted().joined(separator: " and ") }.joined(separator: " or ")
            text += "---\n---Needs \(scopes).\n"
        }
        if operation.costsMoney { text += "---\n---Costs money.\n" }
        for note in operation.notes { text += "---\n---\(note)\n" }
        return text + (operation.isDeprecated ? "---@deprecated\n" : "")
    }

    // MARK: - Classes of arguments

    /// Defines `NAME.Fields`, the table after the places, and `NAME.Arguments`, the table with everything.
    private mutating func define(_ shape: CallShape, in name: String) {
        if shape.hasTable, !shape.positional.isEmpty { define("\(name).Fields", shape, places: []) }
        guard shape.hasTable || !shape.positional.isEmpty else { return }
        define("\(name).Arguments", shape, places: shape.positional)
    }

    private mutating func define(_ name: String, _ shape: CallShape, places: [Field]) {
        guard shape.variants.count > 1 else {
            let inherited = !places.isEmpty && shape.hasTable
            let parents = inherited ? [name.replacingSuffix(".Arguments", with: ".Fields")] : []
            let fields = inherited ? places : places + shape.variants[0].fields
            return types.defineClass(name, parents: parents, fields: fields, .request)
        }
        var names: [String] = []
        for variant in shape.variants {
            let part = LuaName.identifier(for: variant.selectors.first ?? variant.label)
            let own = "\(name).\(part)"
            names.append(own)
            let parents = places.isEmpty ? [] : ["\(name.replacingSuffix(".Arguments", with: ".Fields")).\(part)"]
            types.defineClass(own, parents: parents, fields: places.isEmpty ? variant.fields : places, .request)
        }
        types.defineAlias(name, of: names)
    }

    // MARK: - Results

    private mutating func result(of operation: Operation, in group: Group) -> String {
        let returned = ReturnedValue(of: operation, in: group)
        let path = "\(operation.qualifiedName).Answer"
        return LuaType.union(
            returned.kinds.enumerated().map { index, kind in
                switch kind {
                case .nothing: return "true"
                case .text: return "string"
                case .value(let schema):
                    if let type = className(of: schema, returned) {
                        return schema.isArray ? LuaType.list(of: type) : type
                    }
                    return types.expression(for: schema, .answer, path: index == 0 ? path : "\(path)\(index + 1)")
                }
            })
    }

    /// The type of what a list operation lists.
    private mutating func itemType(of operation: Operation, in group: Group) -> String {
        let returned = ReturnedValue(of: operation, in: group)
        guard let item = returned.items else { return "any" }
        if let type = className(of: item, returned) { return type }
        // The operation's own answer has the definition, if it needs one.
        guard case .reference(let name) = item.shape else { return "table" }
        return group.qualifiedName(ofType: name)
    }

    /// The class of a resource, or of the items of a list of it.
    private func className(of schema: Schema, _ returned: ReturnedValue) -> String? {
        var item = schema
        if case .array(let element) = schema.shape { item = element }
        guard let resource = returned.resource(of: schema), case .reference(let name) = item.shape else { return nil }
        return resource.qualifiedName(as: name)
    }
}

extension String {
    fileprivate func replacingSuffix(_ suffix: String, with other: String) -> String {
        hasSuffix(suffix) ? dropLast(suffix.count) + other : self
    }
}
