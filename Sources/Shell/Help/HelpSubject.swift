internal import Catalog
internal import Scripting

/// What a name stands for.
enum HelpSubject {
    /// With the names of a parameter, of a field of it and so on; empty for the function itself.
    case helper(HelperFunction, parameter: [String])
    case module(HelperFunction.Module)
    case group(Group)
    /// A group that exists only in aliases: `functions_access_key`.
    case aliasGroup(String)
    /// With the names of a parameter, of a field of it and so on; empty for the operation itself.
    case operation(Operation, Group, parameter: [String])
    /// Of a group, or of a resource's objects.
    case derived(DerivedFunction, Resource?)
    case resource(Resource, field: [String])
    case method(Resource.Method, Resource, parameter: [String])

    /// - Parameter text: a name as it is written in Lua, with dots or colons; what calls it may follow.
    init?(named text: String, in catalog: Catalog, _ functions: HelperTable) {
        let name = text.prefix { $0 != "(" && $0 != "{" }.map { $0 == ":" ? "." : $0 }
        let parts = String(name).trimmed.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard !parts.contains("") else { return nil }
        let whole = parts.joined(separator: ".")
        if let function = functions.named(whole) {
            self = .helper(function, parameter: [])
        } else if let (function, names) = functions.function(at: parts) {
            self = .helper(function, parameter: names)
        } else if let module = functions.module(named: whole) {
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
        guard parts.count == 2, catalog.group(parts[0]) != nil else { return nil }
        return catalog.derivedFunctions(ofGroup: parts[0]).first { $0.name == parts[1] }.map { .derived($0, nil) }
    }

    /// `functions.trigger`, `trigger`, `trigger.update`, `functions.trigger.name`.
    private static func ofResource(_ parts: [String], _ catalog: Catalog) -> HelpSubject? {
        if parts.count >= 2, let resource = catalog.resource(parts[0] + "." + parts[1]) {
            return part(Array(parts.dropFirst(2)), of: resource, catalog)
        }
        let named = catalog.groupNames.lazy.compactMap { catalog.resource("\($0).\(parts[0])") }
        return named.first.flatMap { part(Array(parts.dropFirst()), of: $0, catalog) }
    }

    private static func part(_ names: [String], of resource: Resource, _ catalog: Catalog) -> HelpSubject {
        guard let name = names.first else { return .resource(resource, field: []) }
        if let method = resource.methods.first(where: { $0.name == name }) {
            return .method(method, resource, parameter: Array(names.dropFirst()))
        }
        let derived = catalog.derivedFunctions(of: resource).first { $0.name == name }
        return derived.map { .derived($0, resource) } ?? .resource(resource, field: names)
    }
}
