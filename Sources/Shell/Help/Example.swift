internal import Catalog

/// A call that can be run, and what it does.
package struct Example {
    package let summary: String
    /// The lines of Lua for a width.
    package let source: (_ width: Int) -> [String]

    init(_ function: HelperFunction) {
        summary = function.summary
        source = { _ in function.example.split(separator: "\n").map(String.init) }
    }

    init(_ operation: Operation, in group: Group) {
        summary = GroupHelp.summary(of: operation)
        source = { ExampleCall(of: operation, in: group).lines(width: $0) }
    }

    /// Nil where the catalog does not have the method's operation.
    init?(_ method: Resource.Method, of resource: Resource, _ catalog: Catalog) {
        guard let operation = catalog.operation(method.operation), let group = catalog.group(operation.group) else {
            return nil
        }
        summary = GroupHelp.summary(of: operation)
        source = { ExampleCall(of: method, of: resource, calling: operation, in: group).lines(width: $0) }
    }

    /// Examples below each other, each under a comment that says what it does, so that what is copied can be entered.
    package static func lines(_ examples: [Example], width: Int?, style: Emphasis) -> [String] {
        let layout = HelpLayout(style: style, width: width)
        return examples.enumerated().flatMap { index, example in
            (index > 0 ? [""] : [])
                + WrappedText.lines(of: example.summary, width: layout.cells == .max ? .max : layout.cells - 3)
                .map { style.dim("-- " + $0) } + example.source(layout.sourceCells)
        }
    }
}
