/// The settings as the page about the configuration lists them, so that a test can hold it against the list.
package enum SettingsPage {
    /// A table of Markdown.
    package static var table: String {
        Markdown.table(
            ["setting", "may be", "is", "decides"],
            Setting.all.map { setting in
                [
                    Markdown.code("\(ConfigTable.name).\(setting.name)"), setting.kind.shortExpectation,
                    Markdown.code(setting.standard.literal), setting.summary
                ]
            })
    }
}

extension Setting.Kind {
    /// For a cell of a table.
    fileprivate var shortExpectation: String {
        switch self {
        case .flag: "true or false"
        case .number(let range, let word):
            "\(range.lowerBound) to \(range.upperBound)" + (word.map { " or `\"\($0)\"`" } ?? "")
        case .words(let words): words.map { "`\"\($0)\"`" }.joined(separator: ", ")
        }
    }
}
