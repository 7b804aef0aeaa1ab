internal import Catalog
internal import Scripting

/// The definitions of one group: its types, its resources with their methods, and its operations.
struct GroupAnnotations {
    private let group: Group
    private let catalog: Catalog
    private let uses: TypeUses
    /// What the group's lists imply.
    private let derived: [DerivedFunction]

    init(of group: Group, in catalog: Catalog, uses: TypeUses) {
        self.group = group
        self.catalog = catalog
        self.uses = uses
        derived = catalog.derivedFunctions(ofGroup: group.name)
    }

    var text: String {
        var types = TypeAnnotations(of: group)
        for name in group.types.keys.sorted() where !name.contains(".") {
            let qualified = group.qualifiedName(ofType: name)
            if uses.contains(qualified, .answer) { types.define(name, .answer) }
            if uses.contains(qualified, .request) { types.define(name, .request) }
        }
        var functions = CallAnnotations(catalog: catalog, types: types)
        for resource in group.resources { add(resource, to: &functions) }
        functions.text += "---\(group.summary)\n---@class \(group.name)\n\(group.name) = {}\n\n"
        for operation in group.operations { add(operation, to: &functions) }
        addAliases(to: &functions)
        return functions.types.text + functions.text
    }

    private func add(_ resource: Resource, to functions: inout CallAnnotations) {
        let secondNames = group.fields(of: Schema(.reference(resource.typeName)))?.filter { $0.luaName != nil } ?? []
        functions.text += "do\n" + Self.comment(resource.summary)
        functions.text += "---@class \(resource.qualifiedName): \(group.qualifiedName(ofType: resource.typeName))\n"
        for field in secondNames {
            let type = functions.types.expression(
                for: field.schema, .answer, path: "\(resource.qualifiedName).\(field.preferredLuaName)")
            functions.text += TypeAnnotations.line(field.preferredLuaName, type, field)
        }
        functions.text += "local object = {}\n\n"
        for method in resource.methods { functions.add(method, of: resource) }
        for function in catalog.derivedFunctions(of: resource) { functions.add(function, of: resource) }
        functions.text += "end\n\n"
        for name in resource.otherTypeNames {
            let parents = "\(resource.qualifiedName), \(group.qualifiedName(ofType: name))"
            functions.text += "---@class \(resource.qualifiedName(as: name)): \(parents)\n\n"
        }
    }

    private func add(_ operation: Operation, to functions: inout CallAnnotations) {
        functions.add(operation, of: group)
        for function in derived where function.operation.name == operation.name { functions.add(function, of: group) }
    }

    /// The groups that exist only in aliases of this group's operations.
    private func addAliases(to functions: inout CallAnnotations) {
        let aliases = group.operations.flatMap(\.aliases)
        let names = Set(aliases.compactMap { $0.split(separator: ".").first.map(String.init) })
        for name in names.sorted() where catalog.group(name) == nil {
            functions.text += "---Other names of operations of \(group.name).\n---@class \(name)\n\(name) = {}\n"
            for (alias, target) in catalog.aliases(inGroup: name).sorted(by: { $0.key < $1.key }) {
                functions.text += "\(LuaPath.member(alias, of: name)) = \(LuaPath.text(target))\n"
            }
            functions.text += "\n"
        }
    }

    private static func comment(_ text: String) -> String { text.isEmpty ? "" : "---\(text)\n" }
}

/// Names with dots as Lua source.
enum LuaPath {
    /// `functions.list`; `functions["end"]` where the name is no identifier.
    static func member(_ name: String, of table: String) -> String {
        LuaName.isIdentifier(name) ? "\(table).\(name)" : "\(table)[\(LuaLiteral.quoted(name))]"
    }

    static func text(_ path: String) -> String {
        let parts = path.split(separator: ".").map(String.init)
        return parts.dropFirst().reduce(parts.first ?? "") { member($1, of: $0) }
    }
}

extension Resource {
    /// The class of the resource in another of its types, such as one with a secret that is shown once.
    func qualifiedName(as typeName: String) -> String {
        otherTypeNames.contains(typeName) ? "\(qualifiedName).\(typeName)" : qualifiedName
    }
}
