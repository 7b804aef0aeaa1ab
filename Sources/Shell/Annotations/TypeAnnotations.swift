internal import Catalog
internal import JSON

/// Names the types of one group, and defines the classes and aliases that the names need.
struct TypeAnnotations {
    private let group: Group
    /// The definitions so far.
    private(set) var text = ""
    /// A place of a path has one definition, though several functions have the place.
    private var defined: Set<String> = []

    init(of group: Group) { self.group = group }

    /// Defines a named type of the group for one use.
    mutating func define(_ name: String, _ use: TypeUse) {
        guard let schema = group.type(named: name) else { return }
        let path = className(ofType: name, use)
        if case .object(let fields, let isOpen) = schema.shape, !fields.isEmpty {
            defineClass(path, fields: fields, isOpen: isOpen, use)
        } else if let values = literals(of: schema), values.count > 1 {
            defineAlias(path, values)
        } else {
            let type = expression(for: schema, use, path: path + ".Value")
            text += "---@alias \(path) \(type)\n\n"
        }
    }

    /// Defines a class with the fields of an object.
    ///
    /// - Parameter parents: classes whose fields it has, too.
    mutating func defineClass(
        _ path: String, parents: [String] = [], fields: [Field], isOpen: Bool = false, _ use: TypeUse
    ) {
        guard defined.insert(path).inserted else { return }
        // What the fields need is defined before, so that the lines of a class stay together.
        var lines = "---@class \(path)" + (parents.isEmpty ? "" : ": " + parents.joined(separator: ", ")) + "\n"
        for field in fields where use == .answer || !field.isReadOnly {
            lines += self.lines(for: field, use, path: path)
        }
        if isOpen { lines += "---@field [string] any\n" }
        text += lines + "\n"
    }

    /// The type of a field's value as a caller may give it: a resource stands for its identifier.
    mutating func argumentType(of field: Field, path: String) -> String {
        let type = expression(for: field.schema, .request, path: path)
        guard let resource = field.resource else { return type }
        guard case .array(let item) = group.resolved(field.schema).shape else { return LuaType.union([type, resource]) }
        let items = LuaType.union([expression(for: item, .request, path: path), resource])
        return LuaType.list(of: items)
    }

    /// The type of a schema; inline objects and enumerations get the name `path`.
    mutating func expression(for schema: Schema, _ use: TypeUse, path: String) -> String {
        let type = plainExpression(for: schema, use, path: path)
        return schema.isNullable ? LuaType.union([type, use == .request ? LuaType.null : "nil"]) : type
    }

    private mutating func plainExpression(for schema: Schema, _ use: TypeUse, path: String) -> String {
        if let values = literals(of: schema) {
            guard values.count > 1 else { return values[0] }
            defineAlias(path, values)
            return path
        }
        switch schema.shape {
        case .any: return "any"
        case .boolean: return "boolean"
        case .integer: return "integer"
        case .number: return "number"
        case .string: return "string"
        case .array(let item): return LuaType.list(of: itemExpression(for: item, use, path: path))
        case .map(let item): return "table<string, \(itemExpression(for: item, use, path: path))>"
        case .reference(let name): return className(ofType: name, use)
        case .object(let fields, let isOpen):
            guard !fields.isEmpty else { return "table<string, any>" }
            defineClass(path, fields: fields, isOpen: isOpen, use)
            return path
        case .oneOf(let union):
            return LuaType.union(
                union.variants.map { variant in
                    expression(for: variant.schema, use, path: "\(path).\(LuaName.identifier(for: variant.name))")
                })
        }
    }

    /// The type of an item of a list or map, where a null is a value of its own.
    private mutating func itemExpression(for schema: Schema, _ use: TypeUse, path: String) -> String {
        let type = plainExpression(for: schema, use, path: path)
        return schema.isNullable ? LuaType.union([type, LuaType.null]) : type
    }

    private func literals(of schema: Schema) -> [String]? {
        guard !schema.allowedValues.isEmpty else { return nil }
        let literals = schema.allowedValues.filter { !$0.isNull }.compactMap(LuaType.literal)
        return literals.count == schema.allowedValues.filter { !$0.isNull }.count && !literals.isEmpty ? literals : nil
    }

    private mutating func defineAlias(_ path: String, _ values: [String]) {
        guard defined.insert(path).inserted else { return }
        text += "---@alias \(path)\n" + values.map { "---| \($0)\n" }.joined() + "\n"
    }

    /// Defines a name for one of several types.
    mutating func defineAlias(_ path: String, of types: [String]) {
        text += "---@alias \(path) \(LuaType.union(types))\n\n"
    }

    private func className(ofType name: String, _ use: TypeUse) -> String {
        group.qualifiedName(ofType: name) + (use == .request ? ".Input" : "")
    }

    // MARK: - Fields

    /// The lines of a field, one for each spelling.
    private mutating func lines(for field: Field, _ use: TypeUse, path: String) -> String {
        let inner = "\(path).\(LuaName.identifier(for: field.name))"
        guard use == .request else {
            let type = expression(for: field.schema, .answer, path: inner)
            return Self.line(field.name, type, field)
        }
        let type = argumentType(of: field, path: inner)
        let names = field.luaNames
        // Of several spellings none is required: the notation cannot say that one of them is.
        let mark = field.isRequired && names.count == 1 ? "" : "?"
        return Self.line(names[0], mark: mark, type, field)
            + names.dropFirst().map { "---@field \(LuaType.fieldName($0))? \(type) The same as \(names[0]).\n" }
            .joined()
    }

    static func line(_ name: String, mark: String = "", _ type: String, _ field: Field) -> String {
        let summary = (field.isDeprecated ? "Deprecated. " : "") + field.summary
        return "---@field \(LuaType.fieldName(name))\(mark) \(type)\(LuaType.comment(summary))\n"
    }
}
