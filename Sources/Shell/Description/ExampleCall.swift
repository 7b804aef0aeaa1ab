package import Catalog
package import JSON

/// A call that passes the argument checks, as Lua source.
package struct ExampleCall {
    private let name: String
    private let positional: [(name: String, value: JSONValue)]
    private var table: JSONObject

    package init(of operation: Operation, in group: Group) {
        self.init(CallShape(operation, of: group), name: operation.qualifiedName)
    }

    /// A call of a resource's method.
    package init(of method: Resource.Method, of resource: Resource, calling operation: Operation, in group: Group) {
        let shape = CallShape(calling: operation, of: group, as: method, of: resource)
        self.init(shape, name: "\(resource.name):\(method.name)")
    }

    /// - Parameter name: what is called, as in `droplet:resize`.
    init(_ shape: CallShape, name: String) {
        self.name = name
        let value: (Field) -> JSONValue = { shape.group.example(of: $0, for: .request) }
        positional = shape.positional.map { ($0.name, value($0)) }
        let fields = shape.variants[0].fields
        table = JSONObject(fields.filter(\.isRequired).map { ($0.preferredLuaName, value($0)) })
        guard table.isEmpty, shape.operation.body?.isRequired == true else { return }
        // A body without a required field shows how one is given.
        let beside = Set((shape.operation.queryParameters + shape.operation.headerParameters).map(\.name))
        if let field = fields.first(where: { !beside.contains($0.name) }) {
            table[field.preferredLuaName] = value(field)
        }
    }

    /// The arguments by their names, those before the table and those in it.
    package var arguments: JSONObject {
        JSONObject(positional.map { ($0.name, $0.value) } + table.members.map { ($0.name, $0.value) })
    }

    /// The call on as few lines of `width` cells as it takes.
    package func lines(width: Int = 80) -> [String] {
        let first = positional.map { LuaConstructor.line($0.value) }
        guard !table.isEmpty else { return ["\(name)(\(first.joined(separator: ", ")))"] }
        let (opening, closing) =
            first.isEmpty ? (name, "") : ("\(name)(" + first.joined(separator: ", ") + ", ", ")")
        let arguments = LuaConstructor.fitted(
            .object(table), width: width - closing.utf8.count, before: DisplayWidth.of(opening))
        return (opening + arguments + closing).split(separator: "\n").map(String.init)
    }

    package var text: String { lines(width: 100).joined(separator: "\n") }
}
