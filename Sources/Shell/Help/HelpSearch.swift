internal import Catalog

/// Finds what there is help about by words of its name, its summary or its parameters.
struct HelpSearch {
    let catalog: Catalog
    let functions: HelperTable
    let layout: HelpLayout
    /// How many finds are shown.
    private static let limit = 30

    private struct Entry {
        var name: String
        var summary: String
        /// In lower case: the name; the name and summary; those with the parameters.
        var texts: [String]

        init(_ name: String, _ summary: String, parameters: [String] = []) {
            self.name = name
            self.summary = summary
            let lowered = name.lowercased()
            let described = lowered + " " + summary.lowercased()
            texts = [lowered, described, described + " " + parameters.joined(separator: " ").lowercased()]
        }

        /// How far one has to look to find all words: 0 for the name alone. Nil where they are not all there.
        func rank(for words: [String]) -> Int? {
            texts.firstIndex { text in words.allSatisfy { text.contains($0) } }
        }
    }

    /// What has every word of the text; where there is nothing, what has words like them.
    func lines(for text: String) -> [String] {
        let words = text.lowercased().split { $0 == " " || $0 == "\t" }.map(String.init)
        guard !words.isEmpty else { return notFound(text) }
        let entries = entries
        let found = matches(words, in: entries)
        if !found.isEmpty { return list(found) }
        let near = names(near: text, in: entries)
        if !near.isEmpty { return [heading(text) + "; did you mean:"] + list(near) }
        let corrected = words.map { nearestWord(to: $0, in: entries) }
        let second = corrected == words ? [] : matches(corrected, in: entries)
        guard !second.isEmpty else { return notFound(text) }
        return layout.wrapped(heading(text) + "; found with '\(corrected.joined(separator: " "))':") + list(second)
    }

    private func heading(_ text: String) -> String { "nothing in the API is called '\(TerminalText.visible(text))'" }

    private func notFound(_ text: String) -> [String] {
        layout.wrapped(heading(text) + "; help() tells where to begin")
    }

    private func list(_ entries: [Entry]) -> [String] {
        let lines = layout.pairs(entries.prefix(Self.limit).map { ($0.name, $0.summary) })
        guard entries.count > Self.limit else { return lines }
        let more = "... and \(entries.count - Self.limit) more; another word narrows the search"
        return lines + [layout.style.dim("  " + more)]
    }

    private func matches(_ words: [String], in entries: [Entry]) -> [Entry] {
        let ranked = entries.compactMap { entry in entry.rank(for: words).map { (rank: $0, entry: entry) } }
        return (0...2).flatMap { rank in ranked.filter { $0.rank == rank }.map(\.entry) }
    }

    private func names(near text: String, in entries: [Entry]) -> [Entry] {
        Suggestion.nearest(to: text, in: entries.map(\.name), limit: 5).compactMap { name in
            entries.first { $0.name == name }
        }
    }

    /// The word itself where it occurs, else the nearest of the words that do.
    private func nearestWord(to word: String, in entries: [Entry]) -> String {
        guard !entries.contains(where: { $0.texts[2].contains(word) }) else { return word }
        let known = Set(entries.flatMap { $0.texts[2].split { !$0.isLetter }.map(String.init) })
        return Suggestion.nearest(to: word, in: known, limit: 1).first ?? word
    }

    private func entry(of function: HelperFunction) -> Entry {
        let help = function.application.map { OperationHelp($0.operation, of: $0.group, in: catalog, layout: layout) }
        return Entry(function.name, function.summary, parameters: help?.parameterNames ?? [])
    }

    private var entries: [Entry] {
        let groups = catalog.groupNames.compactMap(catalog.group)
        var entries = groups.map { Entry($0.name, $0.summary) }
        for group in groups {
            entries += group.operations.map { operation in
                let help = OperationHelp(operation, of: group, in: catalog, layout: layout)
                return Entry(
                    operation.qualifiedName, GroupHelp.summary(of: operation), parameters: help.parameterNames)
            }
            entries += group.resources.map { Entry($0.qualifiedName, $0.summary) }
        }
        let tables = functions.modules.filter { functions.named($0.name) == nil }
        return entries + tables.map { Entry($0.name, $0.summary) } + functions.functions.map(entry)
    }
}
