/// The page of the functions and values of this program.
struct HelperPage {
    var text: String {
        var text = "# Functions of moontide\n\nWhat the program adds to Lua beside the operations of the API.\n\n"
        text += "\(Markdown.link("All groups", ReferenceWriter.indexName))\n\n"
        let modules = HelperFunction.modules.map(\.name)
        text += HelperTable.standard.inModule(nil).filter { !modules.contains($0.name) }.map(section).joined()
        for module in HelperFunction.modules {
            text +=
                HelperTable.standard.named(module.name).map(section)
                ?? Markdown.heading(2, module.name, anchor: module.name) + "\(Markdown.escaped(module.summary))\n\n"
            text += HelperTable.standard.inModule(module.name).map(section).joined()
        }
        return text
    }

    private func section(of function: HelperFunction) -> String {
        let level = function.module == nil ? 2 : 3
        var text = Markdown.heading(level, Markdown.escaped(function.signature), anchor: function.name)
        text += ([function.summary] + function.notes).map { Markdown.escaped($0) }.joined(separator: " ") + "\n\n"
        text += Markdown.table(["name", "type", "required", ""], rows(of: function.parameters, prefix: ""))
        if !function.result.isEmpty { text += "Returns \(Markdown.escaped(function.result)).\n\n" }
        return text + Markdown.block(function.example, "lua") + "\n"
    }

    private func rows(of parameters: [HelperFunction.Parameter], prefix: String) -> [[String]] {
        parameters.flatMap { parameter in
            [
                [
                    Markdown.code(prefix + parameter.name),
                    Markdown.code(parameter.type == "T" ? "any" : parameter.type, inCell: true),
                    parameter.isOptional ? "" : "yes", Markdown.escaped(parameter.summary)
                ]
            ] + rows(of: parameter.fields, prefix: prefix + parameter.name + ".")
        }
    }
}
