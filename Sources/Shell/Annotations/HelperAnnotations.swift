/// The definitions of the functions and values of this program.
struct HelperAnnotations {
    var text: String {
        var text = "---An explicit null of JSON.\n---@class \(LuaType.null)\n\n"
        let records =
            HelperFunction.records + HelperFunction.taskRecords + HelperFunction.planRecords
            + HelperFunction.configurationRecords
        for record in records { text += definition(of: record) }
        let modules = HelperFunction.modules.map(\.name)
        text += HelperTable.standard.inModule(nil).filter { !modules.contains($0.name) }.map(definition).joined()
        for module in HelperFunction.modules {
            let call = HelperTable.standard.named(module.name).map(overload) ?? ""
            text += "---\(module.summary)\n---@class moontide.\(module.name)\n\(call)\(module.name) = {}\n\n"
            text += HelperTable.standard.inModule(module.name).map(definition).joined()
        }
        return text
    }

    private func definition(of record: HelperFunction.Record) -> String {
        "---@class \(record.name)\n" + record.fields.map(field).joined() + "\n"
    }

    private func definition(of function: HelperFunction) -> String {
        let comment = ([function.summary] + function.notes).map { "---\($0)\n" }.joined(separator: "---\n")
        guard !function.isValue else {
            return comment + "---@type \(function.type ?? "any")\n\(function.name) = nil\n\n"
        }
        var text = ""
        let parameters = function.parameters.map { parameter in
            var type = parameter.type
            if !parameter.fields.isEmpty {
                type = "moontide.\(function.name).\(parameter.name)"
                text += "---@class \(type)\n" + parameter.fields.map(field).joined() + "\n"
            }
            return Function.Parameter(
                name: parameter.name, type: type, isOptional: parameter.isOptional, summary: parameter.summary)
        }
        let generic = function.isGeneric ? "---@generic T\n" : ""
        return text + comment + generic
            + Function(name: function.name, classes: "", result: function.type ?? "").text(parameters: parameters)
    }

    /// The call of a table that is a function, too.
    private func overload(of function: HelperFunction) -> String {
        let parameters = function.parameters.map { "\($0.name)\($0.isOptional ? "?" : ""): \($0.type)" }
        return "---@overload fun(\(parameters.joined(separator: ", "))): \(function.type ?? "nil")\n"
    }

    private func field(_ field: HelperFunction.Parameter) -> String {
        let mark = field.isOptional ? "?" : ""
        return "---@field \(LuaType.fieldName(field.name))\(mark) \(field.type)\(LuaType.comment(field.summary))\n"
    }
}
