/// Help about a function or value of this program, or about a table of them.
struct HelperHelp {
    let layout: HelpLayout

    func lines(_ function: HelperFunction) -> [String] {
        var lines = layout.title(function.name, function.summary)
        if !function.isValue { lines += [""] + layout.signature(function.signature) }
        let parameters = entries(function.parameters, indentation: 2)
        if !parameters.isEmpty { lines += [""] + parameters }
        if let type = function.type, !function.isValue {
            lines += [""] + layout.pairs([("returns", function.result.isEmpty ? type : function.result)])
        }
        for note in function.notes { lines += [""] + layout.wrapped(note, indentation: 2) }
        return lines + ["", "  " + layout.style.dim("example"), "  " + function.example]
    }

    func lines(_ module: HelperFunction.Module) -> [String] {
        layout.title(module.name, module.summary) + [""]
            + layout.pairs(
                HelperFunction.all.filter { $0.name.hasPrefix(module.name + ".") }.map {
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
