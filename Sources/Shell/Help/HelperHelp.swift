internal import Catalog

/// Help about a function or value of this program or of one that embeds it, or about a table of them.
struct HelperHelp {
    let functions: HelperTable
    let catalog: Catalog
    let layout: HelpLayout

    /// - Parameter names: a parameter of a function of the embedding program, a field of it and so on; empty for all.
    /// - Throws: ``UnknownName`` with the first name that there is not.
    func lines(_ function: HelperFunction, aboutParameter names: [String] = []) throws(UnknownName) -> [String] {
        guard let application = function.application else { return lines(ofOwn: function) }
        let help = OperationHelp(application.operation, of: application.group, in: catalog, layout: layout)
        guard names.isEmpty else { return try help.lines(aboutParameter: names) }
        return help.opening + ending(of: function) + help.example
    }

    private func lines(ofOwn function: HelperFunction) -> [String] {
        var lines = layout.title(function.name, function.summary)
        if !function.isValue { lines += [""] + layout.signature(function.signature) }
        let parameters = entries(function.parameters, indentation: 2)
        if !parameters.isEmpty { lines += [""] + parameters }
        lines += [""] + ending(of: function)
        return lines + ["  " + layout.style.dim("example"), "  " + function.example]
    }

    /// What comes back, and what else there is to know, each with a blank line after it.
    private func ending(of function: HelperFunction) -> [String] {
        var lines: [String] = []
        if let type = function.type, !function.isValue {
            lines += layout.pairs([("returns", function.result.isEmpty ? type : function.result)]) + [""]
        }
        for note in function.notes { lines += layout.wrapped(note, indentation: 2) + [""] }
        return lines
    }

    func lines(_ module: HelperFunction.Module) -> [String] {
        layout.title(module.name, module.summary) + [""]
            + layout.pairs(
                functions.functions.filter { $0.name.hasPrefix(module.name + ".") }.map {
                    (String($0.name.dropFirst(module.name.count + 1)), $0.summary)
                })
    }

    private func entries(_ parameters: [HelperFunction.Parameter], indentation: Int) -> [String] {
        let nameWidth = layout.columnWidth(for: parameters.map(\.name))
        return parameters.flatMap { parameter in
            let type = parameter.type == "T" ? "any" : parameter.type.replacing("|", with: " or ")
            let facts = parameter.isOptional ? type : type + ", required"
            let room = layout.room(besideNameWidth: nameWidth, indentation: indentation)
            let paragraphs = layout.paragraphs(facts: facts, summary: parameter.summary, room: room)
            return layout.entry(parameter.name, paragraphs, nameWidth: nameWidth, indentation: indentation)
                + entries(parameter.fields, indentation: indentation + 2)
        }
    }
}
