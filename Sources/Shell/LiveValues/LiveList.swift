package import APIClient
package import Catalog
internal import HTTPMessage
package import JSON

/// A list of the API of which one item can stand at a place of a call: the droplets, the triggers of one namespace.
package struct LiveList: Sendable {
    /// What tells lists apart.
    package struct Key: Hashable, Sendable {
        package let operation: String
        package let arguments: JSONObject
    }

    package let resource: Resource
    package let operation: Operation
    package let group: Group
    let catalog: Catalog
    /// What the operation needs: `namespace_id`.
    package let arguments: JSONObject
    /// The member of an item that stands for it in calls.
    let identifier: String

    package var key: Key { Key(operation: operation.qualifiedName, arguments: arguments) }

    /// - Parameters:
    ///   - name: the full name of a resource: `functions.trigger`.
    ///   - given: the value that the call has for a parameter, where the list needs it.
    /// - Returns: nil where the catalog tells of no such list, or the call does not say which one it is.
    package init?(of name: String, in catalog: Catalog, given: (Field) -> JSONValue?) {
        guard let resource = catalog.resource(name), case .field(let identifier)? = resource.identity.last?.source,
            let operation = resource.listOperation.flatMap(catalog.operation), operation.isPlainRead,
            let group = catalog.group(operation.group)
        else { return nil }
        var arguments = JSONObject()
        for field in operation.pathParameters + operation.queryParameters.filter(\.isRequired) {
            guard let value = given(field) else { return nil }
            arguments[field.name] = value
        }
        self.resource = resource
        self.operation = operation
        self.group = group
        self.catalog = catalog
        self.arguments = arguments
        self.identifier = identifier
        if SecretMembers(of: self).contains(identifier) { return nil }
    }

    /// What is in it, for people: `droplets`, `ssh keys`.
    package var name: String {
        (operation.success.root ?? resource.name + "s").replacing("_", with: " ")
    }

    var call: Call { Call(operation, of: group, arguments: arguments) }
}

extension LiveList {
    /// Whether a write may have changed what is in it.
    ///
    /// It is one below the list's own path, or above it, as where a namespace goes with its triggers; one that reaches
    /// beyond a single thing; or one that names things of this kind, as a droplet that is made with new tags.
    package func isTouched(by call: PreparedCall) -> Bool {
        if call.danger == .wide { return true }
        let written = call.request.path.split(separator: "/").map(String.init)
        if zip(written, path).allSatisfy({ $0 == $1 }) { return true }
        guard let operation = call.operation ?? call.counterpart, let group = catalog.group(operation.group) else {
            return false
        }
        return group.argumentFields(of: operation).contains { $0.resource == resource.qualifiedName }
    }

    private var path: [String] {
        operation.path.segments.map { segment in
            switch segment {
            case .literal(let text): return text
            case .parameter(let name):
                switch arguments[name] {
                case .string(let text)?: return text
                case .integer(let number)?: return "\(number)"
                default: return ""
                }
            }
        }
    }
}

extension Operation {
    /// Whether it does nothing but read from the API itself.
    fileprivate var isPlainRead: Bool {
        method == "GET" && danger == .read && server == nil && !headerParameters.contains(where: \.isRequired)
    }
}
