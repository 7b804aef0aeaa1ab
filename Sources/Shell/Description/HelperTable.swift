internal import Catalog
internal import Scripting

/// The functions that a session has beside the operations of the API, and the tables that have them: those of this
/// program, and those of a program that embeds it. Completion and help are made from it.
package struct HelperTable: Sendable {
    private(set) var functions: [HelperFunction]
    private(set) var modules: [HelperFunction.Module]

    /// What this program has.
    static let standard = HelperTable(functions: HelperFunction.all, modules: HelperFunction.modules)

    func named(_ name: String) -> HelperFunction? { functions.first { $0.name == name } }

    /// - Parameter name: the table; nil for globals.
    func inModule(_ name: String?) -> [HelperFunction] { functions.filter { $0.module == name } }

    func module(named name: String) -> HelperFunction.Module? { modules.first { $0.name == name } }

    /// The function that a name begins with, and the names after it: a parameter, a field of it.
    func function(at path: [String]) -> (function: HelperFunction, rest: [String])? {
        for count in [2, 1] where path.count > count {
            if let function = named(path.prefix(count).joined(separator: ".")), function.application != nil {
                return (function, Array(path.dropFirst(count)))
            }
        }
        return nil
    }

    mutating func add(_ function: HelperFunction) { functions.append(function) }
    mutating func add(_ module: HelperFunction.Module) { modules.append(module) }

    /// Without what is of no use where there is no API.
    var withoutAPI: HelperTable {
        let apart = HelperFunction.aboutAPI
        let names = Set(apart.map(\.name))
        let kept = functions.filter { !names.contains($0.name) }
        return HelperTable(
            functions: kept,
            modules: modules.filter { module in
                kept.contains { $0.module == module.name } || !apart.contains { $0.module == module.name }
            })
    }
}

extension HelperFunction {
    /// Those that are of no use where there is no API.
    static let aboutAPI: [HelperFunction] =
        calls.filter { $0.name != "help" && $0.name != "save" } + snippets + requests + plans + localControl

    /// A function of the program that embeds the shell.
    ///
    /// - Parameter result: what comes back, in words; empty: nothing.
    init(_ function: ApplicationFunction, result: String, notes: [String]) {
        let shape = CallShape(function.operation, of: function.group)
        self.init(
            name: function.name, summary: function.operation.summary, type: result.isEmpty ? nil : "any",
            result: result, notes: notes, example: ExampleCall(shape, name: function.name).text)
        application = ApplicationCallShape(operation: function.operation, group: function.group)
    }
}

/// How a function of a program is called, as operations are described.
struct ApplicationCallShape: Sendable {
    let operation: Operation
    let group: Group
}
