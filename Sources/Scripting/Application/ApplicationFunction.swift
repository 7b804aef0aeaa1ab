package import Catalog
package import JSON

/// A function that the program has which embeds the engine, described as an operation of the catalog is: so that its
/// arguments are read and checked, completed and explained by what does that for the API.
package struct ApplicationFunction {
    /// A function under a name of the program's own; what it is called with goes nowhere but to ``body``.
    package let operation: Operation
    /// The group that has nothing but this.
    package let group: Group
    let body: Body

    /// Gets the checked arguments under the names they were declared with; absent ones are missing. What it returns may be
    /// nil: nothing.
    package enum Body {
        /// Runs on the interpreter's thread, which waits for it.
        case immediate((JSONObject) throws -> JSONValue?)
        /// Runs on other threads, while other coroutines go on. An interrupt cancels its task.
        case concurrent(@Sendable (JSONObject) async throws -> JSONValue?)
    }

    /// - Parameters:
    ///   - table: The global table that has it; nil for a global function.
    ///   - parameters: The required ones may stand before the table, in this order.
    package init(
        _ name: String, in table: String?, summary: String, parameters: [Field],
        body: Body
    ) {
        var operation = Operation(
            group: table ?? "", name: name, identifier: name, method: "", path: PathTemplate(""), summary: summary,
            success: .init(status: 0), danger: .read)
        operation.pathParameters = parameters.filter(\.isRequired)
        let others = parameters.filter { !$0.isRequired }
        if !others.isEmpty {
            operation.body = .init(isRequired: false, schema: Schema(.object(others, isOpen: false)))
        }
        self.operation = operation
        group = Group(name: table ?? "", summary: "", operations: [operation], resources: [], types: [:])
        self.body = body
    }

    /// As it is called: `acme.deploy`, `greet`.
    package var name: String { operation.qualifiedName }
}
