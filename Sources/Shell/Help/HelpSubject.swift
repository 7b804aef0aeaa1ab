internal import Catalog

/// What a name stands for.
enum HelpSubject {
    case helper(HelperFunction)
    case module(HelperFunction.Module)
    case group(Group)
    /// A group that exists only in aliases: `functions_access_key`.
    case aliasGroup(String)
    /// With the names of a parameter, of a field of it and so on; empty for the operation itself.
    case operation(Operation, Group, parameter: [String])
    case listFunction(ListFunctions, name: String, Group)
    case resource(Resource, field: [String])
    case method(Resource.Method, Resource, parameter: [String])

    /// - Parameter text: a name as it is written in Lua, with dots or colons; what calls it may follow.
    init?(named text: String, in catalog: Catalog) {
        let name = text.prefix { $0 != "(" && $0 != "{" }.map { $0 == ":" ? "." : $0 }
        let parts = String(name).trimmed.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard !parts.contains("") else { return nil }
        let whole = parts.joined(separator: ".")
        if let function = HelperFunction.named(whole) {
            self = .helper(function)
        } else if let module = HelperFunction.modules.first(where: { $0.name == whole }) {
            self = .module(module)
        } else if let group = catalog.group(whole) {
            self = .group(group)
        } else if !catalog.aliases(inGroup: whole).isEmpty {
            self = .aliasGroup(whole)
        } else if let subject = Self.inGroup(parts, catalog) ?? Self.ofResource(parts, catalog) {
            self = subject
        } else {
            return nil
        }
    }

    /// `functions.create_trigger`, `functions.create_trigger.type`, `functions.each_trigger`.
    private static func inGroup(_ parts: [String], _ catalog: Catalog) -> HelpSubject? {
        guard parts.count >= 2 else { return nil }
        if let operation = catalog.operation(parts[0] + "." + parts[1]), let group = catalog.group(operation.group) {
            return .operation(operation, group, parameter: Array(parts.dropFirst(2)))
        }
        guard parts.count == 2, let group = catalog.group(parts[0]) else { return nil }
        let lists = group.operations.lazy.compactMap { ListFunctions(of: $0, in: group) }
        return lists.first { $0.names.contains(parts[1]) }.map { .listFunction($0, name: parts[1], group) }
    }

    /// `functions.trigger`, `trigger`, `trigger.update`, `functions.trigger.name`.
    private static func ofResource(_ parts: [String], _ catalog: Catalog) -> HelpSubject? {
        if parts.count >= 2, let resource = catalog.resource(parts[0] + "." + parts[1]) {
            return part(Array(parts.dropFirst(2)), of: resource)
        }
        let named = catalog.groupNames.lazy.compactMap { catalog.resource("\($0).\(parts[0])") }
        return named.first.flatMap { part(Array(parts.dropFirst()), of: $0) }
    }

    private static func part(_ names: [String], of resource: Resource) -> HelpSubject {
        guard let name = names.first, let method = resource.methods.first(where: { $0.name == name }) else {
            return .resource(resource, field: names)
        }
        return .method(method, resource, parameter: Array(names.dropFirst()))
    }
}
