/// Options and arguments as mdoc's lists.
enum ManualMacros {
    /// An entry for each that is shown.
    static func write(_ parameters: [ParameterDescription], _ page: inout ManualText) {
        let shown = parameters.filter(\.isShown)
        guard !shown.isEmpty else { return }
        page.list(shown.map { parameter in (term(of: parameter), { write(parameter, &$0) }) })
    }

    /// The name of an option behind mdoc's own minus: `\-output` for `--output`, `o` for `-o`.
    static func flag(_ spelling: String) -> String {
        let name = spelling.dropFirst()
        return name.hasPrefix("-") ? ManualText.quoted(String(name)) : String(name)
    }

    private static func term(of parameter: ParameterDescription) -> String {
        let value = parameter.kind == .flag ? "" : " Ar " + ManualText.quoted(parameter.valueName)
        guard parameter.kind != .positional else { return String(value.dropFirst()) }
        return parameter.spellings.reversed().map { "Fl \(flag($0))" }.joined(separator: " , ") + value
    }

    private static func write(_ parameter: ParameterDescription, _ page: inout ManualText) {
        page.sentences(parameter.summary.isEmpty ? "The \(parameter.valueName)." : parameter.summary)
        let words = parameter.allowedValues
        if !words.isEmpty { page.sentences("One of \(words.joined(separator: ", ")).") }
        if let text = parameter.defaultText { page.sentences("The default is \(text).") }
        if parameter.isRepeating, parameter.kind == .option { page.sentences("May be given several times.") }
    }
}
