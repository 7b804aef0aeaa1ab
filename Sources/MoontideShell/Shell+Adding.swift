internal import Catalog
internal import JSON
internal import Scripting
internal import Shell

extension Shell {
    /// Adds a global function: `deploy`.
    ///
    /// - Throws: ``ShellError`` of the kinds `.invalidName`, `.nameTaken` and `.invalidParameter`; then nothing was added.
    public func add(_ function: Function) throws(ShellError) {
        try ShellName.check(function)
        try checkFree(function.name)
        install(function, in: nil)
    }

    /// Adds a table of functions: `acme`, for `acme.deploy`.
    ///
    /// - Throws: ``ShellError`` of the kinds `.invalidName`, `.nameTaken` and `.invalidParameter`; then nothing was added.
    public func add(_ group: FunctionGroup) throws(ShellError) {
        try ShellName.check(lua: group.name, as: "a group of functions")
        try checkFree(group.name)
        var names: Set<String> = []
        for function in group.functions {
            try ShellName.check(function)
            guard names.insert(function.name).inserted else {
                throw ShellError(.nameTaken, "the group '\(group.name)' has two functions called '\(function.name)'")
            }
        }
        embedded.addTable(group.name, summary: group.summary)
        for function in group.functions { install(function, in: group.name) }
    }

    /// Adds a command of the prompt: `.status`. Before ``run()``, so that completion knows it.
    ///
    /// - Throws: ``ShellError`` of the kinds `.invalidName` and `.nameTaken`.
    public func add(_ command: Command) throws(ShellError) {
        try ShellName.check(command: command.name)
        guard !embedded.hasCommand(named: command.name) else {
            throw ShellError(.nameTaken, "there is a command .\(command.name) already")
        }
        embedded.addCommand(
            command.name, summary: command.summary, arguments: { command.completions().map(\.symbol) },
            run: command.body)
    }

    /// Sets a global variable, which scripts and the prompt may change: `set("region", to: "nyc1")`.
    ///
    /// - Throws: ``ShellError`` of the kinds `.invalidName`, `.nameTaken` where a function or group is called so, and
    ///   `.unusableValue` for a value that is nested without end.
    public func set(_ name: String, to value: Value) throws(ShellError) {
        try ShellName.check(lua: name, as: "a variable")
        guard !embedded.isFunctionOrTable(name) else { throw taken(name) }
        do throws(JSONError) {
            try embedded.set(name, to: value)
        } catch {
            throw ShellError(.unusableValue, "\(name): \(error)")
        }
    }

    private func checkFree(_ name: String) throws(ShellError) {
        guard !embedded.isTaken(name) else { throw taken(name) }
    }

    private func taken(_ name: String) -> ShellError {
        ShellError(.nameTaken, "'\(name)' is the name of something else already; it would be hidden")
    }

    private func install(_ function: Function, in group: String?) {
        let completions = function.parameters.map { ($0.field.name, $0.completions) }
        let described = ApplicationFunction(
            function.name, in: group, summary: function.summary, parameters: function.parameters.map(\.field),
            body: function.body)
        embedded.add(described, result: function.result, notes: function.notes) { parameter in
            completions.first { $0.0 == parameter }?.1().map(\.symbol) ?? []
        }
    }
}

extension Completion {
    var symbol: Symbol { Symbol(text, .value, summary: summary) }
}
