internal import Catalog
internal import Scripting

/// Help about one kind of resource.
struct ResourceHelp {
    private let resource: Resource
    private let catalog: Catalog
    private let layout: HelpLayout

    init(_ resource: Resource, _ catalog: Catalog, layout: HelpLayout) {
        self.resource = resource
        self.catalog = catalog
        self.layout = layout
    }

    var lines: [String] {
        layout.title(resource.qualifiedName, resource.summary) + layout.section("Fields", fields)
            + layout.section("Methods", methods + derived) + layout.section("Handling", handling)
    }

    /// Help about a field, or a field of a field.
    ///
    /// - Throws: ``UnknownName`` with the first name that there is not.
    func lines(aboutField names: [String]) throws(UnknownName) -> [String] {
        guard let group = catalog.group(resource.group) else { return lines }
        var place = resource.qualifiedName
        var schema = Schema(.reference(resource.typeName))
        var lines: [String] = []
        for name in names {
            let fields = group.memberFields(of: schema)
            guard let field = fields.first(where: { $0.luaNames.contains(name) }) else {
                throw UnknownName(name: name, place: place, known: fields.map(\.preferredLuaName))
            }
            place += "." + field.preferredLuaName
            schema = field.schema
            lines = layout.title(place, field.summary) + [""] + layout.wrapped(facts(field, group), indentation: 2)
            lines += layout.section("Fields", self.fields(of: schema, in: group))
        }
        return lines
    }

    private var fields: [(String, String)] {
        catalog.group(resource.group).map { fields(of: Schema(.reference(resource.typeName)), in: $0) } ?? []
    }

    private func fields(of schema: Schema, in group: Group) -> [(String, String)] {
        group.memberFields(of: schema).map { field in
            (field.preferredLuaName, field.summary.isEmpty ? facts(field, group) : field.summary)
        }
    }

    private func facts(_ field: Field, _ group: Group) -> String {
        var field = field
        // That an answer has it is no demand on the caller.
        (field.isRequired, field.defaultValue) = (false, nil)
        return FieldFacts(field: field, group: group).text
    }

    private var methods: [(String, String)] {
        resource.methods.compactMap { method in
            guard let operation = catalog.operation(method.operation), let group = catalog.group(operation.group) else {
                return nil
            }
            let shape = CallShape(calling: operation, of: group, as: method, of: resource)
            let summary = method.summary(of: operation)
            guard method.fixedArguments.isEmpty else { return (":\(method.name)\(Self.places(of: shape))", summary) }
            let text = method.isIterator ? "For a loop: " + summary : summary
            return (":\(method.name)\(Self.places(of: shape))", text + " (\(method.operation))")
        }
    }

    private var derived: [(String, String)] {
        catalog.derivedFunctions(of: resource).map { function in
            let takes = function.kind == .find || function.kind == .one ? "(match)" : "()"
            return (":\(function.name)\(takes)", function.summary)
        }
    }

    /// `()`, `(trigger_name)`, `{...}`: what a method takes.
    private static func places(of shape: CallShape) -> String {
        let places = shape.positional.map(\.preferredLuaName)
        let table = shape.isTableOptional ? [] : ["{...}"]
        guard places.isEmpty, !table.isEmpty else { return "(" + (places + table).joined(separator: ", ") + ")" }
        return "{...}"
    }

    /// How it is identified, shown, read and waited for: names with texts.
    var handling: [(String, String)] {
        var pairs: [(String, String)] = []
        let identity = resource.identity.map { identity in
            switch identity.source {
            case .field(let field) where field == identity.parameter: field
            case .field(let field): "\(field), as \(identity.parameter)"
            case .call(let argument): "\(argument) of the call that returned it"
            }
        }
        if !identity.isEmpty { pairs.append(("identified by", identity.joined(separator: "; "))) }
        if let label = resource.labelField { pairs.append(("known by", label)) }
        if !resource.columns.isEmpty { pairs.append(("columns", resource.columns.joined(separator: ", "))) }
        if let list = resource.listOperation { pairs.append(("listed by", list)) }
        if let get = resource.getOperation { pairs.append(("read by", get)) }
        if let wait = resource.wait { pairs.append(("ready", wait.description)) }
        return pairs
    }
}

extension Group {
    /// The fields of a value that was read: of an object, a list's items, a map's values.
    fileprivate func memberFields(of schema: Schema) -> [Field] {
        switch resolved(schema).shape {
        case .object(let fields, _): fields
        case .array(let item), .map(let item): memberFields(of: item)
        default: []
        }
    }
}
