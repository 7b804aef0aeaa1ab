/// A function as definitions show it.
struct Function {
    struct Parameter {
        var name: String
        var type: String
        var isOptional = false
        var summary: String
    }

    /// `functions.create_trigger`, `object:update`.
    var name: String
    /// What the classes of its arguments begin with.
    var classes: String
    /// The type of what it returns; empty: nothing.
    var result: String
    /// The class of the object, for a method.
    var receiver: String?
    /// The class of its only table.
    var tableName = ".Arguments"

    init(name: String, classes: String, result: String) {
        self.name = name
        self.classes = classes
        self.result = result
    }

    /// The parameter for a table of arguments.
    func table(_ ending: String, isOptional: Bool) -> Parameter {
        Parameter(name: "arguments", type: classes + ending, isOptional: isOptional, summary: "")
    }

    /// The lines from the parameters to the `end`.
    func text(parameters: [Parameter], overloads: [[Parameter]] = []) -> String {
        var text = ""
        for parameter in parameters {
            text += "---@param \(parameter.name)\(parameter.isOptional ? "?" : "") \(parameter.type)"
            text += LuaType.comment(parameter.summary) + "\n"
        }
        if !result.isEmpty { text += "---@return \(result)\n" }
        for overload in overloads { text += "---@overload \(type(of: overload))\n" }
        return text + definition(parameters.map(\.name).joined(separator: ", ")) + "\n\n"
    }

    private func type(of parameters: [Parameter]) -> String {
        let receiver = receiver.map { ["self: \($0)"] } ?? []
        let rest = parameters.map { "\($0.name)\($0.isOptional ? "?" : ""): \($0.type)" }
        return "fun(\((receiver + rest).joined(separator: ", ")))" + (result.isEmpty ? "" : ": \(result)")
    }

    private func definition(_ parameters: String) -> String {
        if name.contains(":") { return "function \(name)(\(parameters)) end" }
        let path = LuaPath.text(name)
        return path.contains("[") ? "\(path) = function(\(parameters)) end" : "function \(path)(\(parameters)) end"
    }
}
